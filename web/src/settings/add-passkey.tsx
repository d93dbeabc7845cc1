import { useState } from "react";
import { useApiMutation } from "../api/use-api-mutation.js";
import { createPasskey } from "../auth/passkeys.js";
import { deviceName } from "../auth/step.js";
import { AddPasskeyDocument, BeginPasskeyDocument } from "../gql/graphql.js";
import { useMe } from "../state/chat-context.js";
import { Button } from "../ui/button.js";
import { Field } from "../ui/field.js";
import { AUTHENTICATOR, ErrorNotice, FaultNotice } from "../ui/notice.js";
import { PasswordField } from "../ui/password-field.js";
import { showToast } from "../ui/toasts.js";

export function AddPasskey({ onAdded }: { readonly onAdded: () => void }) {
  const { twoFactorEnabled } = useMe();
  const [name, setName] = useState(deviceName);
  const [proof, setProof] = useState({ password: "", code: "" });
  const [isAsked, setAsked] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const begin = useApiMutation(BeginPasskeyDocument);
  const add = useApiMutation(AddPasskeyDocument);
  const submit = async (): Promise<void> => {
    setFault(null);
    add.clearError();
    const asked = await begin.run({ password: proof.password || null, code: proof.code || null });
    if (!asked) return setAsked(true);
    const answer = await createPasskey(asked.beginPasskey.options);
    if ("fault" in answer) return setFault(answer.fault);
    const { credential } = answer;
    if (!(await add.run({ input: { credential, name } }))) return;
    setAsked(false);
    setProof({ password: "", code: "" });
    showToast("The passkey is added. We have told you by mail as well.");
    onAdded();
  };
  const isOld = begin.error?.code === "REAUTH_REQUIRED";
  return (
    <form
      className="panel stack"
      aria-labelledby="add-passkey-title"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <h2 id="add-passkey-title">Add a passkey</h2>
      <Field
        label="Name of the passkey"
        hint="So that you know it again."
        maxLength={60}
        required
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      {isAsked && <p>You signed in here a while ago. Confirm that it is you.</p>}
      {isAsked && (
        <PasswordField
          label="Your password"
          autoComplete="current-password"
          required
          value={proof.password}
          onChange={(event) => setProof({ ...proof, password: event.target.value })}
        />
      )}
      {isAsked && twoFactorEnabled && (
        <Field
          label="Authenticator code"
          inputMode="numeric"
          autoComplete="one-time-code"
          required
          value={proof.code}
          onChange={(event) => setProof({ ...proof, code: event.target.value })}
        />
      )}
      <FaultNotice fault={fault} />
      <ErrorNotice error={isOld ? add.error : (begin.error ?? add.error)} texts={AUTHENTICATOR} />
      <div>
        <Button kind="primary" type="submit" busy={begin.busy || add.busy}>
          Add a passkey
        </Button>
      </div>
    </form>
  );
}
