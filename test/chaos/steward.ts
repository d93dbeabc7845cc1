import { setTimeout as sleep } from "node:timers/promises";
import { AddMembersDocument, RemoveMemberDocument } from "../generated/graphql.js";
import { insist, type Caller } from "./attempt.js";
import type { History } from "./history.js";
import type { Room } from "./population.js";

export interface Expulsion {
  readonly room: Room;
  readonly afterMs: number;
  /** Null: for good. */
  readonly backAfterMs: number | null;
}

const LISTEN_LIMIT_MS = 30_000;

/** The owner of a group puts its last member out in the middle of everything. */
export async function expel(
  caller: Caller,
  { room, afterMs, backAfterMs }: Expulsion,
  history: History,
): Promise<void> {
  const [owner, subject] = [room.members[0], room.members.at(-1)];
  if (!owner || !subject) return;
  const { token } = owner;
  const [conversationId, userId] = [room.id, subject.id];
  await sleep(afterMs);
  // Whoever is put out before they listen shows nothing of what a member may be sent.
  const end = performance.now() + LISTEN_LIMIT_MS;
  while (!listens(history, { conversationId, userId }) && performance.now() < end) await sleep(50);
  await insist(caller, {
    document: RemoveMemberDocument,
    variables: { conversationId, userId },
    token,
  });
  history.removals.push({ conversationId, userId, acknowledgedAt: performance.now() });
  if (backAfterMs === null) return;
  await sleep(backAfterMs);
  const variables = { conversationId, userIds: [userId] };
  await insist(caller, { document: AddMembersDocument, variables, token });
}

function listens(
  { subscribers }: History,
  { conversationId, userId }: { readonly conversationId: string; readonly userId: string },
): boolean {
  return subscribers.some(
    (one) =>
      one.userId === userId &&
      one.deliveries.some((delivery) => delivery.conversationId === conversationId),
  );
}
