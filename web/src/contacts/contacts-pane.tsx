import { useDeferredValue, useEffect, useRef, useState } from "react";
import { useApiPages, type ApiPages } from "../api/use-api-pages.js";
import { useApiQuery, type ApiQuery } from "../api/use-api-query.js";
import {
  ContactsDocument,
  SearchUsersDocument,
  type ContactsQuery,
  type ContactState,
  type PersonFragment,
} from "../gql/graphql.js";
import { useChat } from "../state/chat-context.js";
import { useObservable } from "../state/observable.js";
import { Icon } from "../ui/icon.js";
import { Empty, Failed, Loading } from "../ui/notice.js";
import { ShowMore } from "../ui/show-more.js";
import { GroupInvitations } from "./group-invitations.js";
import { PersonCard } from "./person-card.js";
import { PersonPane } from "./person-pane.js";
import { removalOf } from "./use-person-actions.js";
import { contactsTexts } from "../texts/contacts.js";

export function ContactsPane({ personId }: { readonly personId: string | null }) {
  const { contactsChanged, attention } = useChat();
  const [text, setText] = useState("");
  const query = useDeferredValue(text.trim());
  const received = useContacts("REQUEST_RECEIVED");
  const sent = useContacts("REQUEST_SENT");
  const contacts = useContacts("CONTACT");
  const searching = query.length >= 2;
  const search = useApiQuery(SearchUsersDocument, { query }, !searching);

  const shown = [received, sent, contacts, ...(searching ? [search] : [])];
  const reloadAll = (): void => {
    shown.forEach(({ reload }) => reload());
    attention.count();
  };
  const again = useRef(reloadAll);
  again.current = reloadAll;
  const changes = useObservable(contactsChanged, (count) => count);
  useEffect(() => again.current(), [changes]);

  return (
    <>
      <aside className="list-pane" aria-label={contactsTexts.contacts}>
        <header className="pane-head">
          <h1>{contactsTexts.contacts}</h1>
        </header>
        <div className="search list-search">
          <Icon name="search" size={18} />
          <input
            className="input"
            type="search"
            aria-label={contactsTexts.findPeople}
            placeholder={contactsTexts.findPeopleByName}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        </div>
        <div className="list-scroll">
          {searching ? (
            <SearchResults query={query} result={search} onChanged={reloadAll} openId={personId} />
          ) : (
            <>
              <GroupInvitations />
              {GROUPS.map(([state, title]) => (
                <Group
                  key={state}
                  title={title}
                  state={state}
                  result={
                    { REQUEST_RECEIVED: received, REQUEST_SENT: sent, CONTACT: contacts }[state]
                  }
                  onChanged={reloadAll}
                  openId={personId}
                />
              ))}
            </>
          )}
        </div>
      </aside>
      {personId === null ? (
        <section className="main nothing-open" aria-label={contactsTexts.person}>
          <Empty icon="people" title={contactsTexts.pickSomebody}>
            {contactsTexts.youSeeHereWhatTheySay}
          </Empty>
        </section>
      ) : (
        <PersonPane id={personId} onChanged={reloadAll} />
      )}
    </>
  );
}

const GROUPS = [
  ["REQUEST_RECEIVED", contactsTexts.requestsToYou],
  ["REQUEST_SENT", contactsTexts.waitingForAnAnswer],
  ["CONTACT", contactsTexts.yourContacts],
] as const satisfies readonly (readonly [ContactState, string])[];

const pageOf = ({ viewer }: ContactsQuery) => viewer?.contacts;

function useContacts(state: ContactState): ApiPages<PersonFragment> {
  return useApiPages({ document: ContactsDocument, variables: { state }, pageOf });
}

interface SearchResultsProps {
  readonly query: string;
  readonly result: ApiQuery<{ users: { nodes: PersonFragment[] } }>;
  readonly onChanged: () => void;
  readonly openId: string | null;
}

function SearchResults({ query, result, onChanged, openId }: SearchResultsProps) {
  if (result.loading) return <Loading label={contactsTexts.searching} />;
  if (result.error && !result.data) return <Failed error={result.error} onRetry={result.reload} />;
  const people = result.data?.users.nodes ?? [];
  if (people.length === 0) {
    return (
      <Empty icon="search" title={contactsTexts.nobodyFound}>
        {contactsTexts.thereIsNobodyCalledOnThis(query)}
      </Empty>
    );
  }
  return (
    <People
      title={contactsTexts.peopleOnThisServer}
      people={people}
      onChanged={onChanged}
      openId={openId}
    />
  );
}

interface GroupProps {
  readonly title: string;
  readonly state: ContactState;
  readonly result: ApiPages<PersonFragment>;
  readonly onChanged: () => void;
  readonly openId: string | null;
}

function Group({ title, state, result, onChanged, openId }: GroupProps) {
  const people = result.nodes ?? [];
  const main = state === "CONTACT";
  if (result.loading) return main ? <Loading label={contactsTexts.loadingContacts} /> : null;
  if (result.error && !result.nodes) {
    return main ? <Failed error={result.error} onRetry={result.reload} /> : null;
  }
  if (people.length > 0)
    return (
      <>
        <People title={title} people={people} onChanged={onChanged} openId={openId} />
        <ShowMore {...result} />
      </>
    );
  if (!main) return null;
  return (
    <Empty icon="people" title={contactsTexts.noContactsYet}>
      {contactsTexts.searchForSomebodyAboveAndSend}
    </Empty>
  );
}

interface PeopleProps {
  readonly title: string;
  readonly people: readonly PersonFragment[];
  readonly onChanged: () => void;
  readonly openId: string | null;
}

function People({ title, people, onChanged, openId }: PeopleProps) {
  const leaving = useObservable(useChat().postponed.keys, (keys) => keys);
  const shown = people.filter(({ id }) => !leaving.has(removalOf(id)));
  return (
    <section aria-label={title}>
      <h2 className="group-title">{title}</h2>
      <ul>
        {shown.map((person) => (
          <li key={person.id}>
            <PersonCard person={person} onChanged={onChanged} open={person.id === openId} />
          </li>
        ))}
      </ul>
    </section>
  );
}
