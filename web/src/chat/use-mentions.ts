import { useId, useMemo, useState, type KeyboardEvent, type RefObject } from "react";
import { useApiQuery } from "../api/use-api-query.js";
import { MembersDocument } from "../gql/graphql.js";
import { useMe } from "../state/chat-context.js";
import type { Conversation } from "../state/conversation.js";
import type { MentionListProps } from "./mention-list.js";
import { ALL, isNamed } from "./named.js";

interface Mentions {
  /** What to show above the composer, if anything. */
  readonly open: MentionListProps | null;
  readonly onSelect: () => void;
  /** True where the key was meant for the list. */
  readonly onKeyDown: (event: KeyboardEvent) => boolean;
  readonly mentionedIn: (body: string) => { id: string; name: string }[];
}

const MAX_SHOWN = 6;
/** By those who run a group: as if each of the others were named. */
const EVERYBODY = { id: "all", name: ALL, avatar: null };

/** Completes @names of members while one is being typed. */
export function useMentions(
  { id, kind, viewerMembership }: Conversation,
  text: string,
  setText: (text: string) => void,
  input: RefObject<HTMLTextAreaElement | null>,
): Mentions {
  const me = useMe();
  const listId = useId();
  const [caret, setCaret] = useState(0);
  const [index, setIndex] = useState(0);
  const [dismissed, setDismissed] = useState<string | null>(null);
  const { data } = useApiQuery(MembersDocument, { id, after: null }, kind !== "GROUP");
  const people = useMemo(
    () =>
      (data?.conversation?.members.nodes ?? [])
        .map(({ user }) => user)
        .filter((user) => user.id !== me.user.id),
    [data, me.user.id],
  );

  const members = data?.conversation?.members;
  // Whom the first page does not hold could not be told: then nobody is offered all of them.
  const mayCallAll =
    people.length > 1 &&
    members?.pageInfo.hasNextPage === false &&
    viewerMembership?.role !== "MEMBER";
  const choices = mayCallAll ? [EVERYBODY, ...people] : people;

  const typed = /(?:^|\s)@([\p{L}\p{N}._-]*)$/u.exec(text.slice(0, caret))?.[1];
  const found =
    typed === undefined || typed === dismissed
      ? []
      : choices.filter(({ name }) => matches(name, typed)).slice(0, MAX_SHOWN);
  const active = Math.min(index, found.length - 1);

  const pick = (i: number): void => {
    const person = found[i];
    if (!person || typed === undefined) return;
    const start = caret - typed.length;
    const next = `${text.slice(0, start)}${person.name} ${text.slice(caret)}`;
    setText(next);
    setIndex(0);
    const end = start + person.name.length + 1;
    requestAnimationFrame(() => {
      input.current?.focus();
      input.current?.setSelectionRange(end, end);
      setCaret(end);
    });
  };
  const onKeyDown = (event: KeyboardEvent): boolean => {
    if (found.length === 0) return false;
    const { key } = event;
    if (key === "ArrowDown") setIndex((active + 1) % found.length);
    else if (key === "ArrowUp") setIndex((active - 1 + found.length) % found.length);
    else if (key === "Enter" || key === "Tab") pick(active);
    else if (key === "Escape") setDismissed(typed ?? null);
    else return false;
    event.preventDefault();
    return true;
  };
  return {
    open:
      found.length > 0
        ? { listId, activeId: `${listId}-${active}`, people: found, active, onPick: pick }
        : null,
    onSelect: () => setCaret(input.current?.selectionStart ?? 0),
    onKeyDown,
    mentionedIn: (body) => {
      const all = mayCallAll && isNamed(EVERYBODY.name, body);
      const named = all ? people : people.filter(({ name }) => isNamed(name, body));
      return named.map(({ id: userId, name }) => ({ id: userId, name }));
    },
  };
}

function matches(name: string, typed: string): boolean {
  const wanted = typed.toLocaleLowerCase();
  return name
    .toLocaleLowerCase()
    .split(/\s+/)
    .some((word) => word.startsWith(wanted));
}
