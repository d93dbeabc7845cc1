import { useState } from "react";
import { useLimits } from "../app/server-info.js";
import { useApiMutation } from "../api/use-api-mutation.js";
import { ConfirmEmailDocument, ResendCodeDocument } from "../gql/graphql.js";
import { Button } from "../ui/button.js";
import { Field } from "../ui/field.js";
import { ErrorNotice } from "../ui/notice.js";
import { MailboxLink } from "./mailbox-link.js";
import { accept, deviceName, type Step } from "./step.js";
import { useSecondsUntil } from "./use-seconds-until.js";

interface EnterCodeProps {
  readonly go: (step: Step) => void;
  readonly email: string;
  readonly resendAfter: string | null;
}

export function EnterCode({ go, email, resendAfter }: EnterCodeProps) {
  const [code, setCode] = useState("");
  const [waitUntil, setWaitUntil] = useState(resendAfter);
  const seconds = useSecondsUntil(waitUntil);
  const confirm = useApiMutation(ConfirmEmailDocument);
  const resend = useApiMutation(ResendCodeDocument);
  const length = useLimits()?.codeLength ?? 8;
  const submit = async (): Promise<void> => {
    const answer = await confirm.run({ input: { email, code, device: deviceName() } });
    if (answer) accept(answer.confirmEmail, go);
  };
  const again = async (): Promise<void> => {
    const answer = await resend.run({ email });
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
      <h1>Check your mail</h1>
      <p className="muted">
        If <strong>{email}</strong> can be used, a code of {length} digits is on its way to it.
      </p>
      <Field
        label="Code"
        className="code-input"
        inputMode="numeric"
        autoComplete="one-time-code"
        autoFocus
        required
        maxLength={length}
        value={code}
        onChange={(event) => setCode(event.target.value.replace(/\D/g, ""))}
      />
      <ErrorNotice error={confirm.error ?? resend.error} />
      <Button kind="primary" type="submit" wide busy={confirm.busy} disabled={code.length < length}>
        Confirm
      </Button>
      <MailboxLink />
      <div className="auth-links">
        <Button kind="quiet" busy={resend.busy} disabled={seconds > 0} onClick={() => void again()}>
          {seconds > 0 ? `Send again in ${seconds} s` : "Send another code"}
        </Button>
        <Button kind="quiet" onClick={() => go({ at: "sign-in" })}>
          Back to sign in
        </Button>
      </div>
    </form>
  );
}
