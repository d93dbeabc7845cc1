import { useState } from "react";
import { confab } from "../api/confab.js";
import { sayFarewell } from "../app/farewell.js";
import { useApiMutation } from "../api/use-api-mutation.js";
import { ChangePasswordDocument, DeleteAccountDocument } from "../gql/graphql.js";
import { useMe } from "../state/chat-context.js";
import { Button } from "../ui/button.js";
import { Field } from "../ui/field.js";
import { PasswordField } from "../ui/password-field.js";
import { AUTHENTICATOR, ErrorNotice } from "../ui/notice.js";
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
      <PasswordField
        label="Current password"
        autoComplete="current-password"
        required
        value={currentPassword}
        onChange={(event) => setCurrent(event.target.value)}
      />
      <PasswordField
        label="New password"
        measured
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
    // Said before, as the server ends the session before it answers.
    sayFarewell("Your account is deleted.");
    const answer = await run({ password: secret.password || null, code: secret.code || null });
    if (answer) confab.session.end();
    else sayFarewell(null);
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
        <PasswordField
          label="Your password"
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
      <ErrorNotice error={error} texts={AUTHENTICATOR} />
      <div>
        <Button kind="danger" type="submit" busy={busy}>
          Delete my account
        </Button>
      </div>
    </form>
  );
}
