import { useState } from "react";
import { useApiMutation } from "../api/use-api-mutation.js";
import { useApiQuery } from "../api/use-api-query.js";
import { DataExportDocument, RequestExportDocument } from "../gql/graphql.js";
import { Button } from "../ui/button.js";
import { ErrorNotice } from "../ui/notice.js";
import { PasswordPrompt } from "./password-prompt.js";

const SAID = {
  PREPARING: "It is being written. We mail you a link when it is ready.",
  READY: "It is ready: the link is in your mailbox, and works for a day.",
  FAILED: "It could not be written. Try again.",
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
    <section className="panel stack" aria-labelledby="own-data-title">
      <h2 id="own-data-title">Your data</h2>
      <p className="muted">
        Your profile, contacts, messages and files in one archive, with the conversations that you
        may read.
      </p>
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
            Mail me a link to my data
          </Button>
        </div>
      )}
    </section>
  );
}
