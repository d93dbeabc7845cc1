import { useEffect } from "react";
import { useApiQuery } from "../api/use-api-query.js";
import { PinnedMessagesDocument } from "../gql/graphql.js";
import { useTimeline } from "../state/chat-context.js";
import { formatWhen } from "../ui/format.js";
import { Failed, Loading } from "../ui/notice.js";
import { contentOf } from "./describe.js";
import { useMessageCommands } from "./message-commands.js";
import { chatTexts } from "../texts/chat.js";

export function PinnedSection({ conversationId }: { readonly conversationId: string }) {
  const { data, error, loading, reload } = useApiQuery(PinnedMessagesDocument, {
    id: conversationId,
  });
  const { jumpTo } = useMessageCommands();
  const { messages } = useTimeline(conversationId);
  const pinnedHere = messages
    .filter((m) => m.pinnedAt !== null)
    .map((m) => m.id)
    .join();
  useEffect(reload, [pinnedHere, reload]);
  const nodes = data?.conversation?.pinnedMessages.nodes ?? [];
  return (
    <section className="drawer-section" aria-labelledby="pinned-title">
      <h3 id="pinned-title">{chatTexts.pinned}</h3>
      {loading && <Loading label={chatTexts.loadingPinnedMessages} />}
      {error && !data && <Failed error={error} onRetry={reload} />}
      {data && nodes.length === 0 && <p className="small muted">{chatTexts.nothingIsPinned}</p>}
      <ul className="pinned">
        {nodes.map((message) => (
          <li key={message.id}>
            <button type="button" className="pinned-item" onClick={() => jumpTo(message.id)}>
              <span className="row small">
                <strong className="grow truncate">
                  {message.sender?.name ?? chatTexts.deletedAccount}
                </strong>
                <time className="muted" dateTime={message.createdAt}>
                  {formatWhen(message.createdAt)}
                </time>
              </span>
              <span className="pinned-text">{contentOf(message)}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
