import { useDeferredValue, useEffect, useState } from "react";
import { useApiQuery, type ApiQuery } from "../api/use-api-query.js";
import {
  ContactChangedDocument,
  ContactsDocument,
  SearchUsersDocument,
  type ContactState,
  type PersonFragment,
} from "../gql/graphql.js";
import { useChat } from "../state/chat-context.js";
import { Icon } from "../ui/icon.js";
import { Empty, Failed, Loading } from "../ui/notice.js";
import { PersonCard } from "./person-card.js";

export function ContactsPane() {
  const { confab } = useChat();
  const [text, setText] = useState("");
  const query = useDeferredValue(text.trim());
  const received = useApiQuery(ContactsDocument, { state: "REQUEST_RECEIVED", after: null });
  const sent = useApiQuery(ContactsDocument, { state: "REQUEST_SENT", after: null });
  const contacts = useApiQuery(ContactsDocument, { state: "CONTACT", after: null });
  const searching = query.length >= 2;
  const search = useApiQuery(SearchUsersDocument, { query }, !searching);

  const shown = [received, sent, contacts, ...(searching ? [search] : [])];
  const reloadAll = (): void => shown.forEach(({ reload }) => reload());
  useEffect(
    () => confab.subscribe(ContactChangedDocument, {}, { next: reloadAll }),
    [confab, received.reload, sent.reload, contacts.reload, searching, search.reload],
  );

  return (
    <section className="main page" aria-label="Contacts">
      <div className="page-body">
        <h1>Contacts</h1>
        <div className="search">
          <Icon name="search" size={18} />
          <input
            className="input"
            type="search"
            aria-label="Find people"
            placeholder="Find people by name"
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        </div>
        {searching ? (
          <SearchResults query={query} result={search} onChanged={reloadAll} />
        ) : (
          <>
            <Group
              title="Requests to you"
              state="REQUEST_RECEIVED"
              result={received}
              onChanged={reloadAll}
            />
            <Group
              title="Waiting for an answer"
              state="REQUEST_SENT"
              result={sent}
              onChanged={reloadAll}
            />
            <Group title="Your contacts" state="CONTACT" result={contacts} onChanged={reloadAll} />
          </>
        )}
      </div>
    </section>
  );
}

interface SearchResultsProps {
  readonly query: string;
  readonly result: ApiQuery<{ users: { nodes: PersonFragment[] } }>;
  readonly onChanged: () => void;
}

function SearchResults({ query, result, onChanged }: SearchResultsProps) {
  if (result.loading) return <Loading label="Searching" />;
  if (result.error && !result.data) return <Failed error={result.error} onRetry={result.reload} />;
  const people = result.data?.users.nodes ?? [];
  if (people.length === 0) {
    return (
      <Empty icon="search" title="Nobody found">
        There is nobody called “{query}” on this server, or they cannot be found.
      </Empty>
    );
  }
  return <People title="People on this server" people={people} onChanged={onChanged} />;
}

interface GroupProps {
  readonly title: string;
  readonly state: ContactState;
  readonly result: ApiQuery<{ viewer: { contacts: { nodes: PersonFragment[] } } | null }>;
  readonly onChanged: () => void;
}

function Group({ title, state, result, onChanged }: GroupProps) {
  const people = result.data?.viewer?.contacts.nodes ?? [];
  const main = state === "CONTACT";
  if (result.loading) return main ? <Loading label="Loading contacts" /> : null;
  if (result.error && !result.data) {
    return main ? <Failed error={result.error} onRetry={result.reload} /> : null;
  }
  if (people.length > 0) return <People title={title} people={people} onChanged={onChanged} />;
  if (!main) return null;
  return (
    <Empty icon="people" title="No contacts yet">
      Search for somebody above and send a request.
    </Empty>
  );
}

interface PeopleProps {
  readonly title: string;
  readonly people: readonly PersonFragment[];
  readonly onChanged: () => void;
}

function People({ title, people, onChanged }: PeopleProps) {
  return (
    <section aria-label={title}>
      <h2 className="group-title">{title}</h2>
      <ul className="cards">
        {people.map((person) => (
          <li key={person.id}>
            <PersonCard person={person} onChanged={onChanged} />
          </li>
        ))}
      </ul>
    </section>
  );
}
