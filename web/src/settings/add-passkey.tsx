import { useState } from "react";
import { useApiMutation } from "../api/use-api-mutation.js";
import { createPasskey } from "../auth/passkeys.js";
import { deviceName } from "../auth/step.js";
import { AddPasskeyDocument, BeginPasskeyDocument } from "../gql/graphql.js";
import { Button } from "../ui/button.js";
import { Field } from "../ui/field.js";
import { FaultNotice } from "../ui/notice.js";
import { showToast } from "../ui/toasts.js";
import { ProofFields } from "./proof-fields.js";
import { SettingsGroup } from "./settings-group.js";
import { useProof } from "./use-proof.js";

export function AddPasskey({ onAdded }: { readonly onAdded: () => void }) {
  const [name, setName] = useState(deviceName);
  const proof = useProof();
  const [isAsked, setAsked] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const begin = useApiMutation(BeginPasskeyDocument);
  const add = useApiMutation(AddPasskeyDocument);
  const submit = async (): Promise<void> => {
    setFault(null);
    add.clearError();
    const shown = isAsked ? await proof.collect() : {};
    if (!shown) return;
    const asked = await begin.run(shown);
    if (!asked) return setAsked(true);
    const answer = await createPasskey(asked.beginPasskey.options);
    if ("fault" in answer) return setFault(answer.fault);
    const { credential } = answer;
    if (!(await add.run({ input: { credential, name } }))) return;
    setAsked(false);
    proof.clear();
    showToast("The passkey is added. We have told you by mail as well.");
    onAdded();
  };
  const isOld = begin.error?.code === "REAUTH_REQUIRED";
  return (
    <SettingsGroup
      title="Add a passkey"
      about="On this device, or on a security key or a phone."
      onSubmit={() => void submit()}
    >
      <Field
        label="Name of the passkey"
        hint="So that you know it again."
        maxLength={60}
        required
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      {isAsked && <p>You signed in here a while ago. Confirm that it is you.</p>}
      <ProofFields
        proof={proof}
        asked={isAsked}
        error={isOld ? add.error : (begin.error ?? add.error)}
      />
      <FaultNotice fault={fault} />
      <div>
        <Button kind="primary" type="submit" busy={proof.busy || begin.busy || add.busy}>
          Add a passkey
        </Button>
      </div>
    </SettingsGroup>
  );
}
