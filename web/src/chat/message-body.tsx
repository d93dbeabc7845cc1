import { useCallback, useMemo, useState, type ReactNode } from "react";
import type { MessageItemFragment } from "../gql/graphql.js";
import { useMe } from "../state/chat-context.js";
import { Formatted } from "../text/formatted.js";
import { Button } from "../ui/button.js";
import { ALL, isNamed, splitByNames } from "./named.js";
import { messagesTexts } from "../texts/messages.js";

const EMOJI_ONLY = /^(?:\p{Extended_Pictographic}|\p{Emoji_Component}|\s){1,12}$/u;

/** Longer ones are folded until somebody wants them whole. */
const LONG_CHARACTERS = 1_200;
const LONG_LINES = 18;

/** Which were unfolded: a row that has left the view is drawn anew. */
const unfolded = new Set<string>();

export function MessageBody({ message }: { readonly message: MessageItemFragment }) {
  const me = useMe();
  const { id, body, type, deletedAt, mentions } = message;
  const [whole, setWhole] = useState(unfolded.has(id));
  const names = useMemo(() => namesIn(body ?? "", mentions), [body, mentions]);
  const renderText = useCallback(
    (text: string) => withMentions(text, names, (name) => callsMe(name, mentions, me.user.id)),
    [names, mentions, me.user.id],
  );
  if (deletedAt) return <p className="message-text">{messagesTexts.thisMessageWasDeleted}</p>;
  // A kind of the app's own, which this page does not know.
  if (!body) return type ? <p className="message-text">{type}</p> : null;
  if (EMOJI_ONLY.test(body) && /\p{Extended_Pictographic}/u.test(body)) {
    return (
      <p className="message-text emoji" data-big="true">
        {body}
      </p>
    );
  }
  const long = isLong(body);
  return (
    <>
      <div className="message-text" data-folded={long && !whole}>
        <Formatted body={body} renderText={renderText} />
      </div>
      {long && (
        <Button
          kind="quiet"
          small
          aria-expanded={whole}
          onClick={() => {
            if (whole) unfolded.delete(id);
            else unfolded.add(id);
            setWhole(!whole);
          }}
        >
          {whole ? messagesTexts.showLess : messagesTexts.showMore}
        </Button>
      )}
    </>
  );
}

function isLong(body: string): boolean {
  return body.length > LONG_CHARACTERS || body.split("\n", LONG_LINES + 1).length > LONG_LINES;
}

/** Some are mentioned and not named: it was all of them who were called. */
function namesIn(body: string, mentions: MessageItemFragment["mentions"]): readonly string[] {
  const names = mentions.map(({ name }) => name);
  return names.every((name) => isNamed(name, body)) ? names : [...names, ALL];
}

function callsMe(
  name: string,
  mentions: MessageItemFragment["mentions"],
  viewerId: string,
): boolean {
  return mentions.some((one) => one.id === viewerId && (name === ALL || name === one.name));
}

function withMentions(
  text: string,
  names: readonly string[],
  isMe: (name: string) => boolean,
): ReactNode {
  return splitByNames(names, text).map((part, i) => {
    const name = names.find((one) => `@${one}` === part);
    if (name === undefined) return part;
    return (
      <span key={i} className="mention" data-me={isMe(name)}>
        {part}
      </span>
    );
  });
}
