import type { ContactService } from "../people/contacts/contact.service.js";
import type { MembershipService } from "../chat/membership/membership.service.js";
import { toId } from "../platform/core/id.js";
import type { AccessService } from "../chat/log/access.service.js";
import type { LogEnds } from "../chat/log/log-ends.js";
import { affectedBy } from "../chat/log/membership-change.js";
import type { LogStore } from "../chat/log/log-store.js";
import { RecentEntries } from "../chat/log/recent-entries.js";
import type { LiveSource } from "../live/realtime/live-engine.js";
import { revisionTrack, seqTrack } from "../live/realtime/track.js";

export interface LiveSourceParts {
  readonly store: LogStore;
  readonly ends: LogEnds;
  readonly access: AccessService;
  readonly memberships: MembershipService;
  readonly contacts: ContactService;
}

/** What live subscriptions read: the log, its ends, and who may read it. */
export function createLiveSource(parts: LiveSourceParts): LiveSource {
  const { store, ends, access, memberships, contacts } = parts;
  const recent = new RecentEntries();
  return {
    tracks: {
      seq: seqTrack((id, from, to) => store.range(id, from, to)),
      revision: revisionTrack(
        async (id, from, to) => recent.read(id, from, to) ?? store.changed(id, from, to),
      ),
    },
    remember: (entry) => recent.add(entry),
    heads: async (ids) =>
      new Map(
        (await ends.many(ids)).map((end) => {
          const { conversationId, seq, revision, tail } = end;
          access.repairLater(end);
          const said = tail.flatMap((entry) =>
            affectedBy(entry).map((id) => [id.toHexString(), entry.seq] as const),
          );
          return [conversationId.toHexString(), { seq, revision, lastAbout: new Map(said) }];
        }),
      ),
    memberships: {
      find: async (userId, conversationId) => {
        const key = { userId: toId(userId), conversationId: toId(conversationId) };
        return (await access.find(key))?.membership ?? memberships.findRow(key);
      },
      all: (userId) => memberships.ofUsers([toId(userId)]),
      ofMany: (userIds) => memberships.ofUsers(userIds.map(toId)),
    },
    blocks: { any: (userId) => contacts.hasBlocks(toId(userId)) },
  };
}
