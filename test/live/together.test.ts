import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { createClient, type Client } from "graphql-ws";
import WebSocket from "ws";
import {
  DeleteMessageDocument,
  MessageReceivedDocument,
  UpdateProfileDocument,
  type MessagePartsFragment,
} from "../generated/graphql.js";
import { startApp, type TestApp } from "../support/app.js";
import { ask, openDirect } from "../support/conversations.js";
import { fillLog } from "../support/fill.js";
import { until } from "../support/graphql.js";
import { signUp, type Person } from "../support/people.js";

const LOG = 1_000;
const PAGES = LOG / 100;
const SOCKETS = 20;

let app: TestApp;
let ann: Person;
let bob: Person;
let conversationId: string;
let middle: string;
let readings = 0;
const clients: Client[] = [];

/** Readings of pages: a range with both ends. */
function onCommand(name: string, command: object): void {
  const { find, filter } = command as { find?: string; filter?: { seq?: { $lte?: number } } };
  if (name === "find" && find === "messages" && filter?.seq?.$lte !== undefined) readings += 1;
}

beforeAll(async () => {
  app = await startApp({ nodes: 1, probes: { onCommand } });
  [ann, bob] = [await signUp(app, "Ann"), await signUp(app, "Bob")];
  conversationId = await openDirect(app, ann, bob);
  const { mongoUri } = app.config;
  middle = await fillLog({ mongoUri, conversationId, senderId: ann.id, count: LOG });
});
afterAll(async () => {
  for (const client of clients) client.terminate();
  await app.stop();
});

/** Resolves when the server has let it in. */
function connect(person: Person): Promise<Client> {
  return new Promise((resolve) => {
    const client = createClient({
      ...{
        url: app.url.replace(/^http/, "ws"),
        webSocketImpl: WebSocket,
        lazy: false,
        onNonLazyError: () => undefined,
      },
      ...{ retryAttempts: 0, connectionParams: { authorization: `Bearer ${person.token}` } },
      on: { connected: () => resolve(client) },
    });
    clients.push(client);
  });
}

/** All in one turn; alternately of the sender and of the other one, from the beginning or a little later. */
async function resume(): Promise<{ person: Person; messages: readonly MessagePartsFragment[] }[]> {
  const people = Array.from({ length: SOCKETS }, (_, at) => (at % 2 ? ann : bob));
  const connected = await Promise.all(people.map(connect));
  readings = 0;
  const all = connected.map((client, at) => {
    const from = at < SOCKETS / 2 ? 0 : 7;
    const variables = { conversationId, since: [{ conversationId, seq: from }] };
    const messages: MessagePartsFragment[] = [];
    client.subscribe<Record<string, MessagePartsFragment>>(
      { query: MessageReceivedDocument.toString(), variables },
      {
        next: ({ data }) => void messages.push(...Object.values(data ?? {})),
        error: () => undefined,
        complete: () => undefined,
      },
    );
    return { person: people[at] ?? ann, messages, from };
  });
  await until("all are there", () => all.every(({ messages }) => messages.at(-1)?.seq === LOG));
  for (const { messages, from } of all)
    expect(messages.map(({ seq }) => seq)).toEqual(
      Array.from({ length: LOG - from }, (_, at) => from + 1 + at),
    );
  return all;
}

test("those who come back together read the log once, and each gets what is theirs", async () => {
  const all = await resume();
  // Two first pages, as they begin at two places; the others are the same for all.
  expect(readings).toBe(PAGES + 1);
  for (const { person, messages } of all) {
    const own = messages.filter(({ clientMessageId }) => clientMessageId !== null);
    expect(own).toHaveLength(person === ann ? messages.length : 0);
  }
});

test("what was read together is not shown again after it was deleted", async () => {
  await ask(app, ann, DeleteMessageDocument, { id: middle });
  const all = await resume();
  for (const { messages } of all) expect(messages.find(({ id }) => id === middle)?.body).toBeNull();
});

test("what was read together is soon made anew, as a name is not in the log", async () => {
  await resume();
  await ask(app, ann, UpdateProfileDocument, { input: { name: "Anna" } });
  const shown = async () => (await resume())[0]?.messages[0]?.sender?.name;
  await until("the new name", async () => (await shown()) === "Anna");
});
