import { useState } from "react";
import { useLimits } from "../app/server-info.js";
import { useRequest } from "../api/use-request.js";
import { ConfirmEmailDocument, ResendCodeDocument } from "../gql/graphql.js";
import { Button } from "../ui/button.js";
import { Field } from "../ui/field.js";
import { ErrorNotice } from "../ui/notice.js";
import { MailboxLink } from "./mailbox-link.js";
import { SignupCredentials } from "./signup-credentials.js";
import { accept } from "./accept.js";
import { deviceName, type StartedSignup, type Step } from "./step.js";
import { useSecondsUntil } from "./use-seconds-until.js";
import { authTexts } from "../texts/auth.js";

interface EnterCodeProps {
  readonly go: (step: Step) => void;
  readonly started: StartedSignup;
}

export function EnterCode({ go, started }: EnterCodeProps) {
  const { token } = started;
  const [email, setEmail] = useState(started.email);
  const [password, setPassword] = useState("");
  const [code, setCode] = useState("");
  const [waitUntil, setWaitUntil] = useState(started.resendAfter);
  const seconds = useSecondsUntil(waitUntil);
  const confirm = useRequest(ConfirmEmailDocument);
  const resend = useRequest(ResendCodeDocument);
  const length = useLimits()?.codeLength ?? 8;
  const submit = async (): Promise<void> => {
    const proof = token === null ? { password } : { token };
    const answer = await confirm.run({ input: { email, code, ...proof, device: deviceName() } });
    if (answer) accept(answer.confirmEmail, go);
  };
  const again = async (): Promise<void> => {
    const answer = await resend.run({ email, token });
    if (answer) setWaitUntil(answer.resendCode.resendAfter);
  };
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <h1>{authTexts.checkYourMail}</h1>
      {token === null ? (
        <SignupCredentials
          email={email}
          password={password}
          onEmail={setEmail}
          onPassword={setPassword}
        />
      ) : (
        <p className="muted">
          {authTexts.codeOnItsWay(length)[0]}
          <strong>{email}</strong>
          {authTexts.codeOnItsWay(length)[1]}
        </p>
      )}
      <Field
        label={authTexts.code}
        className="code-input"
        inputMode="numeric"
        autoComplete="one-time-code"
        autoFocus={token !== null}
        required
        value={code}
        onChange={(event) => setCode(event.target.value)}
      />
      <ErrorNotice error={confirm.error ?? resend.error} />
      <Button kind="primary" type="submit" wide busy={confirm.busy} disabled={code.trim() === ""}>
        {authTexts.confirm}
      </Button>
      <MailboxLink />
      <div className="auth-links">
        <Button
          kind="quiet"
          busy={resend.busy}
          disabled={seconds > 0 || email.trim() === ""}
          onClick={() => void again()}
        >
          {seconds > 0 ? authTexts.sendAgainInS(seconds) : authTexts.sendAnotherCode}
        </Button>
        <Button kind="quiet" onClick={() => go({ at: "sign-in" })}>
          {authTexts.backToSignIn}
        </Button>
      </div>
    </form>
  );
}
