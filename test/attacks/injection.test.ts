import { afterAll, afterEach, beforeAll, expect, test } from "@jest/globals";
import { UsersDocument } from "../generated/graphql.js";
import { startApp, type TestApp } from "../support/app.js";
import { openDirect, send } from "../support/conversations.js";
import { post } from "../support/graphql.js";
import { Peer } from "../support/peer.js";
import { signUp, type Person } from "../support/people.js";
import { everyPlace, keysOf } from "./every-argument.js";

const CANARY = "canary7f3a";
const commands: object[] = [];
let app: TestApp;
let ann: Person;
let conversationId: string;

beforeAll(async () => {
  app = await startApp({ probes: { onCommand: (_, command) => commands.push(command) } });
  const bob = await signUp(app, "Bob");
  ann = await signUp(app, "Ann");
  conversationId = await openDirect(app, ann, bob);
  await send(app, ann, conversationId, "hello");
});
afterEach(() => Peer.cutAll());
afterAll(async () => {
  await app.stop();
});

const objects: readonly unknown[] = [
  { $ne: CANARY },
  { $where: CANARY },
  { [`$${CANARY}`]: 1 },
  { [`a.${CANARY}`]: 1 },
  { _bsontype: "ObjectId", id: CANARY },
  [[{ $ne: CANARY }]],
];
const texts = [`$${CANARY}`, `a.$${CANARY}.b`];

const PATHS = {
  Conversation: 'conversation(id: "%group") { $call }',
  Message: 'conversation(id: "%group") { lastMessage { $call } }',
  Viewer: "viewer { $call }",
};
const places = everyPlace(PATHS);

test("A-40: all arguments are tried", () => {
  expect(places.length).toBeGreaterThan(120);
});

async function codeOf(query: string, variables: Record<string, unknown>): Promise<string> {
  const document = query.replace("%group", conversationId);
  if (!document.startsWith("subscription")) {
    const { status, errors } = await post(app.url, document, variables, ann.token);
    return `${status} ${errors?.[0]?.extensions.code ?? "ok"}`;
  }
  const peer = await new Peer(app).acknowledged(ann.token);
  peer.say({ type: "subscribe", id: "1", payload: { query: document, variables } });
  peer.subscribe("2", "{ __typename }");
  await peer.heard("complete", "2");
  const refused = peer.frames.find(({ id }) => id === "1");
  peer.socket.terminate();
  return refused ? `400 ${/[A-Z_]{6,}/.exec(JSON.stringify(refused))?.[0]}` : "200 ok";
}

test.each(places)("A-40: $name takes no object for a value, and no text for one", async (place) => {
  commands.length = 0;
  for (const value of objects) {
    const code = await codeOf(place.query, place.fill(value));
    if (!place.takesObjects || Array.isArray(value)) expect(code).toBe("400 BAD_USER_INPUT");
  }
  // Where objects are taken they reach the database as text, and never as its names.
  if (!place.takesObjects) expect(JSON.stringify(commands)).not.toContain(CANARY);
  expect(keysOf(commands).filter((key) => key.includes(CANARY))).toEqual([]);
  for (const text of texts) await codeOf(place.query, place.fill(text));
  expect(keysOf(commands).filter((key) => key.includes(CANARY))).toEqual([]);
  // What is refused above is refused for the value alone.
  if (!place.query.startsWith("subscription"))
    expect(await codeOf(place.query, place.fill(place.fitting))).toMatch(/^200 /);
});

test("A-40: a search is for letters, never a pattern", async () => {
  for (const query of [".*", "^ann", "a.n", "(a|b)+", "[a-z]{2}", "$regex", "an\\w"]) {
    const { data } = await post(app.url, UsersDocument, { query }, ann.token);
    expect(data?.users?.nodes ?? []).toEqual([]);
  }
});
