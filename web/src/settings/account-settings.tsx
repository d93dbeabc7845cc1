import { useState } from "react";
import { confab } from "../api/confab.js";
import { useApiMutation } from "../api/use-api-mutation.js";
import { ChangePasswordDocument, DeleteAccountDocument } from "../gql/graphql.js";
import { useMe } from "../state/chat-context.js";
import { Button } from "../ui/button.js";
import { Field } from "../ui/field.js";
import { ErrorNotice } from "../ui/notice.js";
import { showToast } from "../ui/toasts.js";

export function AccountSettings() {
  const { provider } = useMe();
  return (
    <>
      {provider === "APPLICATION" && <ChangePassword />}
      <DeleteAccount />
    </>
  );
}

function ChangePassword() {
  const [currentPassword, setCurrent] = useState("");
  const [newPassword, setNew] = useState("");
  const { run, busy, error } = useApiMutation(ChangePasswordDocument);
  const submit = async (): Promise<void> => {
    const answer = await run({ input: { currentPassword, newPassword } });
    if (!answer) return;
    if (answer.changePassword.tokens) confab.session.set(answer.changePassword.tokens);
    setCurrent("");
    setNew("");
    showToast("Your password is changed. Other devices are signed out.");
  };
  return (
    <form
      className="panel stack"
      aria-labelledby="password-title"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <h2 id="password-title">Change your password</h2>
      <Field
        label="Current password"
        type="password"
        autoComplete="current-password"
        required
        value={currentPassword}
        onChange={(event) => setCurrent(event.target.value)}
      />
      <Field
        label="New password"
        type="password"
        autoComplete="new-password"
        required
        value={newPassword}
        onChange={(event) => setNew(event.target.value)}
      />
      <ErrorNotice error={error} />
      <div>
        <Button kind="primary" type="submit" busy={busy}>
          Change it
        </Button>
      </div>
    </form>
  );
}

function DeleteAccount() {
  const me = useMe();
  const [secret, setSecret] = useState({ password: "", code: "" });
  const { run, busy, error } = useApiMutation(DeleteAccountDocument);
  const submit = async (): Promise<void> => {
    const answer = await run({ password: secret.password || null, code: secret.code || null });
    if (answer) confab.session.end();
  };
  return (
    <form
      className="panel stack"
      aria-labelledby="delete-title"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <h2 id="delete-title">Delete your account</h2>
      <p className="muted">
        Your profile is erased and your name disappears from what you wrote. This cannot be undone.
      </p>
      {me.provider === "APPLICATION" && (
        <Field
          label="Your password"
          type="password"
          autoComplete="current-password"
          required
          value={secret.password}
          onChange={(event) => setSecret({ ...secret, password: event.target.value })}
        />
      )}
      {me.twoFactorEnabled && (
        <Field
          label="Authenticator code"
          inputMode="numeric"
          required
          value={secret.code}
          onChange={(event) => setSecret({ ...secret, code: event.target.value })}
        />
      )}
      <ErrorNotice error={error} />
      <div>
        <Button kind="danger" type="submit" busy={busy}>
          Delete my account
        </Button>
      </div>
    </form>
  );
}
