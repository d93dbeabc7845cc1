import { useEffect, useRef, useState } from "react";
import { useApiMutation } from "../api/use-api-mutation.js";
import { useApiQuery } from "../api/use-api-query.js";
import {
  RevokeOtherSessionsDocument,
  RevokeSessionDocument,
  SessionsDocument,
} from "../gql/graphql.js";
import { useChat } from "../state/chat-context.js";
import { useObservable } from "../state/observable.js";
import { Button } from "../ui/button.js";
import { formatAgo } from "../ui/format.js";
import { Icon } from "../ui/icon.js";
import { ErrorNotice, Failed, Loading } from "../ui/notice.js";
import { SettingsGroup } from "./settings-group.js";
import { PasswordPrompt } from "./password-prompt.js";
import { settingsTexts } from "../texts/settings.js";

/** Signs out those devices; null where the login of this one is recent enough. */
type SignOut = (password: string | null) => Promise<unknown>;

export function SessionSettings() {
  const { data, error, loading, reload } = useApiQuery(SessionsDocument, {});
  const again = useRef(reload);
  again.current = reload;
  const changes = useObservable(useChat().sessionsChanged, (count) => count);
  useEffect(() => {
    if (changes > 0) again.current();
  }, [changes]);
  const one = useApiMutation(RevokeSessionDocument);
  const others = useApiMutation(RevokeOtherSessionsDocument);
  const [chosen, setChosen] = useState<SignOut | null>(null);
  if (loading) return <Loading label={settingsTexts.loadingDevices} />;
  if (error && !data) return <Failed error={error} onRetry={reload} />;
  const sessions = data?.viewer?.sessions ?? [];
  const failure = one.error ?? others.error;
  const askPassword =
    chosen !== null &&
    (failure?.code === "REAUTH_REQUIRED" || failure?.code === "INVALID_CREDENTIALS");
  const signOut = (work: SignOut, password: string | null): void => {
    setChosen(() => work);
    one.clearError();
    others.clearError();
    void work(password).then((result) => {
      if (!result) return;
      setChosen(null);
      reload();
    });
  };
  return (
    <SettingsGroup
      title={settingsTexts.whereYouAreSignedIn}
      about={settingsTexts.aDeviceThatYouSignOut}
    >
      {failure?.code !== "REAUTH_REQUIRED" && <ErrorNotice error={failure} />}
      {askPassword && (
        <PasswordPrompt
          busy={one.busy || others.busy}
          onPassword={(password) => signOut(chosen, password)}
          onCancel={() => {
            setChosen(null);
            one.clearError();
            others.clearError();
          }}
        />
      )}
      <ul className="cards">
        {sessions.map(({ id, device, ipAddress, lastUsedAt, isCurrent }) => (
          <li key={id} className="card row">
            <Icon name="device" size={24} />
            <div className="grow">
              <p className="truncate card-name">{device ?? settingsTexts.unknownDevice}</p>
              <p className="small muted truncate">
                {isCurrent ? settingsTexts.thisDevice : settingsTexts.active(formatAgo(lastUsedAt))}
                {ipAddress ? ` · ${ipAddress}` : ""}
              </p>
            </div>
            {!isCurrent && (
              <Button
                small
                aria-label={settingsTexts.signOutDevice(device ?? settingsTexts.unknownDevice)}
                onClick={() => signOut((password) => one.run({ id, password }), null)}
              >
                {settingsTexts.signOut}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {sessions.length > 1 && (
        <div>
          <Button
            kind="danger"
            busy={others.busy}
            onClick={() => signOut((password) => others.run({ password }), null)}
          >
            {settingsTexts.signOutAllOtherDevices}
          </Button>
        </div>
      )}
    </SettingsGroup>
  );
}
