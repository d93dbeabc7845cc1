import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { SetBlockedDocument, UpdateProfileDocument } from "../generated/graphql.js";
import { startApp, type TestApp } from "../support/app.js";
import { ask, createGroup, send } from "../support/conversations.js";
import { Collector, until } from "../support/graphql.js";
import { signUp, type Person } from "../support/people.js";
import { RedisServer } from "../support/redis-server.js";
import { freePort } from "../../scripts/database/port.js";

const BIO = "plays the tuba";
/** As a chat asks for: what is each reader's own is not there in a new message. */
const SELECTION =
  "body clientMessageId status sender { bio avatar { url } } reactions { emoji viewerHasReacted } replyTo { clientMessageId }";
const EACH = 10;

interface Heard {
  readonly body: string;
  readonly sender: { readonly bio: string | null };
}

/** How often what stands between two people was looked up here. */
let lookups = 0;
let redis: RedisServer;
let here: TestApp;
let there: TestApp;
let ann: Person;
let others: [Person, Person];
let conversationId: string;
const open: Collector<Heard>[] = [];

beforeAll(async () => {
  redis = await RedisServer.start(await freePort());
  const database = `blocks-${randomUUID().slice(0, 8)}`;
  const env = { REDIS_URL: redis.url };
  const onCommand = (name: string, command: object): void => {
    const { find, filter } = command as { find?: string; filter?: { pair?: unknown } };
    if (name === "find" && find === "contacts" && filter?.pair) lookups += 1;
  };
  here = await startApp({ database, env, probes: { onCommand } });
  there = await startApp({ database, env });
  ann = await signUp(here, "Ann");
  others = [await signUp(here, "Bob"), await signUp(here, "Cleo")];
  await ask(here, ann, UpdateProfileDocument, { input: { bio: BIO } });
  conversationId = await createGroup(here, ann, others);
});
afterAll(async () => {
  for (const collector of open) collector.close();
  await Promise.all([here.stop(), there.stop()]);
  await redis.stop();
});

async function listen(node: TestApp, person: Person, count: number): Promise<Collector<Heard>[]> {
  const document = `subscription { messageReceived(conversationId: "${conversationId}") { ${SELECTION} } }`;
  const before = node.open().live;
  const made = Array.from(
    { length: count },
    () => new Collector<Heard>({ url: node.url, token: person.token, document }),
  );
  open.push(...made);
  await until("all listen", () => node.open().live === before + count);
  return made;
}

const heard = (collectors: readonly Collector<Heard>[]): unknown[] => [
  ...new Set(collectors.map(({ items }) => items.at(-1)?.sender.bio)),
];

async function say(body: string): Promise<void> {
  await send(here, ann, conversationId, body);
  await until("all have it", () => open.every(({ items }) => items.at(-1)?.body === body));
}

test("what a block hides is rendered once for all whom no block concerns, and is hidden in time", async () => {
  const [bob, cleo] = others;
  const bobs = [...(await listen(here, bob, EACH)), ...(await listen(there, bob, 1))];
  const cleos = [...(await listen(here, cleo, EACH)), ...(await listen(there, cleo, 1))];
  let said = 0;
  lookups = 0;
  await say("before");
  expect(lookups).toBe(1);
  expect([heard(bobs), heard(cleos)]).toEqual([[BIO], [BIO]]);

  await ask(here, ann, SetBlockedDocument, { userId: bob.id, blocked: true });
  await until("it is hidden from Bob on both nodes", async () => {
    await say(`blocked ${(said += 1)}`);
    expect(heard(cleos)).toEqual([BIO]);
    return heard(bobs).every((bio) => bio === null);
  });
  expect((await listen(there, bob, 1)).length).toBe(1);
  await say("still");
  expect(open.at(-1)?.items).toMatchObject([{ body: "still", sender: { bio: null } }]);

  await ask(here, ann, SetBlockedDocument, { userId: bob.id, blocked: false });
  await until("it is shown to Bob, and rendered once for all", async () => {
    lookups = 0;
    await say(`after ${(said += 1)}`);
    expect(heard(cleos)).toEqual([BIO]);
    return lookups === 1 && heard(bobs).every((bio) => bio === BIO);
  });
});
