import { useCallback, useEffect, useMemo, useRef, useState, type KeyboardEvent } from "react";
import { useChat, useMe, useOutgoing, useTimeline } from "../state/chat-context.js";
import { firstUnreadSeq, titleOf, type Conversation } from "../state/conversation.js";
import { optimisticCopy } from "../state/outgoing.js";
import { Icon } from "../ui/icon.js";
import { Empty, Failed, Loading } from "../ui/notice.js";
import { useConversationFacts } from "./conversation-facts.js";
import { rowsOf, type Row } from "./rows.js";
import { TimelineEdge } from "./timeline-edge.js";
import { TimelineRow } from "./timeline-row.js";
import { useActiveRow } from "./use-active-row.js";
import { useMarkRead } from "./use-mark-read.js";
import { useTimelineWindow } from "./use-timeline-window.js";
import { messagesTexts } from "../texts/messages.js";

interface TimelineViewProps {
  readonly conversation: Conversation;
  /** A message to bring into view. */
  readonly target: { readonly messageId: string } | null;
}

/** Pages are asked for when so few rows are left. */
const NEAR_ROWS = 12;

export function TimelineView({ conversation, target }: TimelineViewProps) {
  const { id } = conversation;
  const chat = useChat();
  const me = useMe();
  const facts = useConversationFacts(conversation);
  const timeline = useTimeline(id);
  const outgoing = useOutgoing(id);
  const [unreadFrom] = useState(() => firstUnreadSeq(conversation));
  useEffect(() => void chat.timelines.open(id, unreadFrom), [chat, id, unreadFrom]);
  const rows = useMemo(() => {
    const unsent = outgoing.map((entry) => ({ entry, message: optimisticCopy(entry, me) }));
    const { messages, ahead, hasOlder, hasNewer } = timeline;
    const unreadAfter = unreadFrom === null ? null : unreadFrom - 1;
    return rowsOf([...messages, ...ahead], hasNewer ? [] : unsent, unreadAfter, !hasOlder);
  }, [timeline, outgoing, me, unreadFrom]);
  const [active, setActive] = useState<string | null>(null);
  const activate = useCallback((key: string | null) => {
    // On its way to an open menu the pointer crosses other messages.
    if (!document.querySelector(".menu")) setActive(key);
  }, []);

  const { hasOlder, hasNewer, loading, failed, error } = timeline;
  const kept = rows.findIndex(({ key }) => key === active);
  const wanted = target ? rows.findIndex((row) => isOf(row, target.messageId)) : -1;
  const drawn = useTimelineWindow({ rows, hasNewer, kept, wanted });
  const { items, atBottom, seenSeq, toBottom, show, focus } = drawn;
  const pointing = useActiveRow({ activate, ...drawn });
  useMarkRead(id, seenSeq);
  useOwnInView(outgoing.at(-1)?.clientMessageId, async () => {
    if (chat.timelines.get(id).hasNewer) await chat.timelines.reload(id).catch(() => undefined);
    toBottom();
  });

  const [first, last] = [items[0]?.index ?? 0, items.at(-1)?.index ?? 0];
  const idle = loading === null && failed === null && rows.length > 0;
  useEffect(() => {
    if (idle && hasOlder && first < NEAR_ROWS) void chat.timelines.loadOlder(id);
    else if (idle && hasNewer && last >= rows.length - NEAR_ROWS) void chat.timelines.loadNewer(id);
  }, [chat, id, idle, hasOlder, hasNewer, first, last, rows.length]);
  useEffect(() => {
    if (atBottom && !hasNewer) chat.timelines.trim(id);
  }, [chat, id, atBottom, hasNewer, rows.length]);

  const shown = useRef(target);
  useEffect(() => {
    if (wanted < 0 || shown.current === target) return;
    shown.current = target;
    show(wanted);
  }, [target, wanted, show]);

  if (error && failed === "window" && rows.length === 0) {
    return <Failed error={error} onRetry={() => void chat.timelines.retry(id)} />;
  }
  const latest = async (): Promise<void> => {
    if (hasNewer) await chat.timelines.reload(id).catch(() => undefined);
    toBottom();
  };
  const move = (event: KeyboardEvent): void => {
    const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    const at = rowOf(document.activeElement);
    if (by === undefined || at === null) return;
    event.preventDefault();
    for (let next = at + by; rows[next]; next += by) {
      if (rows[next]?.kind === "message") return focus(next);
    }
  };
  const unread = conversation.viewerMembership?.unreadCount ?? 0;
  const lastMessage = items.findLast(({ index }) => rows[index]?.kind === "message")?.index;
  const tabbable = rows[kept]?.kind === "message" ? kept : lastMessage;
  return (
    <div className="timeline-frame">
      <TimelineEdge timeline={timeline} onRetry={() => void chat.timelines.retry(id)} />
      <div
        ref={drawn.scroller}
        className="timeline"
        role="log"
        aria-live="off"
        aria-label={messagesTexts.messagesWith(titleOf(conversation))}
        aria-busy={loading !== null}
        onKeyDown={move}
        onMouseLeave={() => activate(null)}
        {...pointing}
      >
        <div className="timeline-content">
          {loading === "window" && rows.length === 0 && (
            <Loading label={messagesTexts.loadingMessages} />
          )}
          {loading === null && rows.length === 0 && chat.timelines.has(id) && (
            <Empty icon="chats" title={messagesTexts.nothingHereYet}>
              {messagesTexts.sayTheFirstWord}
            </Empty>
          )}
          <div className="timeline-rows" style={{ height: rows.length > 0 ? drawn.height : 0 }}>
            {items.map(({ index, key, start }) => {
              const row = rows[index];
              return (
                row && (
                  <div
                    key={key}
                    ref={drawn.measure}
                    data-index={index}
                    className="timeline-slot"
                    style={{ top: start }}
                  >
                    <TimelineRow
                      row={row}
                      facts={facts}
                      active={active === row.key}
                      tabbable={tabbable === index}
                      onActive={activate}
                    />
                  </div>
                )
              );
            })}
          </div>
        </div>
      </div>
      {(!atBottom || hasNewer) && rows.length > 0 && (
        <button type="button" className="to-latest" onClick={() => void latest()}>
          <Icon name="down" size={20} />
          <span className="visually-hidden">{messagesTexts.jumpToTheLatestMessage}</span>
          {unread > 0 && <span className="badge">{unread}</span>}
        </button>
      )}
    </div>
  );
}

/** Whoever writes from further up wants to see it. */
function useOwnInView(newest: string | undefined, bringIntoView: () => Promise<void>): void {
  const known = useRef(newest);
  const bring = useRef(bringIntoView);
  bring.current = bringIntoView;
  useEffect(() => {
    if (newest !== undefined && newest !== known.current) void bring.current();
    known.current = newest;
  }, [newest]);
}

function isOf(row: Row, messageId: string): boolean {
  return row.kind !== "day" && row.kind !== "unread" && row.message.id === messageId;
}

function rowOf(element: Element | null): number | null {
  if (!element?.classList.contains("message-row")) return null;
  const index = element.closest("[data-index]")?.getAttribute("data-index");
  return index ? Number(index) : null;
}
