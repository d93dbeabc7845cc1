import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { placements } from "../../scripts/scaling/shard-keys.js";
import {
  ConversationsDocument,
  HistoryDocument,
  MarkReadDocument,
  MessageReceivedDocument,
  MessagesDocument,
  SendMessageDocument,
} from "../generated/graphql.js";
import { startApp, type TestApp } from "../support/app.js";
import { ask, createGroup, openDirect, send } from "../support/conversations.js";
import { Collector, until } from "../support/graphql.js";
import { signUp, type Person } from "../support/people.js";
import { Rows } from "../support/rows.js";
import { askingAllShards } from "../support/shards.js";

/** The rows of a group's members are on as many shards as it has members: they are all asked. */
const OF_A_GROUP = "update memberships by conversationId, leftAt";

let app: TestApp;
let rows: Rows;
let ann: Person;
let bob: Person;
let direct: string;
let group: string;
let seen = 0;
const everywhere: string[] = [];
/** What a command was that the support does not know. */
const unknown: unknown[] = [];
/** Of the connection, and of no collection. */
const OTHERS = new Set(["hello", "ping", "endSessions", "getMore", "killCursors"]);

function onCommand(name: string, command: object): void {
  if (OTHERS.has(name)) return;
  seen += 1;
  try {
    everywhere.push(...askingAllShards(name, command));
  } catch (error) {
    unknown.push(error);
  }
}

beforeAll(async () => {
  app = await startApp({ nodes: 1, probes: { onCommand } });
  rows = await Rows.of(app);
  [ann, bob] = [await signUp(app, "Ann"), await signUp(app, "Bob")];
  direct = await openDirect(app, ann, bob);
  group = await createGroup(app, ann, [bob]);
  for (const id of [direct, group]) await send(app, ann, id, "first");
  await projected();
});
afterAll(async () => {
  await rows.close();
  await app.stop();
});
beforeEach(() => {
  [everywhere.length, unknown.length, seen] = [0, 0, 0];
});

/** Until what was sent is in the rows of the members, so that those commands were seen as well. */
async function projected(): Promise<void> {
  await until("the rows have it", async () => {
    const checkpoints = await rows.collection("conversations").find().toArray();
    const logs = checkpoints.map(async ({ _id, lastSeq }) => {
      const last = { conversationId: _id, seq: Number(lastSeq) + 1 };
      return (await rows.collection("messages").countDocuments(last)) === 0;
    });
    return (await Promise.all(logs)).every(Boolean);
  });
}

test("every unique index of a collection that is spread begins with its key", async () => {
  const collections = await rows.database.listCollections().toArray();
  const names = collections.map(({ name }) => name).filter((name) => !name.startsWith("system."));
  expect(names.filter((name) => !placements[name])).toEqual([]);
  for (const name of names) {
    const placement = placements[name]!;
    if (!("by" in placement)) continue;
    const indexes = await rows.collection(name).indexes();
    const unique = indexes.filter((index) => index.unique).map(({ key }) => Object.keys(key)[0]);
    expect([name, ...new Set(unique)]).toEqual([
      name,
      ...(unique.length > 0 ? [placement.by] : []),
    ]);
    // Spreading by a field needs an index that begins with it.
    expect(indexes.map(({ key }) => Object.keys(key)[0])).toContain(placement.by);
  }
});

test("the logs are read by indexes that begin with the conversation", async () => {
  const indexes = await rows.collection("messages").indexes();
  const first = indexes.map(({ key }) => Object.keys(key)[0]);
  // By time they are read once a process has died, on all shards.
  expect(new Set(first)).toEqual(new Set(["_id", "conversationId", "changedAt"]));
});

const operations: Readonly<Record<string, (id: string) => Promise<unknown>>> = {
  "sending, and what follows from it": async (conversationId) => {
    const input = { conversationId, clientMessageId: randomUUID(), body: "hello" };
    const { sendMessage } = await ask(app, ann, SendMessageDocument, { input });
    expect((await ask(app, ann, SendMessageDocument, { input })).sendMessage.deduplicated).toBe(
      true,
    );
    const reply = { ...input, clientMessageId: randomUUID(), replyToId: sendMessage.message.id };
    await ask(app, bob, SendMessageDocument, { input: reply });
    await projected();
  },
  "a page of the history": async (conversationId) => {
    await ask(app, bob, HistoryDocument, { conversationId, last: 20 });
    await ask(app, bob, MessagesDocument, { conversationId, first: 20 });
  },
  "live delivery": async (conversationId) => {
    const live = new Collector<{ body: string }>({
      url: app.url,
      token: bob.token,
      document: MessageReceivedDocument.toString(),
      variables: { conversationId, since: [{ conversationId, seq: 0 }] },
    });
    await until("the history is there", () => live.items.length > 0);
    await send(app, ann, conversationId, "live");
    await until("it comes", () => live.items.some(({ body }) => body === "live"));
    expect(live.errors).toEqual([]);
    live.close();
    await projected();
  },
  "the list of conversations": () => ask(app, bob, ConversationsDocument, { first: 20 }),
  "marking as read": async (conversationId) => {
    await send(app, ann, conversationId, "to read");
    const { conversation } = await ask(app, bob, HistoryDocument, { conversationId, last: 1 });
    const seq = conversation!.messages.nodes[0]!.seq;
    await ask(app, bob, MarkReadDocument, { conversationId, seq });
    await projected();
  },
};

test.each(Object.keys(operations))(
  "%s asks no more shards than have what it wants",
  async (name) => {
    await operations[name]!(direct);
    expect(everywhere).toEqual([]);
    await operations[name]!(group);
    expect(everywhere.filter((one) => one !== OF_A_GROUP)).toEqual([]);
    expect(seen).toBeGreaterThan(0);
    expect(unknown).toEqual([]);
  },
);
