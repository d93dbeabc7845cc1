import type { Model } from "mongoose";
import type { ContactService } from "../people/contacts/contact.service.js";
import type { Conversation } from "../chat/membership/conversation.model.js";
import { firstSeqOf } from "../chat/membership/first-seq.js";
import type { Membership } from "../chat/membership/membership.model.js";
import type { MembershipService } from "../chat/membership/membership.service.js";
import { toId } from "../platform/core/id.js";
import type { MemberViewService } from "../chat/log/member-view.service.js";
import type { EndReader } from "../chat/log/end-reader.js";
import { affectedBy, afterEntry } from "../chat/log/membership-change.js";
import type { LogStore } from "../chat/log/log-store.js";
import { RecentlyWritten } from "../chat/log/recently-written.js";
import { RecentEntries } from "../chat/log/recent-entries.js";
import { withheldFrom } from "../chat/log/withheld.js";
import type { Message } from "../chat/log/message.model.js";
import type { Stay } from "../live/realtime/memberships.js";
import type { LiveSource } from "../live/realtime/live-engine.js";
import { revisionOrder, seqOrder } from "../live/realtime/log-order.js";

const CHARS_BESIDE_BODY = 500;

const NOBODY: ReadonlyMap<string, number> = new Map();
const STAY_FIELDS = [
  "conversationId",
  "joinedSeq",
  "joinedRevision",
  "clearedSeq",
  "leftSeq",
  "leftRevision",
  "appliedSeq",
  "leftAt",
] as const;

export interface LiveSourceDependencies {
  readonly conversations: Model<Conversation>;
  readonly store: LogStore;
  readonly ends: EndReader;
  readonly memberViews: MemberViewService;
  readonly memberships: MembershipService;
  readonly contacts: ContactService;
}

/** What live subscriptions read: the log, its head, and who may read it. */
export function createLiveSource(deps: LiveSourceDependencies): LiveSource {
  const { store, ends, memberViews, memberships, contacts } = deps;
  const recent = new RecentEntries();
  const written = new RecentlyWritten(deps.conversations);
  const stays = async (userIds: readonly string[]): Promise<Stay[]> =>
    (await memberships.partsOf(userIds.map(toId), STAY_FIELDS)).map(stayOf);
  return {
    orders: {
      seq: seqOrder((id, from, to) => store.range(id, from, to)),
      revision: revisionOrder(
        async (id, from, to) => recent.read(id, from, to) ?? store.changed(id, from, to),
      ),
    },
    remember: (entry) => recent.add(entry as Message),
    written: () => written.read(),
    charsOf: (entry) => CHARS_BESIDE_BODY + ((entry as Message).body?.length ?? 0),
    heads: async (ids) =>
      new Map(
        (await ends.of(ids)).map((head) => {
          const { conversationId, seq, revision, pending } = head;
          memberViews.repairLater(head);
          const said = pending.flatMap((entry) =>
            affectedBy(entry).map((id) => [id.toHexString(), entry.seq] as const),
          );
          const lastAbout = said.length > 0 ? new Map(said) : NOBODY;
          return [conversationId.toHexString(), { seq, revision, lastAbout }];
        }),
      ),
    memberships: {
      all: (userId) => stays([userId]),
      ofMany: stays,
      find: async (userId, conversationId) => {
        const key = { userId: toId(userId), conversationId: toId(conversationId) };
        const row = (await memberViews.find(key))?.membership ?? (await memberships.findRow(key));
        return row && stayOf(row);
      },
      ended: async (stay, next) => {
        const end = await store.endOfStay(stay, next.joinedSeq);
        return (
          end && {
            ...stayOf({ ...stay, ...afterEntry(stay, end, stay.userId) }),
            firstSeq: stay.firstSeq,
          }
        );
      },
      changedSince: ({ conversationId, leftRevision }, after, to) =>
        store.changedSince({ conversationId, after, to }, leftRevision ?? to),
      withheld: (entry, stay) => withheldFrom(stay, entry as Message),
    },
    blocks: { any: (userId) => contacts.hasBlocks(toId(userId)) },
  };
}

type Row = Omit<Stay, "firstSeq"> & Pick<Membership, "clearedSeq">;

/** As they are kept: all alike, and nothing else of a row. */
function stayOf({
  conversationId,
  userId,
  joinedSeq,
  joinedRevision,
  clearedSeq,
  appliedSeq,
  ...end
}: Row): Stay {
  const { leftAt, leftSeq, leftRevision } = end;
  const firstSeq = firstSeqOf({ joinedSeq, clearedSeq });
  const stay = { conversationId, userId, joinedSeq, joinedRevision, firstSeq, appliedSeq };
  if (!leftAt || leftSeq === undefined || leftRevision === undefined) return { ...stay, leftAt };
  return { ...stay, leftAt, leftSeq, leftRevision };
}
