import { afterEach, beforeEach, expect, test } from "@jest/globals";
import type { ConfabClient, EventFields } from "../../client/src/index.js";
import { createPositions } from "../../client/src/positions.js";
import { startKit, typed, until, type Kit } from "./kit.js";

type Event = EventFields & { message?: { body: string } };
type Variables = { conversationId?: string | null };
const EVENTS = typed<{ conversationEvents: Event }, Variables>(`
  subscription Events($conversationId: ID, $since: [RevisionPosition!]) {
    conversationEvents(conversationId: $conversationId, since: $since) {
      __typename
      ... on MessageChanged { conversationId revision replayed message { id seq body } }
      ... on CaughtUp { replayedCount unlisted }
      ... on ResyncRequired { conversationId revision missed } } }`);
const MESSAGES = typed<
  { messageReceived: { conversationId: string; seq: number; body: string } },
  Variables
>(`
  subscription Messages($since: [SeqPosition!]) {
    messageReceived(since: $since) { conversationId seq body } }`);

let kit: Kit;
beforeEach(async () => {
  kit = await startKit();
});
afterEach(() => kit.stop());

function follow(client: ConfabClient, resync: () => Promise<void> = () => Promise.resolve()) {
  const seen = {
    bodies: [] as string[],
    caughtUp: 0,
    unlisted: [] as string[],
    resyncs: 0,
    errors: [] as string[],
  };
  const stop = client.followEvents(
    EVENTS,
    {},
    {
      change: (event) => seen.bodies.push((event as Event).message?.body ?? ""),
      caughtUp: (event) => {
        seen.caughtUp++;
        seen.unlisted = [...event.unlisted];
      },
      resync: () => {
        seen.resyncs++;
        return resync();
      },
      error: (error) => seen.errors.push(error.code),
    },
  );
  return { seen, stop };
}

function signedIn(): ConfabClient {
  const client = kit.client();
  client.session.set(kit.server.tokens());
  return client;
}

test.each([
  ["a torn connection", undefined, undefined],
  ["a restart", 1012, "Service restart"],
  ["a server that pushes back", 1013, "Slow"],
  ["an expired token", 4403, "TOKEN_EXPIRED"],
])("after %s everything missed arrives once and in order", async (_, code, reason) => {
  const client = signedIn();
  kit.server.append("c", "1");
  client.positions.start("c", { revision: 1 });
  const { seen } = follow(client);
  await until(() => seen.caughtUp === 1);
  kit.server.append("c", "2");
  await until(() => seen.bodies.length === 1);

  if (code === 4403) kit.server.validToken = kit.server.newToken();
  kit.server.cut(code, reason);
  kit.server.append("c", "3");
  kit.server.append("c", "4");
  await until(() => seen.caughtUp === 2);
  kit.server.append("c", "5");

  await until(() => seen.bodies.length === 4);
  expect(seen.bodies).toEqual(["2", "3", "4", "5"]);
  expect(kit.server.seenSince.at(-1)).toEqual([{ conversationId: "c", revision: 2 }]);
  expect(kit.server.refreshes).toBe(code === 4403 ? 1 : 0);
});

test("a revoked session is not retried", async () => {
  const client = signedIn();
  const { seen } = follow(client);
  await until(() => seen.caughtUp === 1);

  kit.server.cut(4401, "SESSION_REVOKED");

  await until(() => client.status === "ended");
  await until(() => seen.errors.length === 1);
  expect(seen.errors).toEqual(["UNAUTHENTICATED"]);
  expect(client.session.signedIn).toBe(false);
  expect(kit.server.inits).toHaveLength(1);
});

test("conversations that were not listed are named when caught up", async () => {
  kit.server.append("old", "1");
  const client = signedIn();

  const { seen } = follow(client);

  await until(() => seen.caughtUp === 1);
  expect(seen.unlisted).toEqual(["old"]);
});

test("an unlisted conversation stays unlisted until it is loaded, whatever events came", async () => {
  kit.server.append("old", "1");
  const client = signedIn();
  const { seen } = follow(client);
  await until(() => seen.caughtUp === 1);
  kit.server.append("old", "2");
  await until(() => seen.bodies.length === 1);

  // The connection ends before the app has loaded it: "1" would be missed for good.
  kit.server.cut(1012, "Service restart");
  await until(() => seen.caughtUp === 2);
  expect(kit.server.seenSince.at(-1)).toEqual([]);
  expect(seen.unlisted).toEqual(["old"]);

  client.positions.start("old", { revision: 2 });
  kit.server.append("old", "3");
  await until(() => seen.bodies.length === 2);
  kit.server.cut(1012, "Service restart");
  kit.server.append("old", "4");
  await until(() => seen.caughtUp === 3);
  expect(kit.server.seenSince.at(-1)).toEqual([{ conversationId: "old", revision: 3 }]);
  expect(seen.bodies).toEqual(["2", "3", "4"]);
});

test("a position stays put until the reload has succeeded, and newer changes still arrive", async () => {
  const client = signedIn();
  client.positions.start("c", { revision: 0 });
  kit.server.replayLimit = 2;
  for (const body of ["1", "2", "3"]) kit.server.append("c", body);
  const gates: { resolve: () => void; reject: (e: Error) => void }[] = [];
  const { seen } = follow(
    client,
    () => new Promise((resolve, reject) => gates.push({ resolve, reject })),
  );
  await until(() => gates.length === 1);

  kit.server.append("c", "4");
  await until(() => seen.bodies.length === 1);
  expect(client.positions.get("c")?.revision).toBe(0);
  gates[0]?.reject(new Error("the reload failed"));
  await until(() => gates.length === 2);
  expect(client.positions.get("c")?.revision).toBe(0);
  gates[1]?.resolve();

  await until(() => client.positions.get("c")?.revision === 4);
  expect(seen.bodies).toEqual(["4"]);
});

test("new messages are followed by seq", async () => {
  const client = signedIn();
  client.positions.start("c", { seq: 0 });
  const bodies: string[] = [];
  client.followMessages(MESSAGES, {}, { message: (m) => bodies.push(m.body) });
  kit.server.append("c", "1");
  await until(() => bodies.length === 1);

  kit.server.cut();
  kit.server.append("c", "2");

  await until(() => bodies.length === 2);
  expect(bodies).toEqual(["1", "2"]);
  expect(kit.server.seenSince.at(-1)).toEqual([{ conversationId: "c", seq: 1 }]);
});

test("no more positions are named than a frame can carry", () => {
  const positions = createPositions();
  for (let i = 0; i < 600; i++) positions.start(`c${i}`, { revision: i });

  expect(positions.revisions()).toHaveLength(500);
  expect(positions.revisions().at(-1)).toEqual({ conversationId: "c599", revision: 599 });
});
