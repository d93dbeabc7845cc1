import { useDeferredValue, useState } from "react";
import { useApiQuery } from "../api/use-api-query.js";
import { ContactsDocument, SearchUsersDocument, type PersonFragment } from "../gql/graphql.js";
import { Avatar } from "../ui/avatar.js";
import { pictureOf } from "../ui/person-picture.js";
import { Icon } from "../ui/icon.js";
import { Failed, Loading } from "../ui/notice.js";
import { chatTexts } from "../texts/chat.js";

interface PeoplePickerProps {
  readonly label: string;
  readonly picked: readonly PersonFragment[];
  readonly exclude?: ReadonlySet<string>;
  readonly onToggle: (person: PersonFragment) => void;
}

/** Contacts first; whoever is searched for after that. */
export function PeoplePicker({ label, picked, exclude, onToggle }: PeoplePickerProps) {
  const [text, setText] = useState("");
  const query = useDeferredValue(text.trim());
  const searching = query.length >= 2;
  const contacts = useApiQuery(ContactsDocument, { state: "CONTACT", after: null });
  const search = useApiQuery(SearchUsersDocument, { query }, !searching);
  const source = searching ? search : contacts;
  const people =
    (searching ? search.data?.users.nodes : contacts.data?.viewer?.contacts.nodes) ?? [];
  const shown = people.filter(({ id }) => !exclude?.has(id));
  return (
    <>
      <div className="search">
        <Icon name="search" size={18} />
        <input
          className="input"
          type="search"
          aria-label={label}
          placeholder={chatTexts.searchPeople}
          autoFocus
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </div>
      {source.loading && <Loading label={chatTexts.searching} />}
      {source.error && !source.data && <Failed error={source.error} onRetry={source.reload} />}
      {source.data && shown.length === 0 && (
        <p className="muted centered">
          {searching ? chatTexts.nobodyCalled(query) : chatTexts.yourContactsWillBeListedHere}
        </p>
      )}
      <ul className="people" aria-label={searching ? chatTexts.results : chatTexts.contacts}>
        {shown.map((person) => (
          <li key={person.id}>
            <button
              type="button"
              className="person"
              aria-pressed={picked.some(({ id }) => id === person.id)}
              onClick={() => onToggle(person)}
            >
              <Avatar
                id={person.id}
                name={person.name}
                picture={pictureOf(person)}
                size={40}
                presence={person.presence?.status}
              />
              <span className="grow">
                <span className="truncate">{person.name}</span>
                {person.bio && <span className="truncate small muted">{person.bio}</span>}
              </span>
              <span className="person-tick">
                <Icon name="check" size={16} />
              </span>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}
