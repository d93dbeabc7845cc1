import { useState } from "react";
import { useApiMutation } from "../api/use-api-mutation.js";
import { notificationsOn, setNotifications } from "../app/notifications.js";
import { useFeature } from "../app/server-info.js";
import { chime, setSound, soundOn } from "../app/sound.js";
import { setTabMark, tabMarkOn } from "../app/tab-mark.js";
import { UpdateSettingsDocument } from "../gql/graphql.js";
import { useMe } from "../state/chat-context.js";
import { Switch } from "../ui/field.js";
import { ErrorNotice } from "../ui/notice.js";
import { showToast } from "../ui/toasts.js";
import { SettingsGroup } from "./settings-group.js";

export function NotificationSettings() {
  const { settings } = useMe();
  const digest = useFeature("EMAIL_DIGEST");
  const [here, setHere] = useState(notificationsOn);
  const [sound, setSoundHere] = useState(soundOn);
  const [mark, setMark] = useState(tabMarkOn);
  const { run, error } = useApiMutation(UpdateSettingsDocument);
  const change = async (wanted: boolean): Promise<void> => {
    const on = await setNotifications(wanted);
    setHere(on);
    if (wanted && !on) showToast("Your browser does not allow notifications from this page.");
  };
  return (
    <>
      <SettingsGroup
        title="On this device"
        about="How much a single conversation may tell you is set in its details."
      >
        <Switch
          label="Notify me on this device"
          hint="While this page is open and you are looking elsewhere"
          checked={here}
          onChange={(on) => void change(on)}
        />
        <Switch
          label="Play a sound"
          hint="While you are looking elsewhere"
          checked={sound}
          onChange={(on) => {
            setSound(on);
            setSoundHere(on);
            if (on) chime();
          }}
        />
        <Switch
          label="Mark the icon of the tab"
          hint="While there is something unread"
          checked={mark}
          onChange={(on) => {
            setTabMark(on);
            setMark(on);
          }}
        />
      </SettingsGroup>
      {digest && (
        <SettingsGroup title="By mail">
          <Switch
            label="Mail me what I missed"
            hint="At most once a day, and only when there is something"
            checked={settings.emailDigest}
            onChange={(emailDigest) => void run({ input: { emailDigest } })}
          />
          <ErrorNotice error={error} />
        </SettingsGroup>
      )}
    </>
  );
}
