import { afterAll, afterEach, beforeAll, expect, test } from "@jest/globals";
import { Types } from "mongoose";
import WebSocket from "ws";
import { ConfabClient, type ConfabError } from "../../client/src/index.js";
import {
  UpdateProfileDocument,
  UpdateSettingsDocument,
  ViewerEventsDocument,
  ViewerRevisionDocument,
} from "../generated/graphql.js";
import { ask } from "../support/conversations.js";
import { until } from "../support/graphql.js";
import { startNodePair, type NodePair } from "../support/node-pair.js";
import { signUp, type Person } from "../support/people.js";
import { Relay } from "../support/relay.js";
import { tokensOf } from "./blocked.js";

let pair: NodePair;
/** The person follows by the one node, what they change goes by the other. */
let relay: Relay;
const clients: ConfabClient[] = [];

beforeAll(async () => {
  pair = await startNodePair();
  relay = await Relay.start(pair.there.origin);
});
afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.dispose()));
});
afterAll(async () => {
  await relay.stop();
  await pair.stop();
});

function enter(person: Person): ConfabClient {
  const url = `${relay.origin}/graphql`;
  const client = new ConfabClient({ url, webSocketImpl: WebSocket, retryBaseMs: 20 });
  clients.push(client);
  client.session.set(tokensOf(person));
  return client;
}

function follow(client: ConfabClient, change: () => Promise<void> = () => Promise.resolve()) {
  const seen = {
    ...{ revisions: [] as number[], kinds: [] as string[], loads: 0, caughtUp: 0 },
    errors: [] as ConfabError[],
  };
  client.followViewer(
    ViewerEventsDocument,
    {},
    {
      change: async ({ __typename, viewerRevision }) => {
        await change();
        seen.revisions.push(viewerRevision);
        // Their sign-up is told as well where that node hears of it later.
        if (__typename !== "SessionChanged") seen.kinds.push(__typename);
      },
      resync: async () => {
        await client.request(ViewerRevisionDocument, {});
        seen.loads += 1;
      },
      caughtUp: () => void (seen.caughtUp += 1),
      error: (error) => seen.errors.push(error),
    },
  );
  return seen;
}

const BOTH = ["SettingsChanged", "ProfileChanged"];

function expectOnceInOrder(revisions: readonly number[]): void {
  expect([...new Set(revisions)].toSorted((a, b) => a - b)).toEqual(revisions);
}

const turn = (person: Person, emailDigest: boolean) =>
  ask(pair.here, person, UpdateSettingsDocument, { input: { emailDigest } });

const rename = (person: Person, bio: string) =>
  ask(pair.here, person, UpdateProfileDocument, { input: { bio } });

test("what is one's own is loaded once and followed over cuts: each change once, in order", async () => {
  const ann = await signUp(pair.here, "Ann");
  const client = enter(ann);
  const seen = follow(client);
  await until("it has caught up", () => seen.caughtUp === 1);
  for (let round = 1; round <= 3; round += 1) {
    await turn(ann, round % 2 === 0);
    relay.cut();
    await rename(ann, `round ${round}`);
    await until("both came", () => seen.kinds.length === round * 2);
    await until("caught up again", () => seen.caughtUp > round);
  }
  expect(seen.kinds).toEqual([...BOTH, ...BOTH, ...BOTH]);
  expectOnceInOrder(seen.revisions);
  expect(client.positions.get("viewer")?.revision).toBe(seen.revisions.at(-1));
  expect(seen.loads).toBe(1);
  expect(seen.errors).toEqual([]);
});

test("a handler that throws is given its event again, and the next one waits for it", async () => {
  const eve = await signUp(pair.here, "Eve");
  const client = enter(eve);
  let attempts = 0;
  const seen = follow(client, async () => {
    attempts += 1;
    if (attempts === 1) throw new Error("the disk is full");
  });
  await until("it has caught up", () => seen.caughtUp === 1);
  const from = client.positions.get("viewer")?.revision;
  await turn(eve, false);
  await until("it was told", () => seen.errors.length === 1);
  expect(client.positions.get("viewer")?.revision).toBe(from);
  await rename(eve, "later");
  await until("both are taken", () => seen.kinds.length === 2);
  expect(seen.kinds).toEqual(BOTH);
  expectOnceInOrder(seen.revisions);
  expect(seen.errors.map(({ code }) => code)).toEqual(["HANDLER_ERROR"]);
});

test("whoever missed too much loads it again, and what comes meanwhile is not lost", async () => {
  const kim = await signUp(pair.here, "Kim");
  const client = enter(kim);
  const userId = new Types.ObjectId(kim.id);
  const log = pair.rows.collection("viewer_log");
  const from = await log.countDocuments({ userId });
  client.positions.start("viewer", { revision: from });
  const old = Date.now() / 1_000 - 60;
  const missed = Array.from({ length: 1_500 }, (_, at) => ({
    ...{ _id: new Types.ObjectId(Types.ObjectId.generate(old)), userId, thing: "SETTINGS" },
    ...{ revision: from + at + 1, entityId: userId },
  }));
  await log.insertMany(missed);
  const seen = follow(client);
  await until("it has loaded", () => seen.loads === 1 && seen.caughtUp === 1);
  await until("that is the position", () => {
    return client.positions.get("viewer")?.revision === from + 1_500;
  });
  await turn(kim, false);
  await until("the next is a change", () => seen.kinds.length === 1);
  expect(seen.revisions).toEqual([from + 1_501]);
});
