import { memo } from "react";
import { useMe } from "../state/chat-context.js";
import { formatDay } from "../ui/format.js";
import { describeEvent } from "./describe.js";
import type { ConversationFacts } from "./conversation-facts.js";
import { MessageRow } from "./message-row.js";
import type { Row } from "./rows.js";
import { messagesTexts } from "../texts/messages.js";

interface TimelineRowProps {
  readonly row: Row;
  readonly facts: ConversationFacts;
  readonly active: boolean;
  readonly tabbable: boolean;
  readonly onActive: (key: string) => void;
}

/** Drawn anew only where something of it has changed: rows are made anew with every arrival. */
export const TimelineRow = memo(
  function TimelineRow({ row, facts, active, tabbable, onActive }: TimelineRowProps) {
    const me = useMe();
    switch (row.kind) {
      case "day":
        return (
          <div className="day-line">
            <span>{formatDay(row.at)}</span>
          </div>
        );
      case "unread":
        return (
          <div className="unread-line">
            <span>{messagesTexts.newMessages}</span>
          </div>
        );
      case "system":
        return (
          <p className="system-line" tabIndex={-1}>
            {describeEvent(row.message, me.user.id)}
          </p>
        );
      case "message":
        return (
          <MessageRow
            row={row}
            facts={facts}
            active={active}
            tabbable={tabbable}
            onActive={onActive}
          />
        );
    }
  },
  (a, b) =>
    a.facts === b.facts &&
    a.active === b.active &&
    a.tabbable === b.tabbable &&
    a.onActive === b.onActive &&
    sameRow(a.row, b.row),
);

function sameRow(a: Row, b: Row): boolean {
  if (a.key !== b.key || a.kind !== b.kind) return false;
  if (a.kind === "system" && b.kind === "system") return a.message === b.message;
  if (a.kind !== "message" || b.kind !== "message") return true;
  return (
    a.message === b.message && a.first === b.first && a.last === b.last && a.outgoing === b.outgoing
  );
}
