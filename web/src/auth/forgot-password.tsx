import { useState } from "react";
import { useRequest } from "../api/use-request.js";
import { RequestPasswordResetDocument, ResetPasswordDocument } from "../gql/graphql.js";
import { Button } from "../ui/button.js";
import { Field } from "../ui/field.js";
import { PasswordField } from "../ui/password-field.js";
import { ErrorNotice } from "../ui/notice.js";
import { MailboxLink } from "./mailbox-link.js";
import type { Step } from "./step.js";
import { authTexts } from "../texts/auth.js";

interface ForgotPasswordProps {
  readonly go: (step: Step) => void;
  /** Where the code went, once it was asked for. */
  readonly sentTo: string | undefined;
}

export function ForgotPassword({ go, sentTo }: ForgotPasswordProps) {
  const [email, setEmail] = useState(sentTo ?? "");
  const [code, setCode] = useState("");
  const [newPassword, setNewPassword] = useState("");
  const sent = sentTo !== undefined;
  const request = useRequest(RequestPasswordResetDocument);
  const reset = useRequest(ResetPasswordDocument);
  const submit = async (): Promise<void> => {
    if (!sent) {
      const asked = await request.run({ email: email.trim() });
      if (asked) go({ at: "forgot", sentTo: email.trim() });
      return;
    }
    const answer = await reset.run({ input: { email: email.trim(), code, newPassword } });
    if (answer) go({ at: "sign-in", notice: authTexts.yourPasswordIsChangedSignIn });
  };
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <h1>{authTexts.resetYourPassword}</h1>
      <p className="muted">
        {sent ? authTexts.ifThereIsAnAccountWith : authTexts.weSendYouACodeEvery}
      </p>
      <Field
        label={authTexts.eMail}
        type="email"
        autoComplete="email"
        required
        readOnly={sent}
        value={email}
        onChange={(event) => setEmail(event.target.value)}
      />
      {sent && (
        <>
          <Field
            label={authTexts.code}
            inputMode="numeric"
            autoComplete="one-time-code"
            autoFocus
            required
            value={code}
            onChange={(event) => setCode(event.target.value)}
          />
          <PasswordField
            label={authTexts.newPassword}
            measured
            autoComplete="new-password"
            required
            value={newPassword}
            onChange={(event) => setNewPassword(event.target.value)}
          />
        </>
      )}
      <ErrorNotice error={request.error ?? reset.error} />
      <Button kind="primary" type="submit" wide busy={request.busy || reset.busy}>
        {sent ? authTexts.changeThePassword : authTexts.sendTheCode}
      </Button>
      {sent && <MailboxLink />}
      <div className="auth-links">
        <Button kind="quiet" onClick={() => go({ at: "sign-in" })}>
          {authTexts.backToSignIn}
        </Button>
      </div>
    </form>
  );
}
