import { Fragment, type ReactNode } from "react";
import type { MessageItemFragment } from "../gql/graphql.js";
import { useMe } from "../state/chat-context.js";

const EMOJI_ONLY = /^(?:\p{Extended_Pictographic}|\p{Emoji_Component}|\s){1,12}$/u;
const LINK = /https?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)\]]/g;

type Mentions = MessageItemFragment["mentions"];

export function MessageBody({ message }: { readonly message: MessageItemFragment }) {
  const me = useMe();
  const { body, deletedAt, mentions } = message;
  if (deletedAt) return <p className="message-text">This message was deleted</p>;
  if (!body) return null;
  const big = EMOJI_ONLY.test(body) && /\p{Extended_Pictographic}/u.test(body);
  return (
    <p className="message-text" data-big={big} dir="auto">
      {withLinks(body, mentions, me.id)}
    </p>
  );
}

function withLinks(body: string, mentions: Mentions, viewerId: string): ReactNode[] {
  const parts: ReactNode[] = [];
  let end = 0;
  for (const match of body.matchAll(LINK)) {
    const [href] = match;
    parts.push(...withMentions(body.slice(end, match.index), mentions, viewerId));
    parts.push(
      <a href={href} target="_blank" rel="noreferrer noopener">
        {href.replace(/^https?:\/\//, "")}
      </a>,
    );
    end = match.index + href.length;
  }
  parts.push(...withMentions(body.slice(end), mentions, viewerId));
  return parts.map((part, i) => <Fragment key={i}>{part}</Fragment>);
}

function withMentions(text: string, mentions: Mentions, viewerId: string): ReactNode[] {
  const names = mentions.map(({ name }) => `@${name}`).sort((a, b) => b.length - a.length);
  if (names.length === 0) return [text];
  const pattern = new RegExp(`(${names.map(escape).join("|")})`);
  return text.split(pattern).map((part) => {
    const person = mentions.find(({ name }) => `@${name}` === part);
    if (!person) return part;
    return (
      <span className="mention" data-me={person.id === viewerId}>
        {part}
      </span>
    );
  });
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
