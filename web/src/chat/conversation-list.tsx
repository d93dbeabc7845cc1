import { useState } from "react";
import { useChat, useConversationIndex, useConversations, useMe } from "../state/chat-context.js";
import { titleOf } from "../state/conversation.js";
import { IconButton, Button } from "../ui/button.js";
import { Icon } from "../ui/icon.js";
import { Empty, Failed, Loading } from "../ui/notice.js";
import { useVisible } from "../ui/use-visible.js";
import { ConversationItem } from "./conversation-item.js";
import { NewConversation } from "./new-conversation.js";

export function ConversationList({ openId }: { readonly openId: string | null }) {
  const [filter, setFilter] = useState("");
  const [composing, setComposing] = useState(false);
  return (
    <aside className="list-pane" aria-label="Conversations">
      <header className="pane-head">
        <h1>Chats</h1>
        <IconButton icon="compose" label="New conversation" onClick={() => setComposing(true)} />
      </header>
      <div className="search list-search">
        <Icon name="search" size={18} />
        <input
          className="input"
          type="search"
          aria-label="Filter conversations"
          placeholder="Filter"
          value={filter}
          onChange={(event) => setFilter(event.target.value)}
        />
      </div>
      <Items filter={filter} openId={openId} onCompose={() => setComposing(true)} />
      {composing && <NewConversation onClose={() => setComposing(false)} />}
    </aside>
  );
}

interface ItemsProps {
  readonly filter: string;
  readonly openId: string | null;
  readonly onCompose: () => void;
}

function Items({ filter, openId, onCompose }: ItemsProps) {
  const chat = useChat();
  const me = useMe();
  const { status, error, hasMore } = useConversationIndex();
  const conversations = useConversations();
  const end = useVisible(() => void chat.list.loadMore(), hasMore && status === "ready");
  const wanted = filter.trim().toLocaleLowerCase();
  const shown = conversations.filter(
    (c) =>
      (wanted === "" || titleOf(c, me.id).toLocaleLowerCase().includes(wanted)) &&
      (c.viewerMembership?.archived !== true || wanted !== ""),
  );
  if (status === "loading") return <Loading label="Loading conversations" />;
  if (status === "failed" && error && conversations.length === 0) {
    return <Failed error={error} onRetry={() => void chat.list.loadMore()} />;
  }
  if (conversations.length === 0) {
    return (
      <Empty
        icon="chats"
        title="No conversations yet"
        action={
          <Button kind="primary" onClick={onCompose}>
            Start one
          </Button>
        }
      >
        Find somebody by name and say hello.
      </Empty>
    );
  }
  return (
    <ul className="list-scroll">
      {shown.map((conversation) => (
        <li key={conversation.id}>
          <ConversationItem conversation={conversation} open={conversation.id === openId} />
        </li>
      ))}
      {shown.length === 0 && <li className="centered muted">Nothing matches “{filter}”.</li>}
      <li ref={end} aria-hidden="true" />
    </ul>
  );
}
