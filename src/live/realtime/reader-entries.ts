import type { Membership } from "../../chat/membership/membership.model.js";
import type { Message } from "../../chat/log/message.model.js";

/** A page ends where the log changes the reader's membership: their rights are then read again. */
export function untilChange(entries: readonly Message[], userId: string): readonly Message[] {
  const change = entries.findIndex((entry) => isAbout(entry, userId));
  return change < 0 ? entries : entries.slice(0, change + 1);
}

/**
 * Those of a page that are the reader's to see. Where it ends with a change of their membership, they
 * may have left by it: what was changed since is not theirs, though it was written before.
 */
export async function visibleEntries(
  entries: readonly Message[],
  userId: string,
  rights: {
    readonly membership: Membership;
    /** The same stay as it is now. */
    readonly again: () => Promise<Membership | null>;
  },
): Promise<readonly Message[]> {
  const { membership, again } = rights;
  const last = entries.at(-1);
  const now = last && isAbout(last, userId) ? await again() : membership;
  const end = now?.leftAt ? (now.leftRevision ?? 0) : Infinity;
  return entries.filter(({ seq, revision }) => seq >= membership.joinedSeq && revision <= end);
}

function isAbout({ subjectIds }: Message, userId: string): boolean {
  return subjectIds?.some((id) => id.toHexString() === userId) ?? false;
}
