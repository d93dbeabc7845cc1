import { useEffect, useState } from "react";
import { useApiMutation } from "../api/use-api-mutation.js";
import { LeaveGuard } from "../app/leave-guard.js";
import { UpdateProfileDocument, type Gender, type ProfileInput } from "../gql/graphql.js";
import { useMe } from "../state/chat-context.js";
import { AvatarPicker } from "../ui/avatar-picker.js";
import { Button } from "../ui/button.js";
import { Field } from "../ui/field.js";
import { Select } from "../ui/select.js";
import { ErrorNotice } from "../ui/notice.js";
import { showToast } from "../ui/toasts.js";
import { SettingsGroup } from "./settings-group.js";
import { CoverSettings } from "./cover-settings.js";
import { settingsTexts } from "../texts/settings.js";

const GENDERS: readonly (readonly [Gender, string])[] = [
  ["UNSPECIFIED", settingsTexts.notSaid],
  ["FEMALE", settingsTexts.female],
  ["MALE", settingsTexts.male],
];

export function ProfileSettings() {
  const me = useMe();
  const [name, setName, newName] = useEdited(me.user.name);
  const [bio, setBio, newBio] = useEdited(me.user.bio ?? "");
  const [phone, setPhone, phoneEdited] = useEdited(me.phone ?? "");
  const [gender, setGender, newGender] = useEdited<Gender>(me.gender);
  const [password, setPassword] = useState("");
  const newPhone = phone.trim() !== (me.phone ?? "");
  const { run, busy, error } = useApiMutation(UpdateProfileDocument);
  const save = async (input: ProfileInput): Promise<void> => {
    if (!(await run({ input }))) return;
    setPassword("");
    showToast(settingsTexts.saved);
  };
  const unsaved = newName || newBio || phoneEdited || newGender;
  return (
    <form
      className="settings-form"
      onSubmit={(event) => {
        event.preventDefault();
        void save({
          name: name.trim(),
          bio: bio.trim(),
          gender,
          ...(newPhone && { phone: phone.trim() || null }),
          ...(newPhone && password && { currentPassword: password }),
        });
      }}
    >
      <LeaveGuard unsaved={unsaved} />
      <SettingsGroup
        title={settingsTexts.picture}
        about={settingsTexts.shownBesideYourNameEverywhere}
      >
        <AvatarPicker
          id={me.user.id}
          name={name}
          picture={me.user.avatar}
          purpose="AVATAR"
          onPicked={(avatarId) => void save({ avatarId })}
        />
      </SettingsGroup>
      <CoverSettings />
      <SettingsGroup
        title={settingsTexts.whoYouAre}
        about={settingsTexts.whoeverFindsYouOnThisServer}
      >
        <Field
          label={settingsTexts.name}
          required
          maxLength={80}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <Field
          label={settingsTexts.aboutYou}
          maxLength={160}
          value={bio}
          onChange={(event) => setBio(event.target.value)}
        />
        <Select
          label={settingsTexts.gender}
          value={gender}
          options={GENDERS}
          onChange={setGender}
        />
      </SettingsGroup>
      <SettingsGroup
        title={settingsTexts.howYouAreReached}
        about={<>{settingsTexts.signedInAs(me.email)}</>}
      >
        <Field
          label={settingsTexts.phone}
          type="tel"
          autoComplete="tel"
          hint={settingsTexts.withTheCountryCodeAsIn}
          value={phone}
          onChange={(event) => setPhone(event.target.value)}
        />
        {newPhone && (
          <Field
            label={settingsTexts.yourPassword}
            type="password"
            autoComplete="current-password"
            hint={settingsTexts.youCanSignInByThis}
            value={password}
            onChange={(event) => setPassword(event.target.value)}
          />
        )}
      </SettingsGroup>
      <ErrorNotice error={error} />
      <div className="settings-save">
        <Button kind="primary" type="submit" busy={busy}>
          {settingsTexts.save}
        </Button>
      </div>
    </form>
  );
}

/** What was not touched here follows what is saved, by another device as well. */
function useEdited<T>(saved: T): [value: T, edit: (value: T) => void, isEdited: boolean] {
  const [edited, setEdited] = useState<{ readonly value: T } | null>(null);
  const value = edited ? edited.value : saved;
  // Once it is saved it is no edit any more.
  useEffect(() => setEdited((one) => (one?.value === saved ? null : one)), [saved]);
  return [value, (next) => setEdited({ value: next }), value !== saved];
}
