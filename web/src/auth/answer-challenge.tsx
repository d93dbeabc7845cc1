import { useState } from "react";
import { useRequest } from "../api/use-request.js";
import { AnswerChallengeDocument, type ChallengeMethod } from "../gql/graphql.js";
import { Button } from "../ui/button.js";
import { Field } from "../ui/field.js";
import { Icon } from "../ui/icon.js";
import { AUTHENTICATOR, ErrorNotice, FaultNotice } from "../ui/notice.js";
import { accept } from "./accept.js";
import { hasPasskeys, showPasskey } from "./passkeys.js";
import { type Challenge, type Step } from "./step.js";

interface AnswerChallengeProps {
  readonly go: (step: Step) => void;
  readonly challenge: Challenge;
}

export function AnswerChallenge({ go, challenge }: AnswerChallengeProps) {
  const [method, setMethod] = useState<ChallengeMethod>("TOTP");
  const [code, setCode] = useState("");
  const [fault, setFault] = useState<string | null>(null);
  const { run, busy, error } = useRequest(AnswerChallengeDocument);
  const submit = async (): Promise<void> => {
    const answer = await run({ input: { token: challenge.token, method, code: code.trim() } });
    if (answer) accept(answer.answerChallenge, go);
  };
  const byPasskey = async (options: Record<string, unknown>): Promise<void> => {
    setFault(null);
    const shown = await showPasskey(options);
    if ("fault" in shown) return setFault(shown.fault);
    const { credential } = shown;
    const answer = await run({ input: { token: challenge.token, method: "PASSKEY", credential } });
    if (answer) accept(answer.answerChallenge, go);
  };
  const { passkeyOptions } = challenge;
  const totp = method === "TOTP";
  const other: ChallengeMethod = totp ? "RECOVERY_CODE" : "TOTP";
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <h1>One more step</h1>
      <p className="muted">
        {totp
          ? "Enter the six digits that your authenticator app shows."
          : "Enter one of the recovery codes that you kept. It works once."}
      </p>
      <Field
        key={method}
        label={totp ? "Authenticator code" : "Recovery code"}
        className={totp ? "code-input" : ""}
        inputMode={totp ? "numeric" : "text"}
        autoComplete="one-time-code"
        autoFocus
        required
        value={code}
        onChange={(event) => setCode(event.target.value)}
      />
      <FaultNotice fault={fault} />
      <ErrorNotice error={error} texts={AUTHENTICATOR} />
      <Button kind="primary" type="submit" wide busy={busy}>
        Sign in
      </Button>
      {passkeyOptions && hasPasskeys() && (
        <Button wide disabled={busy} onClick={() => void byPasskey(passkeyOptions)}>
          <Icon name="key" size={18} />
          Use a passkey
        </Button>
      )}
      <div className="auth-links">
        {challenge.methods.includes(other) && (
          <Button
            kind="quiet"
            onClick={() => {
              setMethod(other);
              setCode("");
            }}
          >
            {totp ? "Use a recovery code" : "Use the authenticator app"}
          </Button>
        )}
        <Button kind="quiet" onClick={() => go({ at: "sign-in" })}>
          Cancel
        </Button>
      </div>
    </form>
  );
}
