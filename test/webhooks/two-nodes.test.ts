import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { RotateWebhookSecretDocument } from "../generated/graphql.js";
import { openDirect, send } from "../support/conversations.js";
import { until } from "../support/graphql.js";
import { startNodePair, type NodePair } from "../support/node-pair.js";
import { signUpAll, type Person } from "../support/people.js";
import { ask, backend, type Backend } from "../support/services.js";
import { Hooks, type Hook } from "./hook.js";

const CHATS = 12;
const ROUNDS = 15;

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

/** Each conversation is written to by both nodes in turn, all conversations at once. */
async function talk(word: string): Promise<void> {
  await Promise.all(
    chats.map(async (chat) => {
      for (let round = 0; round < ROUNDS; round += 1)
        await send(round % 2 ? pair.here : pair.there, ada, chat, `${word} ${round}`);
    }),
  );
}

/** Takes each after a moment, and says where two of one conversation were there at once. */
function slowly({ endpoint }: Hook): string[] {
  const atWork = new Set<string>();
  const clashes: string[] = [];
  endpoint.behave = (response, event) => {
    const { conversationId } = event.data;
    if (atWork.has(conversationId)) clashes.push(event.id);
    atWork.add(conversationId);
    void sleep(10).then(() => {
      atWork.delete(conversationId);
      endpoint.take(response, event);
    });
  };
  return clashes;
}

test.each(["Redis is there", "Redis is away"])(
  "two nodes tell of each event once, in order: %s",
  async (redis) => {
    const hook = await hooks.make(pair.here, shop);
    const clashes = slowly(hook);
    if (redis === "Redis is away") await pair.redis.kill();
    try {
      await talk(redis);
      const expected = Array.from({ length: ROUNDS }, (_, round) => `${redis} ${round}`);
      await until("all came", () => hook.endpoint.once.length === CHATS * ROUNDS);
      for (const chat of chats) {
        const own = hook.endpoint.taken.filter(({ data }) => data.conversationId === chat);
        expect(own.map(({ data }) => data.body)).toEqual(expected);
      }
      expect(clashes).toEqual([]);
      expect(hook.endpoint.forged).toEqual([]);
    } finally {
      if (redis === "Redis is away") await pair.redis.restart();
    }
  },
);

test("a secret that is replaced through one node is what the other one signs by, too", async () => {
  const hook = await hooks.make(pair.here, shop);
  const [chat = ""] = chats;
  const comes = (word: string): Promise<void> =>
    until(`${word} came`, () => hook.endpoint.taken.some(({ data }) => data.body === word));
  for (const at of [0, 1]) await send(at ? pair.here : pair.there, ada, chat, `before ${at}`);
  for (const at of [0, 1]) await comes(`before ${at}`);
  const { data } = await ask(pair.here, shop.headers, RotateWebhookSecretDocument, { id: hook.id });
  // Whoever still signs by the old one alone is refused, and tries again with what it knows by then.
  hook.endpoint.secret = data.rotateWebhookSecret.secret;
  for (const at of [0, 1]) await send(at ? pair.here : pair.there, ada, chat, `after ${at}`);
  for (const at of [0, 1]) await comes(`after ${at}`);
});
