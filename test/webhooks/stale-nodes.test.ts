import { afterAll, beforeAll, expect, test } from "@jest/globals";
import {
  DeleteWebhookDocument,
  PauseWebhookDocument,
  ResumeWebhookDocument,
} from "../generated/graphql.js";
import { openDirect, send } from "../support/conversations.js";
import { until } from "../support/graphql.js";
import { startNodePair, type NodePair } from "../support/node-pair.js";
import { signUpAll, type Person } from "../support/people.js";
import { ask, backend, type Backend } from "../support/services.js";
import { bodiesOf, Hooks, type Hook } from "./hook.js";

const CHATS = 6;
const ROUNDS = 10;

let pair: NodePair;
let shop: Backend;
let ada: Person;
let chats: string[];
const hooks = new Hooks();

beforeAll(async () => {
  pair = await startNodePair({ env: { WEBHOOK_ALLOW_PRIVATE: "on" } });
  shop = await backend(pair.here, ["WEBHOOKS_WRITE"]);
  const names = Array.from({ length: CHATS + 1 }, (_, at) => `Person${at}`);
  const [first, ...others] = await signUpAll(pair.here, names);
  ada = first as Person;
  chats = await Promise.all(others.map((other) => openDirect(pair.here, ada, other)));
});
afterAll(async () => {
  await pair.stop();
  await hooks.stop();
});

/** Both nodes have it as running, and post for it. */
async function running(word: string): Promise<Hook> {
  const hook = await hooks.make(pair.here, shop);
  const nodes = [pair.here, pair.there];
  for (const [at, chat] of chats.entries())
    await send(nodes[at % 2] ?? pair.here, ada, chat, `${word} ${at}`);
  await until("it is told by both", () => bodiesOf(hook).length === CHATS);
  return hook;
}

/** The other node writes, and tells a webhook that is still to be told: it has told both by then, if at all. */
async function talk(word: string, witness: Hook): Promise<void> {
  const said = chats.map((_, at) => `${word} ${at}`);
  for (const [at, chat] of chats.entries()) await send(pair.there, ada, chat, said[at] ?? "");
  await until("the witness is told", () => said.every((one) => bodiesOf(witness).includes(one)));
}

test.each([
  ["paused", PauseWebhookDocument],
  ["deleted", DeleteWebhookDocument],
] as const)(
  "a webhook that is %s through one node is sent nothing by the other, which remembers it as running",
  async (word, document) => {
    const witness = await hooks.make(pair.here, shop);
    const hook = await running(word);
    await ask(pair.here, shop.headers, document as typeof PauseWebhookDocument, { id: hook.id });
    const before = hook.endpoint.came.length;
    // More than once: a node that looked just now remembers it longest.
    for (let round = 0; round < 5; round += 1) await talk(`${word} since, ${round}`, witness);
    expect(hook.endpoint.came.length).toBe(before);
    if (word === "deleted") return;
    await ask(pair.here, shop.headers, ResumeWebhookDocument, { id: hook.id });
    await until("it is told all", () => hook.endpoint.once.length === CHATS * 6);
    for (const chat of chats) {
      const revisions = hook.endpoint.revisionsOf(chat);
      expect(revisions).toEqual(revisions.toSorted((a, b) => a - b));
    }
  },
);

test("what waits is not sent on once it is paused, but for what is under way", async () => {
  const witness = await hooks.make(pair.here, shop);
  const hook = await running("backlog");
  const { endpoint } = hook;
  const held: (() => void)[] = [];
  endpoint.behave = (response, event) => void held.push(() => endpoint.take(response, event));
  const rounds = Array.from({ length: ROUNDS }, (_, round) => `backlog ${round}`);
  const sendAll = async (body: string): Promise<void> => {
    for (const [at, chat] of chats.entries())
      await send(at % 2 ? pair.here : pair.there, ada, chat, body);
  };
  for (const body of rounds) await sendAll(body);
  await until("the first of each is under way", () => held.length === CHATS);
  await ask(pair.here, shop.headers, PauseWebhookDocument, { id: hook.id });
  endpoint.behave = null;
  const before = endpoint.came.length;
  for (const answer of held) answer();
  await talk("after the backlog", witness);
  expect(endpoint.came.length).toBe(before);
  await ask(pair.here, shop.headers, ResumeWebhookDocument, { id: hook.id });
  await until("all is told", () => endpoint.once.length === CHATS * (ROUNDS + 2));
});
