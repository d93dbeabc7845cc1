import { useState } from "react";
import { useRequest } from "../api/use-request.js";
import { AnswerChallengeDocument, type ChallengeMethod } from "../gql/graphql.js";
import { Button } from "../ui/button.js";
import { Field } from "../ui/field.js";
import { Icon } from "../ui/icon.js";
import { AUTHENTICATOR, ErrorNotice, FaultNotice, SHOWN_PASSKEY } from "../ui/notice.js";
import { accept } from "./accept.js";
import { hasPasskeys, showPasskey } from "./passkeys.js";
import { type Challenge, type Step } from "./step.js";
import { authTexts } from "../texts/auth.js";

interface AnswerChallengeProps {
  readonly go: (step: Step) => void;
  readonly challenge: Challenge;
}

const SAID: Readonly<Record<ChallengeMethod, string>> = {
  TOTP: authTexts.enterTheSixDigitsThatYour,
  RECOVERY_CODE: authTexts.enterOneOfTheRecoveryCodes,
  PASSKEY: authTexts.confirmWithYourPasskeyThatIt,
};

export function AnswerChallenge({ go, challenge }: AnswerChallengeProps) {
  const { methods } = challenge;
  const passkeyOptions = hasPasskeys() ? challenge.passkeyOptions : null;
  const [method, setMethod] = useState<ChallengeMethod>(
    methods.includes("TOTP") ? "TOTP" : passkeyOptions ? "PASSKEY" : "RECOVERY_CODE",
  );
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
  const totp = method === "TOTP";
  const byCode = method !== "PASSKEY";
  const other: ChallengeMethod = method === "RECOVERY_CODE" ? "TOTP" : "RECOVERY_CODE";
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (byCode) void submit();
        else if (passkeyOptions) void byPasskey(passkeyOptions);
      }}
    >
      <h1>{authTexts.oneMoreStep}</h1>
      <p className="muted">{SAID[method]}</p>
      {byCode && (
        <Field
          key={method}
          label={totp ? authTexts.authenticatorCode : authTexts.recoveryCode}
          className={totp ? "code-input" : ""}
          inputMode={totp ? "numeric" : "text"}
          autoComplete="one-time-code"
          autoFocus
          required
          value={code}
          onChange={(event) => setCode(event.target.value)}
        />
      )}
      <FaultNotice fault={fault} />
      <ErrorNotice error={error} texts={byCode ? AUTHENTICATOR : SHOWN_PASSKEY} />
      <Button kind="primary" type="submit" wide busy={busy}>
        {byCode ? authTexts.signIn : authTexts.useAPasskey}
      </Button>
      {byCode && passkeyOptions && (
        <Button wide disabled={busy} onClick={() => void byPasskey(passkeyOptions)}>
          <Icon name="key" size={18} />
          {authTexts.useAPasskey}
        </Button>
      )}
      <div className="auth-links">
        {methods.includes(other) && (
          <Button
            kind="quiet"
            onClick={() => {
              setMethod(other);
              setCode("");
            }}
          >
            {other === "TOTP" ? authTexts.useTheAuthenticatorApp : authTexts.useARecoveryCode}
          </Button>
        )}
        <Button kind="quiet" onClick={() => go({ at: "sign-in" })}>
          {authTexts.cancel}
        </Button>
      </div>
    </form>
  );
}
