import { useState } from "react";
import { confab } from "../api/confab.js";
import { sayFarewell } from "../app/farewell.js";
import { useApiMutation } from "../api/use-api-mutation.js";
import { ChangePasswordDocument, DeleteAccountDocument } from "../gql/graphql.js";
import { useMe } from "../state/chat-context.js";
import { Button } from "../ui/button.js";
import { PasswordField } from "../ui/password-field.js";
import { ErrorNotice } from "../ui/notice.js";
import { showToast } from "../ui/toasts.js";
import { OwnData } from "./own-data.js";
import { ProofFields } from "./proof-fields.js";
import { SettingsGroup } from "./settings-group.js";
import { useProof } from "./use-proof.js";
import { settingsTexts } from "../texts/settings.js";

export function AccountSettings() {
  const { provider } = useMe();
  return (
    <>
      {provider === "APPLICATION" && <ChangePassword />}
      <OwnData />
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
    showToast(settingsTexts.yourPasswordIsChangedOtherDevices);
  };
  return (
    <SettingsGroup
      title={settingsTexts.changeYourPassword}
      about={settingsTexts.otherDevicesAreSignedOutWhen}
      onSubmit={() => void submit()}
    >
      <PasswordField
        label={settingsTexts.currentPassword}
        autoComplete="current-password"
        required
        value={currentPassword}
        onChange={(event) => setCurrent(event.target.value)}
      />
      <PasswordField
        label={settingsTexts.newPassword}
        measured
        autoComplete="new-password"
        required
        value={newPassword}
        onChange={(event) => setNew(event.target.value)}
      />
      <ErrorNotice error={error} />
      <div>
        <Button kind="primary" type="submit" busy={busy}>
          {settingsTexts.changeIt}
        </Button>
      </div>
    </SettingsGroup>
  );
}

function DeleteAccount() {
  const { provider } = useMe();
  const proof = useProof();
  const { run, busy, error } = useApiMutation(DeleteAccountDocument);
  const submit = async (): Promise<void> => {
    const shown = await proof.collect();
    if (!shown) return;
    // Said before, as the server ends the session before it answers.
    sayFarewell(settingsTexts.yourAccountIsDeleted);
    const answer = await run(shown);
    if (answer) confab.session.end();
    else sayFarewell(null);
  };
  return (
    <SettingsGroup
      title={settingsTexts.deleteYourAccount}
      about={settingsTexts.yourProfileIsErasedAndYour}
      onSubmit={() => void submit()}
    >
      <ProofFields proof={proof} error={error} withPassword={provider === "APPLICATION"} />
      <div>
        <Button kind="danger" type="submit" busy={proof.busy || busy}>
          {settingsTexts.deleteMyAccount}
        </Button>
      </div>
    </SettingsGroup>
  );
}
