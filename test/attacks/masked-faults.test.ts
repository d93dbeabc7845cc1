import { afterAll, afterEach, beforeAll, expect, test } from "@jest/globals";
import mongoose from "mongoose";
import { UpdateProfileDocument } from "../generated/graphql.js";
import { startApp, type TestApp } from "../support/app.js";
import { ask } from "../support/conversations.js";
import { post } from "../support/graphql.js";
import { Peer } from "../support/peer.js";
import { signUp, type Person } from "../support/people.js";
import { Rows } from "../support/rows.js";

const SECRET = "canary-of-what-is-stored";
const MASKED = "Something went wrong on our side.";
const log: string[] = [];
let app: TestApp;
let rows: Rows;
let ann: Person;
let bob: Person;

beforeAll(async () => {
  app = await startApp({
    env: { LOG_LEVEL: "error" },
    probes: { log: { write: (line) => log.push(line) } },
  });
  rows = await Rows.of(app);
  [ann, bob] = [await signUp(app, "Ann"), await signUp(app, "Bob")];
});
afterEach(() => Peer.cutAll());
afterAll(async () => {
  await rows.close();
  await app.stop();
});

interface Fault {
  readonly message: string;
  readonly extensions: { readonly code: string; readonly requestId?: string };
}

/** The same answer over both, with an id that the log has, and with nothing of what happened. */
async function expectMasked(query: string): Promise<void> {
  const { errors } = await post(app.url, query, {}, ann.token);
  const peer = await new Peer(app).acknowledged(ann.token);
  peer.subscribe("1", query);
  const { payload } = await peer.answered("1");
  const bySocket = (payload as { errors: Fault[] }).errors;
  for (const fault of [errors?.[0] as Fault | undefined, bySocket[0]]) {
    const { code, requestId } = fault?.extensions ?? {};
    expect([fault?.message, code]).toEqual([MASKED, "INTERNAL_SERVER_ERROR"]);
    expect(requestId).toBeTruthy();
    expect(log.some((line) => line.includes(requestId ?? "?"))).toBe(true);
  }
  expect(JSON.stringify([errors, payload])).not.toContain(SECRET);
}

test("A-63: a unique index that nobody reckoned with is our fault, and is not told", async () => {
  const index = { unique: true, partialFilterExpression: { bio: { $exists: true } } };
  await rows.collection("users").createIndex({ bio: 1 }, index);
  await ask(app, bob, UpdateProfileDocument, { input: { bio: SECRET } });
  await expectMasked(`mutation { updateProfile(input: { bio: "${SECRET}" }) { id } }`);
  await rows.collection("users").dropIndex("bio_1");
});

test.each([
  ["bio", { text: SECRET }, "bio"],
  ["name", { text: SECRET }, "name"],
  ["createdAt", SECRET, "createdAt"],
])(
  "A-63: a stored %s that makes no sense is our fault, and is not told",
  async (field, value, path) => {
    const _id = new mongoose.Types.ObjectId(bob.id);
    const row = await rows.collection("users").findOne({ _id });
    await rows.collection("users").updateOne({ _id }, { $set: { [field]: value } });
    await expectMasked(`{ user(id: "${bob.id}") { ${path} } }`);
    await rows
      .collection("users")
      .updateOne({ _id }, { $set: { [field]: row?.[field] as unknown } });
  },
);

test("A-63: a body that cannot be read is the fault of the client, and told as one", async () => {
  const answer = await fetch(`${app.origin}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${ann.token}` },
    body: '{"query": "{ __typename }", ',
  });
  expect(answer.status).toBe(400);
  expect(await answer.json()).toMatchObject({
    errors: [{ extensions: { code: "BAD_USER_INPUT" } }],
  });
});
