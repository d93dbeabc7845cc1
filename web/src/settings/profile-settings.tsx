import { useState } from "react";
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

const GENDERS: readonly (readonly [Gender, string])[] = [
  ["UNSPECIFIED", "Not said"],
  ["FEMALE", "Female"],
  ["MALE", "Male"],
];

export function ProfileSettings() {
  const me = useMe();
  const [name, setName] = useState(me.user.name);
  const [bio, setBio] = useState(me.user.bio ?? "");
  const [phone, setPhone] = useState(me.phone ?? "");
  const [gender, setGender] = useState<Gender>(me.gender);
  const [password, setPassword] = useState("");
  const newPhone = phone.trim() !== (me.phone ?? "");
  const { run, busy, error } = useApiMutation(UpdateProfileDocument);
  const save = async (input: ProfileInput): Promise<void> => {
    if (!(await run({ input }))) return;
    setPassword("");
    showToast("Saved");
  };
  const unsaved =
    name !== me.user.name ||
    bio !== (me.user.bio ?? "") ||
    phone !== (me.phone ?? "") ||
    gender !== me.gender;
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
      <SettingsGroup title="Picture" about="Shown beside your name, everywhere.">
        <AvatarPicker
          id={me.user.id}
          name={name}
          picture={me.user.avatar}
          purpose="AVATAR"
          onPicked={(avatarId) => void save({ avatarId })}
        />
      </SettingsGroup>
      <CoverSettings />
      <SettingsGroup title="Who you are" about="Whoever finds you on this server can read it.">
        <Field
          label="Name"
          required
          maxLength={80}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <Field
          label="About you"
          maxLength={160}
          value={bio}
          onChange={(event) => setBio(event.target.value)}
        />
        <Select label="Gender" value={gender} options={GENDERS} onChange={setGender} />
      </SettingsGroup>
      <SettingsGroup title="How you are reached" about={<>Signed in as {me.email}</>}>
        <Field
          label="Phone"
          type="tel"
          autoComplete="tel"
          hint="With the country code, as in +44 20 7946 0018. Nobody else sees it."
          value={phone}
          onChange={(event) => setPhone(event.target.value)}
        />
        {newPhone && (
          <Field
            label="Your password"
            type="password"
            autoComplete="current-password"
            hint="You can sign in by this number, so changing it asks who you are. Not needed if you have signed in within the last ten minutes."
            value={password}
            onChange={(event) => setPassword(event.target.value)}
          />
        )}
      </SettingsGroup>
      <ErrorNotice error={error} />
      <div className="settings-save">
        <Button kind="primary" type="submit" busy={busy}>
          Save
        </Button>
      </div>
    </form>
  );
}
