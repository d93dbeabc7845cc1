import { createHash, randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, expect, test } from "@jest/globals";
import fc from "fast-check";
import { isInputObjectType } from "graphql";
import { startApp, type TestApp } from "../support/app.js";
import { createGroup, openDirect } from "../support/conversations.js";
import { post } from "../support/graphql.js";
import { Peer } from "../support/peer.js";
import { PASSWORD, signUp, type Person } from "../support/people.js";
import { Rows } from "../support/rows.js";
import {
  INPUT_FIELDS,
  operationOf,
  RANK_ARGUMENTS,
  schema,
  STORED_FIELDS,
} from "./input-fields.js";

const inputs = Object.values(schema.getTypeMap()).filter(isInputObjectType);
const RUNS = 12;

let app: TestApp;
let rows: Rows;
let ann: Person;
/** Each of them is taken as it is: what is refused is refused for the field that is added. */
const valid: Record<string, Record<string, unknown>> = {};
let ids: Record<string, object>;

beforeAll(async () => {
  app = await startApp();
  rows = await Rows.of(app);
  const bob = await signUp(app, "Bob");
  ann = await signUp(app, "Ann");
  const conversationId = await openDirect(app, ann, bob);
  const group = await createGroup(app, ann, [bob]);
  const { email } = ann;
  const code = "00000000";
  const newPassword = "tundra spoke 9 velvet";
  Object.assign(valid, {
    AddPasskeyInput: { credential: {}, name: "x" },
    AnswerChallengeInput: { code, method: "TOTP", token: "x" },
    ChangePasswordInput: { currentPassword: PASSWORD, newPassword },
    ConfirmEmailInput: { code, email },
    CreateGroupInput: { clientConversationId: randomUUID(), memberIds: [bob.id], name: "G" },
    EnsureConversationInput: { externalId: "x", kind: "GROUP", members: [] },
    EnsureMemberInput: { externalId: "x" },
    ExchangeTokenInput: { issuer: "https://x.test", token: "x" },
    GoogleLoginInput: { idToken: "x" },
    LoginInput: { email, password: PASSWORD },
    MembershipInput: { archived: true },
    PasskeyLoginInput: { credential: {} },
    ProfileInput: { bio: "changed", name: "Changed" },
    ResetPasswordInput: { code, email, newPassword },
    RevisionPosition: { conversationId, revision: 0 },
    SendMessageInput: { conversationId, clientMessageId: randomUUID(), body: "hello" },
    SeqPosition: { conversationId, seq: 0 },
    SettingsInput: { emailDigest: false },
    SignupInput: { email: "new@example.com", name: "New", password: newPassword },
    UpdateConversationInput: { name: "Changed" },
    UpsertUserInput: { externalId: "x", name: "X" },
    UserPosition: { userId: bob.id, version: 0 },
    WebPushKeysInput: { auth: "x", p256dh: "x" },
  });
  ids = { updateConversation: { id: group }, updateMembership: { conversationId } };
});
afterEach(() => Peer.cutAll());
afterAll(async () => {
  await rows.close();
  await app.stop();
});

/** What was stored by the time of the answer; the rest follows from it. */
async function stored(): Promise<string> {
  const { users, sessions, codes, messages, contacts, audit } = await rows.all();
  const text = JSON.stringify({ users, sessions, codes, messages, contacts, audit });
  return createHash("sha256").update(text).digest("hex");
}

/** Over HTTP, or for a subscription over the socket. */
async function ask(name: string, given: object): Promise<{ status: number; codes: string[] }> {
  const query = operationOf(name, ids);
  if (query.startsWith("mutation")) {
    const { status, errors } = await post(app.url, query, { input: given }, ann.token);
    return { status, codes: errors?.map(({ extensions }) => extensions.code) ?? [] };
  }
  const peer = await new Peer(app).acknowledged(ann.token);
  peer.say({ type: "subscribe", id: "1", payload: { query, variables: { input: [given] } } });
  peer.subscribe("2", "{ __typename }");
  await peer.heard("complete", "2");
  const frame = peer.frames.find(({ id }) => id === "1");
  peer.socket.terminate();
  return {
    status: frame ? 400 : 200,
    codes: JSON.stringify(frame)?.match(/BAD_USER_INPUT/g) ?? [],
  };
}

test("A-39: the fields of all inputs are those that were reviewed, and none gives a rank", () => {
  const fields = inputs.map((type) => [type.name, Object.keys(type.getFields()).sort().join(" ")]);
  expect(Object.fromEntries(fields)).toEqual(INPUT_FIELDS);
  const ranks = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()]
    .flatMap((root) => Object.values(root?.getFields() ?? {}).map((field) => ({ root, field })))
    .flatMap(({ root, field }) =>
      field.args.map(({ name }) => `${root?.name}.${field.name}(${name})`),
    )
    .filter((argument) => /role|provider|confirm|owner|_id/i.test(argument.replace(/.*\(/, "(")));
  expect(ranks.sort()).toEqual(RANK_ARGUMENTS);
});

test.each(inputs.map(({ name }) => name))(
  "A-39: %s with a field that it does not have is BAD_USER_INPUT and changes nothing",
  async (name) => {
    const known = (INPUT_FIELDS[name] ?? "").split(" ");
    const field = fc
      .oneof(
        { weight: 3, arbitrary: fc.constantFrom(...STORED_FIELDS) },
        { weight: 1, arbitrary: fc.string() },
      )
      .filter((key) => !known.includes(key));
    const before = await stored();
    await fc.assert(
      fc.asyncProperty(field, fc.jsonValue({ maxDepth: 1 }), async (key, value) => {
        const answer = await ask(name, { ...valid[name], [key]: value });
        expect(answer).toMatchObject({ status: 400, codes: [expect.any(String)] });
        expect(new Set(answer.codes)).toEqual(new Set(["BAD_USER_INPUT"]));
      }),
      { numRuns: RUNS },
    );
    expect(await stored()).toBe(before);
    expect(await ask(name, valid[name] ?? {})).toMatchObject({ status: 200 });
  },
);
