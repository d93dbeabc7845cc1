import { useCallback, useEffect, useMemo, useState } from "react";
import { useChat, useMe, useOutgoing, useTimeline } from "../state/chat-context.js";
import { titleOf, type Conversation } from "../state/conversation.js";
import { optimisticCopy } from "../state/outgoing.js";
import { formatDay } from "../ui/format.js";
import { Icon } from "../ui/icon.js";
import { Empty, Failed, Loading } from "../ui/notice.js";
import { useVisible } from "../ui/use-visible.js";
import { describeEvent } from "./describe.js";
import { MessageRow } from "./message-row.js";
import { rowsOf, type Row } from "./rows.js";
import { useMarkRead } from "./use-mark-read.js";
import { useScrollAnchor } from "./use-scroll-anchor.js";

interface TimelineViewProps {
  readonly conversation: Conversation;
  /** A message to bring into view. */
  readonly target: { readonly messageId: string } | null;
}

export function TimelineView({ conversation, target }: TimelineViewProps) {
  const { id } = conversation;
  const chat = useChat();
  const me = useMe();
  const timeline = useTimeline(id);
  const outgoing = useOutgoing(id);
  const [unreadAfter] = useState(() => unreadStart(conversation));
  const rows = useMemo(() => {
    const unsent = outgoing.map((entry) => ({ entry, message: optimisticCopy(entry, me) }));
    const { messages, ahead, hasNewer } = timeline;
    return rowsOf([...messages, ...ahead], hasNewer ? [] : unsent, unreadAfter);
  }, [timeline, outgoing, me, unreadAfter]);
  const [active, setActive] = useState<string | null>(null);
  const activate = useCallback((key: string | null) => {
    // On its way to an open menu the pointer crosses other messages.
    if (!document.querySelector(".menu")) setActive(key);
  }, []);

  const { scroller, content, atBottom, toBottom, show } = useScrollAnchor(rows, timeline.hasNewer);
  const top = useVisible(() => void chat.timelines.loadOlder(id), timeline.hasOlder);
  const bottom = useVisible(() => void chat.timelines.loadNewer(id), timeline.hasNewer);
  useMarkRead(conversation, atBottom && !timeline.hasNewer);
  useEffect(() => {
    if (target) show(target.messageId);
  }, [target, show]);

  if (timeline.error && rows.length === 0) {
    return <Failed error={timeline.error} onRetry={() => void chat.timelines.open(id)} />;
  }
  const latest = async (): Promise<void> => {
    if (timeline.hasNewer) await chat.timelines.reload(id).catch(() => undefined);
    toBottom();
  };
  const unread = conversation.viewerMembership?.unreadCount ?? 0;
  return (
    <div className="timeline-frame">
      <div
        ref={scroller}
        className="timeline"
        role="log"
        aria-label={`Messages with ${titleOf(conversation, me.id)}`}
        aria-busy={timeline.loading !== null}
        onKeyDown={moveBetweenMessages}
        onMouseLeave={() => activate(null)}
      >
        <div ref={content} className="timeline-content">
          <div ref={top} className="timeline-edge">
            {timeline.loading === "older" && <Loading label="Loading older messages" />}
          </div>
          {timeline.loading === "window" && rows.length === 0 && (
            <Loading label="Loading messages" />
          )}
          {timeline.loading === null && rows.length === 0 && (
            <Empty icon="chats" title="Nothing here yet">
              Say the first word.
            </Empty>
          )}
          {rows.map((row, i) => (
            <TimelineRow
              key={row.key}
              row={row}
              conversation={conversation}
              active={active === row.key}
              tabbable={i === rows.length - 1}
              onActive={activate}
            />
          ))}
          <div ref={bottom} className="timeline-edge">
            {timeline.loading === "newer" && <Loading label="Loading newer messages" />}
          </div>
        </div>
      </div>
      {(!atBottom || timeline.hasNewer) && rows.length > 0 && (
        <button type="button" className="to-latest" onClick={() => void latest()}>
          <Icon name="down" size={20} />
          <span className="visually-hidden">Jump to the latest message</span>
          {unread > 0 && <span className="badge">{unread}</span>}
        </button>
      )}
    </div>
  );
}

interface TimelineRowProps {
  readonly row: Row;
  readonly conversation: Conversation;
  readonly active: boolean;
  readonly tabbable: boolean;
  readonly onActive: (key: string) => void;
}

function TimelineRow({ row, conversation, active, tabbable, onActive }: TimelineRowProps) {
  const me = useMe();
  switch (row.kind) {
    case "day":
      return (
        <div className="day-line" data-key={row.key}>
          <span>{formatDay(row.at)}</span>
        </div>
      );
    case "unread":
      return (
        <div className="unread-line" data-key={row.key}>
          <span>New messages</span>
        </div>
      );
    case "system":
      return (
        <p className="system-line" data-key={row.key}>
          {describeEvent(row.message, me.id)}
        </p>
      );
    case "message":
      return (
        <MessageRow
          row={row}
          conversation={conversation}
          active={active}
          tabbable={tabbable}
          onActive={onActive}
        />
      );
  }
}

function unreadStart({ viewerMembership: own }: Conversation): number | null {
  return own && (own.unreadCount ?? 0) > 0 ? (own.readSeq ?? 0) : null;
}

function moveBetweenMessages(event: React.KeyboardEvent<HTMLElement>): void {
  if (event.key !== "ArrowUp" && event.key !== "ArrowDown") return;
  const focused = document.activeElement;
  if (!focused?.classList.contains("message-row")) return;
  event.preventDefault();
  const all = [...event.currentTarget.querySelectorAll<HTMLElement>(".message-row")];
  const next = all.indexOf(focused as HTMLElement) + (event.key === "ArrowUp" ? -1 : 1);
  all[next]?.focus();
}
