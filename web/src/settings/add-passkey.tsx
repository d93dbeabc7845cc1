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
import { settingsTexts } from "../texts/settings.js";

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
    showToast(settingsTexts.thePasskeyIsAddedWeHave);
    onAdded();
  };
  const isOld = begin.error?.code === "REAUTH_REQUIRED";
  return (
    <SettingsGroup
      title={settingsTexts.addAPasskey}
      about={settingsTexts.onThisDeviceOrOnA}
      onSubmit={() => void submit()}
    >
      <Field
        label={settingsTexts.nameOfThePasskey}
        hint={settingsTexts.soThatYouKnowItAgain}
        maxLength={60}
        required
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      {isAsked && <p>{settingsTexts.youSignedInHereAWhile}</p>}
      <ProofFields
        proof={proof}
        asked={isAsked}
        error={isOld ? add.error : (begin.error ?? add.error)}
      />
      <FaultNotice fault={fault} />
      <div>
        <Button kind="primary" type="submit" busy={proof.busy || begin.busy || add.busy}>
          {settingsTexts.addAPasskey}
        </Button>
      </div>
    </SettingsGroup>
  );
}
