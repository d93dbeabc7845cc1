import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useRef, useState } from "react";
import { useChat, useConversationIndex, useConversations } from "../state/chat-context.js";
import { isListed, titleOf, type Conversation } from "../state/conversation.js";
import { IconButton, Button } from "../ui/button.js";
import { Icon } from "../ui/icon.js";
import { Empty, Failed, Loading } from "../ui/notice.js";
import { ConversationItem } from "./conversation-item.js";
import { ConversationMenu } from "./conversation-menu.js";
import { NewConversation } from "./new-conversation.js";
import { chatTexts } from "../texts/chat.js";

export function ConversationList({ openId }: { readonly openId: string | null }) {
  const [filter, setFilter] = useState("");
  const [composing, setComposing] = useState(false);
  return (
    <aside className="list-pane" aria-label={chatTexts.conversations}>
      <header className="pane-head">
        <h1>{chatTexts.chats}</h1>
        <IconButton
          icon="compose"
          label={chatTexts.newConversation}
          onClick={() => setComposing(true)}
        />
      </header>
      <div className="search list-search">
        <Icon name="search" size={18} />
        <input
          className="input"
          type="search"
          aria-label={chatTexts.filterConversations}
          placeholder={chatTexts.filter}
          value={filter}
          onChange={(event) => setFilter(event.target.value)}
        />
      </div>
      <Items filter={filter} openId={openId} onCompose={() => setComposing(true)} />
      {composing && <NewConversation onClose={() => setComposing(false)} />}
    </aside>
  );
}

/** Of the design. */
const ITEM_PX = 66;
/** The next page is asked for when so few are left. */
const NEAR_ITEMS = 8;

interface OpenMenu {
  readonly conversation: Conversation;
  readonly anchor: HTMLElement;
}

interface ItemsProps {
  readonly filter: string;
  readonly openId: string | null;
  readonly onCompose: () => void;
}

function Items({ filter, openId, onCompose }: ItemsProps) {
  const chat = useChat();
  const { status, error, hasMore } = useConversationIndex();
  const conversations = useConversations();
  const wanted = filter.trim().toLocaleLowerCase();
  const shown = conversations.filter(
    (c) =>
      (wanted === "" || titleOf(c).toLocaleLowerCase().includes(wanted)) &&
      (isListed(c.viewerMembership) || wanted !== ""),
  );
  const [menu, setMenu] = useState<OpenMenu | null>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: shown.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ITEM_PX,
    getItemKey: (index) => shown[index]?.id ?? index,
    overscan: 6,
  });
  const items = virtualizer.getVirtualItems();
  const last = items.at(-1)?.index ?? -1;
  const wantsMore = hasMore && status === "ready" && last >= shown.length - NEAR_ITEMS;
  useEffect(() => {
    if (wantsMore) void chat.list.loadMore();
  }, [chat, wantsMore, conversations.length]);
  if (status === "loading") return <Loading label={chatTexts.loadingConversations} />;
  if (status === "failed" && error && conversations.length === 0) {
    return <Failed error={error} onRetry={() => void chat.list.loadMore()} />;
  }
  if (conversations.length === 0) {
    return (
      <Empty
        icon="chats"
        title={chatTexts.noConversationsYet}
        action={
          <Button kind="primary" onClick={onCompose}>
            {chatTexts.startOne}
          </Button>
        }
      >
        {chatTexts.findSomebodyByNameAndSay}
      </Empty>
    );
  }
  return (
    <div ref={scroller} className="list-scroll">
      {shown.length === 0 && <p className="centered muted">{chatTexts.nothingMatches(filter)}</p>}
      <ul className="list-items" style={{ height: virtualizer.getTotalSize() }}>
        {items.map(({ index, key, start }) => {
          const conversation = shown[index];
          return (
            conversation && (
              <li
                key={key}
                style={{ top: start }}
                onContextMenu={(event) => {
                  event.preventDefault();
                  setMenu({ conversation, anchor: event.currentTarget });
                }}
              >
                <ConversationItem conversation={conversation} open={conversation.id === openId} />
                <span className="item-more">
                  <IconButton
                    icon="more"
                    small
                    label={chatTexts.actionsFor(titleOf(conversation))}
                    aria-haspopup="menu"
                    onClick={(event) => setMenu({ conversation, anchor: event.currentTarget })}
                  />
                </span>
              </li>
            )
          );
        })}
      </ul>
      {menu && <ConversationMenu {...menu} onClose={() => setMenu(null)} />}
    </div>
  );
}
