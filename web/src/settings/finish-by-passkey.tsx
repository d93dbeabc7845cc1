import { useState } from "react";
import { useApiMutation } from "../api/use-api-mutation.js";
import { showPasskey } from "../auth/passkeys.js";
import { BeginPasskeyProofDocument, EnableTwoFactorDocument } from "../gql/graphql.js";
import { Button } from "../ui/button.js";
import { ErrorNotice, FaultNotice, SHOWN_PASSKEY } from "../ui/notice.js";
import { showToast } from "../ui/toasts.js";
import { RecoveryCodes } from "./recovery-codes.js";
import { settingsTexts } from "../texts/settings.js";

interface FinishByPasskeyProps {
  readonly setup: { readonly recoveryCodes: readonly string[] };
  readonly onDone: () => void;
}

/** Two-factor login without an app: the passkey is shown once, so that it is known to work. */
export function FinishByPasskey({ setup, onDone }: FinishByPasskeyProps) {
  const ask = useApiMutation(BeginPasskeyProofDocument);
  const enable = useApiMutation(EnableTwoFactorDocument);
  const [fault, setFault] = useState<string | null>(null);
  const submit = async (): Promise<void> => {
    setFault(null);
    enable.clearError();
    const asked = await ask.run({});
    if (!asked) return;
    const answer = await showPasskey(asked.beginPasskeyProof.options);
    if ("fault" in answer) return setFault(answer.fault);
    if (!(await enable.run({ credential: answer.credential }))) return;
    showToast(settingsTexts.twoFactorIsOn);
    onDone();
  };
  return (
    <form
      className="panel stack"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <h2>{settingsTexts.step1KeepTheseCodesSomewhereSafe}</h2>
      <RecoveryCodes codes={setup.recoveryCodes} />
      <h2>{settingsTexts.step2ShowYourPasskey}</h2>
      <p className="small muted">{settingsTexts.fromThenOnYourPasswordAlone}</p>
      <FaultNotice fault={fault} />
      <ErrorNotice error={ask.error ?? enable.error} texts={SHOWN_PASSKEY} />
      <div className="row">
        <Button kind="primary" type="submit" busy={ask.busy || enable.busy}>
          {settingsTexts.turnItOnWithMyPasskey}
        </Button>
        <Button onClick={onDone}>{settingsTexts.cancel}</Button>
      </div>
    </form>
  );
}
