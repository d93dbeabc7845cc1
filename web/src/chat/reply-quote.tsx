import type { MessageItemFragment } from "../gql/graphql.js";
import { useMe } from "../state/chat-context.js";
import { contentOf } from "./describe.js";
import { useMessageCommands } from "./message-commands.js";

type Quoted = NonNullable<MessageItemFragment["replyTo"]>;

export function ReplyQuote({ quoted }: { readonly quoted: Quoted }) {
  const me = useMe();
  const { jumpTo } = useMessageCommands();
  const name =
    quoted.sender?.id === me.user.id ? "You" : (quoted.sender?.name ?? "Deleted account");
  return (
    <button
      type="button"
      className="quote"
      onClick={() => jumpTo(quoted.id)}
      title="Jump to that message"
    >
      <span className="visually-hidden">In answer to </span>
      <strong className="truncate">{name}</strong>
      <span className="truncate">{contentOf(quoted)}</span>
    </button>
  );
}
