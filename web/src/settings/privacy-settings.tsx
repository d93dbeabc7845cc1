import { useApiMutation } from "../api/use-api-mutation.js";
import { useApiPages } from "../api/use-api-pages.js";
import { PersonCard } from "../contacts/person-card.js";
import {
  BlockedUsersDocument,
  UpdateSettingsDocument,
  type Audience,
  type BlockedUsersQuery,
  type SettingsInput,
} from "../gql/graphql.js";
import { useMe } from "../state/chat-context.js";
import { Select } from "../ui/select.js";
import { ErrorNotice, Failed, Loading } from "../ui/notice.js";
import { ShowMore } from "../ui/show-more.js";
import { SettingsGroup } from "./settings-group.js";
import { settingsTexts } from "../texts/settings.js";

const AUDIENCES: readonly (readonly [Audience, string])[] = [
  ["EVERYONE", settingsTexts.everyone],
  ["CONTACTS", settingsTexts.myContacts],
  ["NOBODY", settingsTexts.nobody],
];

export function PrivacySettings() {
  const { settings } = useMe();
  const { run, error } = useApiMutation(UpdateSettingsDocument);
  const change = (input: SettingsInput): void => void run({ input });
  return (
    <>
      <SettingsGroup
        title={settingsTexts.whatOthersSee}
        about={settingsTexts.whenYouWereHereAndWhat}
      >
        <Select
          label={settingsTexts.whoSeesWhenIWasHere}
          value={settings.lastSeen}
          options={AUDIENCES}
          onChange={(lastSeen) => change({ lastSeen })}
        />
        <Select
          label={settingsTexts.whoSeesWhatIHaveRead}
          value={settings.readReceipts}
          options={AUDIENCES}
          onChange={(readReceipts) => change({ readReceipts })}
        />
        <ErrorNotice error={error} />
      </SettingsGroup>
      <SettingsGroup
        title={settingsTexts.groups}
        about={settingsTexts.everybodyElseCanInviteYouYou}
      >
        <Select
          label={settingsTexts.whoMayAddMeToGroups}
          value={settings.groupInvites}
          options={AUDIENCES}
          onChange={(groupInvites) => change({ groupInvites })}
        />
        <ErrorNotice error={error} />
      </SettingsGroup>
      <Blocked />
    </>
  );
}

const pageOf = ({ viewer }: BlockedUsersQuery) => viewer?.blockedUsers;

function Blocked() {
  const list = useApiPages({ document: BlockedUsersDocument, variables: {}, pageOf });
  const { nodes: people, error, loading, reload } = list;
  return (
    <SettingsGroup
      title={settingsTexts.blockedPeople}
      about={settingsTexts.theyCannotWriteToYouDirectly}
    >
      {loading && <Loading />}
      {error && !people && <Failed error={error} onRetry={reload} />}
      {people?.length === 0 && <p className="muted small">{settingsTexts.youHaveBlockedNobody}</p>}
      <ul className="cards">
        {people?.map((person) => (
          <li key={person.id}>
            <PersonCard person={person} onChanged={reload} />
          </li>
        ))}
      </ul>
      <ShowMore {...list} />
    </SettingsGroup>
  );
}
