import type { ConversationList, Membership, NotifyLevel } from "./membership.model.js";

/** Absent or null: as it is; `mutedUntil`, `unreadFromSeq`, `clearedSeq` and `draft` are ended by null. */
export interface MembershipSettings {
  readonly notify?: NotifyLevel | null;
  readonly mutedUntil?: Date | null;
  readonly archived?: boolean | null;
  readonly pinned?: boolean | null;
  readonly hidden?: boolean | null;
  readonly unreadFromSeq?: number | null;
  readonly clearedSeq?: number | null;
  readonly draft?: string | null;
}

/** What is written for them. */
export function changeOf(row: Membership, settings: MembershipSettings): Partial<Membership> {
  const { notify, mutedUntil, pinned, unreadFromSeq, clearedSeq, draft } = settings;
  return {
    ...(notify && { notify }),
    ...(mutedUntil !== undefined && { mutedUntil }),
    ...(typeof pinned === "boolean" && { pinned }),
    ...(unreadFromSeq !== undefined && { unreadFromSeq }),
    ...(clearedSeq !== undefined && { clearedSeq }),
    ...(draft !== undefined && { draft }),
    list: listAfter(row, settings),
  };
}

/** Hiding takes it out of whichever list it is in; shown again, it is among the others. */
function listAfter(
  { list }: Membership,
  { archived, hidden }: MembershipSettings,
): ConversationList | null {
  const shown = typeof archived === "boolean" ? (archived ? "ARCHIVED" : "ACTIVE") : list;
  if (hidden) return "HIDDEN";
  return hidden === false && shown === "HIDDEN" ? "ACTIVE" : shown;
}
