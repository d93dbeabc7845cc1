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

const AUDIENCES: readonly (readonly [Audience, string])[] = [
  ["EVERYONE", "Everyone"],
  ["CONTACTS", "My contacts"],
  ["NOBODY", "Nobody"],
];

export function PrivacySettings() {
  const { settings } = useMe();
  const { run, error } = useApiMutation(UpdateSettingsDocument);
  const change = (input: SettingsInput): void => void run({ input });
  return (
    <>
      <SettingsGroup title="What others see" about="When you were here, and what you have read.">
        <Select
          label="Who sees when I was here"
          value={settings.lastSeen}
          options={AUDIENCES}
          onChange={(lastSeen) => change({ lastSeen })}
        />
        <Select
          label="Who sees what I have read"
          value={settings.readReceipts}
          options={AUDIENCES}
          onChange={(readReceipts) => change({ readReceipts })}
        />
        <ErrorNotice error={error} />
      </SettingsGroup>
      <SettingsGroup
        title="Groups"
        about="Everybody else can invite you. You decide whether you join."
      >
        <Select
          label="Who may add me to groups"
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
    <SettingsGroup title="Blocked people" about="They cannot write to you directly.">
      {loading && <Loading />}
      {error && !people && <Failed error={error} onRetry={reload} />}
      {people?.length === 0 && <p className="muted small">You have blocked nobody.</p>}
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
