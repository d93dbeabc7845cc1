import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { Types } from "mongoose";
import { openDirect } from "../support/conversations.js";
import { Collector, until } from "../support/graphql.js";
import { startNodePair, type NodePair } from "../support/node-pair.js";
import { signUp, type Person } from "../support/people.js";
import { VIEWER_EVENTS, type Event } from "./selections.js";
import { asked } from "./world.js";

let pair: NodePair;
let ann: Person;
let bob: Person;
let id: string;
const open: Collector<Event>[] = [];

beforeAll(async () => {
  pair = await startNodePair();
  [ann, bob] = [await signUp(pair.here, "Ann"), await signUp(pair.there, "Bob")];
  id = await openDirect(pair.here, ann, bob);
});
afterAll(async () => {
  for (const collector of open) collector.close();
  await pair.stop();
});

async function follow(since?: number): Promise<Collector<Event>> {
  const { url } = pair.there;
  const collector = new Collector<Event>({
    ...{ url, token: ann.token, document: VIEWER_EVENTS, variables: { since } },
  });
  open.push(collector);
  await until("caught up", () => collector.items.length > 0);
  return collector;
}

const entriesOf = (userId: string) =>
  pair.rows
    .collection("viewer_log")
    .find({ userId: new Types.ObjectId(userId) })
    .sort({ revision: 1 })
    .toArray();

/** What a node has written down that then dies, or is slow: no hint tells of it. */
async function begin(): Promise<number> {
  const revision = Math.max(...(await entriesOf(ann.id)).map((one) => Number(one["revision"]))) + 1;
  const userId = new Types.ObjectId(ann.id);
  const entityId = new Types.ObjectId(id);
  const entry = { _id: new Types.ObjectId(), userId, revision, thing: "MEMBERSHIP", entityId };
  await pair.rows.collection("viewer_log").insertOne(entry);
  return revision;
}

const writeRow = (notify: string) =>
  pair.rows
    .collection("memberships")
    .updateOne(
      { userId: new Types.ObjectId(ann.id), conversationId: new Types.ObjectId(id) },
      { $set: { notify } },
    );

const settings = (emailDigest: boolean, { url } = pair.here) =>
  asked(url, ann, `mutation { updateSettings(input: { emailDigest: ${emailDigest} }) { id } }`);

test("two nodes that write at once give each position once, and leave none out", async () => {
  const live = await follow();
  const nodes = [pair.here, pair.there];
  await Promise.all(
    Array.from({ length: 40 }, (_, at) => settings(at % 3 === 0, nodes[at % 2] ?? pair.here)),
  );
  const revisions = (await entriesOf(ann.id)).map(({ revision }) => Number(revision));
  expect(revisions).toEqual(Array.from({ length: revisions.length }, (_, at) => at + 1));
  await until("all is told", () => live.items.at(-1)?.viewerRevision === revisions.length);
  const told = live.items.map(({ viewerRevision }) => viewerRevision);
  expect(told).toEqual([...new Set(told)].sort((a, b) => a - b));
});

test("nobody is told to go on behind an entry whose row is not written yet", async () => {
  const head = async (): Promise<unknown> =>
    (await asked(pair.there.url, ann, "{ viewer { revision } }"))["viewer"];
  const first = await begin();
  expect(await head()).toEqual({ revision: first - 1 });
  // Its writer is given up on after a while.
  await until("it counts", async () => ((await head()) as { revision: number }).revision === first);
  const revision = await begin();
  const live = await follow();
  expect(live.items[0]?.__typename).toBe("ViewerCaughtUp");
  expect(live.items[0]?.viewerRevision).toBeLessThan(revision);
  await writeRow("NONE");
  // No hint comes: a look at the ends of logs finds it.
  await until("it is told", () => live.items.at(-1)?.viewerRevision === revision);
  expect(live.items.at(-1)).toMatchObject({ membership: { notify: "NONE" } });
});
