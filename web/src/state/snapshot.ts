import { del, get, set } from "idb-keyval";
import type { MeFragment } from "../gql/graphql.js";
import type { Conversation } from "./conversation.js";
import type { Timeline } from "./timeline.js";

/** What was last seen, for opening without a connection. */
export interface Snapshot {
  readonly me: MeFragment;
  readonly conversations: readonly Conversation[];
  readonly timelines: readonly (readonly [
    conversationId: string,
    messages: Timeline["messages"],
  ])[];
}

const KEY = "confab:last-seen";

export async function readSnapshot(): Promise<Snapshot | null> {
  return (await get<Snapshot>(KEY).catch(() => null)) ?? null;
}

export async function keepSnapshot(snapshot: Snapshot): Promise<void> {
  await set(KEY, snapshot).catch(() => undefined);
}

/** Signed out: nothing of it stays on the device. */
export async function forgetSnapshot(): Promise<void> {
  await del(KEY).catch(() => undefined);
}
