import { useEffect, useState } from "react";
import { useApiMutation } from "../api/use-api-mutation.js";
import { notificationsOn, setNotifications } from "../app/notifications.js";
import { pushKey } from "../app/push.js";
import { useFeature } from "../app/server-info.js";
import { chime, setSound, soundOn } from "../app/sound.js";
import { setTabMark, tabMarkOn } from "../app/tab-mark.js";
import { UpdateSettingsDocument } from "../gql/graphql.js";
import { useMe } from "../state/chat-context.js";
import { Switch } from "../ui/field.js";
import { ErrorNotice } from "../ui/notice.js";
import { showToast } from "../ui/toasts.js";
import { SettingsGroup } from "./settings-group.js";
import { settingsTexts } from "../texts/settings.js";

export function NotificationSettings() {
  const { settings } = useMe();
  const digest = useFeature("EMAIL_DIGEST");
  const [here, setHere] = useState(notificationsOn);
  const [sound, setSoundHere] = useState(soundOn);
  const [mark, setMark] = useState(tabMarkOn);
  const [closed, setClosed] = useState(false);
  useEffect(() => {
    void pushKey().then(
      (key) => setClosed(key !== null),
      () => undefined,
    );
  }, []);
  const { run, error } = useApiMutation(UpdateSettingsDocument);
  const change = async (wanted: boolean): Promise<void> => {
    const on = await setNotifications(wanted);
    setHere(on);
    if (wanted && !on) showToast(settingsTexts.yourBrowserDoesNotAllowNotifications);
  };
  return (
    <>
      <SettingsGroup
        title={settingsTexts.onThisDevice}
        about={settingsTexts.howMuchASingleConversationMay}
      >
        <Switch
          label={settingsTexts.notifyMeOnThisDevice}
          hint={
            closed ? settingsTexts.alsoWhenThisPageIsClosed : settingsTexts.whileThisPageIsOpenAnd
          }
          checked={here}
          onChange={(on) => void change(on)}
        />
        <Switch
          label={settingsTexts.playASound}
          hint={settingsTexts.whileYouAreLookingElsewhere}
          checked={sound}
          onChange={(on) => {
            setSound(on);
            setSoundHere(on);
            if (on) chime();
          }}
        />
        <Switch
          label={settingsTexts.markTheIconOfTheTab}
          hint={settingsTexts.whileThereIsSomethingUnread}
          checked={mark}
          onChange={(on) => {
            setTabMark(on);
            setMark(on);
          }}
        />
      </SettingsGroup>
      {digest && (
        <SettingsGroup title={settingsTexts.byMail}>
          <Switch
            label={settingsTexts.mailMeWhatIMissed}
            hint={settingsTexts.atMostOnceADayAnd}
            checked={settings.emailDigest}
            onChange={(emailDigest) => void run({ input: { emailDigest } })}
          />
          <ErrorNotice error={error} />
        </SettingsGroup>
      )}
    </>
  );
}
