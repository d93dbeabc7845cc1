import { useState } from "react";
import { useApiMutation } from "../api/use-api-mutation.js";
import { useApiQuery } from "../api/use-api-query.js";
import { DataExportDocument, RequestExportDocument } from "../gql/graphql.js";
import { Button } from "../ui/button.js";
import { ErrorNotice } from "../ui/notice.js";
import { settingsTexts } from "../texts/settings.js";
import { PasswordPrompt } from "./password-prompt.js";
import { SettingsGroup } from "./settings-group.js";

const SAID = {
  PREPARING: settingsTexts.dataIsBeingWritten,
  READY: settingsTexts.dataIsReady,
  FAILED: settingsTexts.dataCouldNotBeWritten,
} as const;

/** What is kept of the person, to take along. */
export function OwnData() {
  const { data, reload } = useApiQuery(DataExportDocument, {});
  const { run, busy, error, clearError } = useApiMutation(RequestExportDocument);
  const [asked, setAsked] = useState(false);
  const state = data?.viewer?.dataExport?.state;
  const needsPassword = error?.code === "REAUTH_REQUIRED" || error?.code === "INVALID_CREDENTIALS";
  const request = async (password: string | null): Promise<void> => {
    setAsked(true);
    if (!(await run({ password }))) return;
    setAsked(false);
    reload();
  };
  const cancel = (): void => {
    setAsked(false);
    clearError();
  };
  return (
    <SettingsGroup title={settingsTexts.yourData} about={settingsTexts.yourDataIs}>
      {state && <p role="status">{SAID[state]}</p>}
      {error?.code !== "REAUTH_REQUIRED" && <ErrorNotice error={error} />}
      {asked && needsPassword ? (
        <PasswordPrompt
          busy={busy}
          onPassword={(password) => void request(password)}
          onCancel={cancel}
        />
      ) : (
        <div>
          <Button busy={busy} disabled={state === "PREPARING"} onClick={() => void request(null)}>
            {settingsTexts.mailMeALinkToMyData}
          </Button>
        </div>
      )}
    </SettingsGroup>
  );
}
