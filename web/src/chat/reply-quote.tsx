import type { MessageItemFragment } from "../gql/graphql.js";
import { useMe } from "../state/chat-context.js";
import { contentOf } from "./describe.js";
import { useMessageCommands } from "./message-commands.js";

type Quoted = NonNullable<MessageItemFragment["replyTo"]>;

export function ReplyQuote({ quoted }: { readonly quoted: Quoted }) {
  const me = useMe();
  const { jumpTo } = useMessageCommands();
  const name = quoted.sender?.id === me.id ? "You" : (quoted.sender?.name ?? "Deleted account");
  return (
    <button
      type="button"
      className="quote"
      onClick={() => jumpTo(quoted.id)}
      aria-label={`In answer to ${name}: ${contentOf(quoted)}. Jump to that message`}
    >
      <strong className="truncate">{name}</strong>
      <span className="truncate">{contentOf(quoted)}</span>
    </button>
  );
}
