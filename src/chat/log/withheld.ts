import type { Membership } from "../membership/membership.model.js";
import { MessageChange, type Message } from "./message.model.js";

/** What a message holds that is gone with its deletion. */
export const GONE = {
  ...{ attachmentIds: [], mentionIds: [], reactions: [] },
  ...{ body: null, type: null, metadata: null, pinnedAt: null },
};

/**
 * A message that was changed after its reader had left: only its newest state is stored, which is
 * not theirs. They are shown that it came, as if it had been deleted when they left.
 */
export function withheldFrom({ leftAt }: Pick<Membership, "leftAt">, message: Message): Message {
  const { createdRevision: revision } = message;
  const unchanged = { revision, change: MessageChange.CREATED, editedAt: null };
  return { ...message, ...GONE, ...unchanged, deletedAt: leftAt };
}
