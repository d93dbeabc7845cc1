import type { MessageItemFragment } from "../gql/graphql.js";
import { useMe } from "../state/chat-context.js";
import { contentOf } from "./describe.js";
import { useMessageCommands } from "./message-commands.js";
import { messagesTexts } from "../texts/messages.js";

type Quoted = NonNullable<MessageItemFragment["replyTo"]>;

export function ReplyQuote({ quoted }: { readonly quoted: Quoted }) {
  const me = useMe();
  const { jumpTo } = useMessageCommands();
  const name =
    quoted.sender?.id === me.user.id
      ? messagesTexts.you
      : (quoted.sender?.name ?? messagesTexts.deletedAccount);
  return (
    <button
      type="button"
      className="quote"
      onClick={() => jumpTo(quoted.id)}
      title={messagesTexts.jumpToThatMessage}
    >
      <span className="visually-hidden">{messagesTexts.inAnswerTo} </span>
      <strong className="truncate">{name}</strong>
      <span className="truncate">{contentOf(quoted)}</span>
    </button>
  );
}
