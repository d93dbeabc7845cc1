import { useState } from "react";
import { useApiMutation } from "../api/use-api-mutation.js";
import { useApiQuery } from "../api/use-api-query.js";
import { hasPasskeys } from "../auth/passkeys.js";
import { PasskeysDocument, RemovePasskeyDocument, type PasskeysQuery } from "../gql/graphql.js";
import { Button } from "../ui/button.js";
import { formatAgo } from "../ui/format.js";
import { Icon } from "../ui/icon.js";
import { ErrorNotice, Failed, Loading } from "../ui/notice.js";
import { showToast } from "../ui/toasts.js";
import { AddPasskey } from "./add-passkey.js";
import { SettingsGroup } from "./settings-group.js";
import { PasswordPrompt } from "./password-prompt.js";
import { settingsTexts } from "../texts/settings.js";

type Passkey = NonNullable<PasskeysQuery["viewer"]>["passkeys"][number];

export function PasskeySettings() {
  const { data, error, loading, reload } = useApiQuery(PasskeysDocument, {});
  const removal = useApiMutation(RemovePasskeyDocument);
  const [chosen, setChosen] = useState<string | null>(null);
  if (loading) return <Loading label={settingsTexts.loadingPasskeys} />;
  if (error && !data) return <Failed error={error} onRetry={reload} />;
  const passkeys = data?.viewer?.passkeys ?? [];
  const code = removal.error?.code;
  const needsPassword = code === "REAUTH_REQUIRED" || code === "INVALID_CREDENTIALS";
  const remove = (id: string, password: string | null): void => {
    setChosen(id);
    void removal.run({ id, password }).then((done) => {
      if (!done) return;
      setChosen(null);
      showToast(settingsTexts.thePasskeyIsRemovedOtherDevices);
      reload();
    });
  };
  return (
    <>
      <SettingsGroup title={settingsTexts.yourPasskeys} about={settingsTexts.aPasskeySignsYouInBy}>
        {code !== "REAUTH_REQUIRED" && <ErrorNotice error={removal.error} texts={REMOVAL} />}
        {chosen !== null && needsPassword && (
          <PasswordPrompt
            busy={removal.busy}
            onPassword={(password) => remove(chosen, password)}
            onCancel={() => {
              setChosen(null);
              removal.clearError();
            }}
          />
        )}
        {passkeys.length === 0 && <p className="muted">{settingsTexts.youHaveNoneYet}</p>}
        {passkeys.length > 0 && (
          <ul className="cards" aria-label={settingsTexts.yourPasskeys}>
            {passkeys.map((passkey) => (
              <PasskeyCard
                key={passkey.id}
                passkey={passkey}
                busy={removal.busy}
                onRemove={() => remove(passkey.id, null)}
              />
            ))}
          </ul>
        )}
      </SettingsGroup>
      {hasPasskeys() ? (
        <AddPasskey onAdded={reload} />
      ) : (
        <p className="notice">{settingsTexts.thisBrowserHasNoPasskeysOr}</p>
      )}
    </>
  );
}

const REMOVAL = {
  CONFLICT: settingsTexts.thisIsYourOnlySecondFactor,
};

interface PasskeyCardProps {
  readonly passkey: Passkey;
  readonly busy: boolean;
  readonly onRemove: () => void;
}

function PasskeyCard({ passkey, busy, onRemove }: PasskeyCardProps) {
  const { name, createdAt, lastUsedAt, backedUp } = passkey;
  return (
    <li className="card row">
      <Icon name="key" size={24} />
      <div className="grow">
        <p className="truncate card-name">{name}</p>
        <p className="small muted truncate">
          {lastUsedAt
            ? settingsTexts.used(formatAgo(lastUsedAt))
            : settingsTexts.addedWhen(formatAgo(createdAt))}
          {backedUp ? settingsTexts.synchronised : ""}
        </p>
      </div>
      <Button small disabled={busy} aria-label={settingsTexts.removeIt(name)} onClick={onRemove}>
        {settingsTexts.remove}
      </Button>
    </li>
  );
}
