import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { buildSchema, getNamedType, isObjectType, type GraphQLObjectType } from "graphql";
import { createClient } from "graphql-ws";
import WebSocket from "ws";
import {
  AnswerContactRequestDocument,
  RevokeOtherSessionsDocument,
  SendContactRequestDocument,
  SessionsDocument,
  SetBlockedDocument,
  UpdateProfileDocument,
  type Scope,
} from "../generated/graphql.js";
import { startApp, type TestApp } from "../support/app.js";
import { post } from "../support/graphql.js";
import { logIn, PASSWORD, signUp, superAdmin, type Person } from "../support/people.js";
import { Scope as ScopeOfServer } from "../../src/platform/core/service.js";
import { backend } from "../support/services.js";
import { ELSEWHERE, ROLES, TABLE, type Role, type Row } from "./authorization-table.js";

const PHONE = "+16502530000";
const REFUSAL_LIMIT_MS = 60_000;
const schema = buildSchema(
  readFileSync(new URL("../../schema/schema.graphql", import.meta.url), "utf8"),
);

let app: TestApp;
const people = new Map<string, Person>();
let admin: Record<string, string>;
const ids = new Map<string, string>();

const person = (name: string): Person => {
  const found = people.get(name);
  if (!found) throw new Error(`nobody is called ${name}`);
  return found;
};
/** Whoever asks: somebody of the table, or a service with one scope. */
type Asking = Role | Scope;
const SCOPES: readonly Scope[] = Object.values(ScopeOfServer);
const keys = new Map<string, Record<string, string>>();
const credentials = (role: Asking): Record<string, string> => {
  const key = keys.get(role);
  if (key) return key;
  if (role === "anonymous") return {};
  if (role === "admin") return admin;
  return { authorization: `Bearer ${person(role === "own" ? "ann" : role).token}` };
};
const freshLogin = async (role: Asking): Promise<Record<string, string>> => {
  if (role === "anonymous") return {};
  if (keys.has(role)) return credentials(role);
  if (role === "admin") return superAdmin(app);
  const { token } = await logIn(app, person(role === "own" ? "ann" : role).email);
  return { authorization: `Bearer ${token}` };
};
const send = (role: Asking, text: string) => post(app.url, text, {}, undefined, credentials(role));

beforeAll(async () => {
  app = await startApp();
  for (const name of ["ann", "stranger", "contact", "blocked", "member", "other"])
    people.set(name, await signUp(app, name));
  admin = await superAdmin(app);
  const [ann, contact] = [person("ann"), person("contact")];
  await post(app.url, UpdateProfileDocument, { input: { phone: PHONE, bio: "Hi" } }, ann.token);
  await post(app.url, SendContactRequestDocument, { userId: contact.id }, ann.token);
  const answer = { userId: ann.id, accept: true };
  await post(app.url, AnswerContactRequestDocument, answer, contact.token);
  const block = { userId: person("blocked").id, blocked: true };
  await post(app.url, SetBlockedDocument, block, ann.token);
  ids.set("ann", ann.id);
  ids.set("email", ann.email);
  ids.set("other", person("other").id);
  ids.set("member", person("member").id);
  await send("contact", `mutation { openDirectConversation(userId: "${ann.id}") { id } }`);
  ids.set("absent", "f".repeat(24));
  for (const scope of SCOPES) keys.set(scope, (await backend(app, [scope])).headers);
  const tier = `mutation { patchUserMetadata(userId: "${ann.id}", patch: { tier: 1 }) { id } }`;
  await send("USERS_WRITE", tier);
  await renewThings();
}, 120_000);
afterAll(() => app.stop());

/** A group of Ann with `member`, a message in it, and a session of hers: made anew for each field. */
async function renewThings(): Promise<void> {
  const [ann, member] = [person("ann"), person("member")];
  const input = `{ clientConversationId: "${randomUUID()}", name: "G", memberIds: ["${member.id}"] }`;
  const made = await send("own", `mutation { createGroup(input: ${input}) { id } }`);
  const group = (made.data as { createGroup: { id: string } }).createGroup.id;
  const message = `{ conversationId: "${group}", clientMessageId: "${randomUUID()}", body: "hi" }`;
  const sent = await send("own", `mutation { sendMessage(input: ${message}) { message { id } } }`);
  const { id } = (sent.data as { sendMessage: { message: { id: string } } }).sendMessage.message;
  ids.set("group", group);
  ids.set("message", id);
  if (ids.has("session")) await post(app.url, RevokeOtherSessionsDocument, {}, ann.token);
  await logIn(app, ann.email);
  const sessions = (await post(app.url, SessionsDocument, {}, ann.token)).data.viewer?.sessions;
  ids.set("session", sessions?.find(({ isCurrent }) => !isCurrent)?.id ?? "");
}

function filled(text: string): string {
  return text.replace(/%(\w+)/g, (_, name: string) =>
    name === "uuid" ? randomUUID() : (ids.get(name) ?? `no ${name}`),
  );
}

async function answerTo(role: Asking, { ask, fresh }: Row, wanted: string): Promise<string> {
  if (ask.startsWith("subscription")) return subscribe(role, filled(ask), wanted);
  const headers = fresh ? await freshLogin(role) : credentials(role);
  const { data, errors } = await post(app.url, filled(ask), {}, undefined, headers);
  if (errors?.[0]) return errors[0].extensions.code;
  const [value] = Object.values(data).flat();
  return value === null ? "null" : "ok";
}

/**
 * What is to be refused is waited for: slow is not open. What is to be open is `ok` with its first
 * event, or where it has not failed by the time that queries sent after it are answered.
 */
async function subscribe(role: Asking, query: string, wanted: string): Promise<string> {
  const client = createClient({
    url: app.url.replace(/^http/, "ws"),
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    connectionParams: credentials(role),
  });
  const run = (text: string): Promise<string> =>
    new Promise((resolve) => {
      const settle = (errors: unknown): void => {
        const [error] = errors as { extensions?: { code?: string } }[];
        resolve(error?.extensions?.code ?? "no code");
      };
      client.subscribe(
        { query: text },
        {
          next: (result) => (result.errors ? settle(result.errors) : resolve("ok")),
          error: settle,
          complete: () => resolve("ok"),
        },
      );
    });
  const running = run(query);
  const later = async (): Promise<string> => {
    for (let i = 0; i < 4; i += 1) await run("{ viewer { id } }");
    return "ok";
  };
  const refused = (): Promise<string> =>
    new Promise((resolve) => setTimeout(() => resolve("never refused"), REFUSAL_LIMIT_MS).unref());
  const answer = await Promise.race([running, wanted === "ok" ? later() : refused()]);
  await client.dispose();
  return answer;
}

const fieldsOf = (type: GraphQLObjectType | null | undefined) =>
  Object.values(type?.getFields() ?? {});

test("the table has a row for every root field, and no other", () => {
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
  const fields = roots.flatMap((root) => fieldsOf(root).map(({ name }) => `${root?.name}.${name}`));
  const known = new Set([...Object.keys(TABLE), ...ELSEWHERE]);
  expect(fields.filter((name) => !known.has(name))).toEqual([]);
  expect(Object.keys(TABLE).filter((name) => !fields.includes(name))).toEqual([]);
});

test.each(Object.entries(TABLE))("%s answers each as the table says", async (name, row) => {
  if (name.startsWith("Mutation")) await renewThings();
  const answers: Record<string, string> = {};
  const expected: Record<string, string> = {};
  for (const [index, role] of ROLES.entries()) {
    const wanted = row.answers[index] ?? "";
    const answer = await answerTo(role, row, wanted);
    answers[role] = answer;
    expected[role] = wanted.split("|").includes(answer) ? answer : wanted;
  }
  expect(answers).toEqual(expected);
});

test.each(Object.entries(TABLE))(
  "%s answers a key of each scope as the table says",
  async (name, row) => {
    const { services } = row;
    // What is refused to all of them has used nothing up.
    if (name.startsWith("Mutation") && services !== undefined) await renewThings();
    for (const scope of SCOPES) {
      const wanted = typeof services === "string" ? services : (services?.[scope] ?? "FORBIDDEN");
      expect({ scope, answer: await answerTo(scope, row, wanted) }).toEqual({
        scope,
        answer: wanted,
      });
    }
  },
);

test("what only its owner may read is reached from the viewer alone", () => {
  const ways = (target: string): string[] =>
    Object.values(schema.getTypeMap())
      .filter((type): type is GraphQLObjectType => isObjectType(type))
      .flatMap((type) =>
        fieldsOf(type)
          .filter((field) => getNamedType(field.type).name === target)
          .map((field) => `${type.name}.${field.name}`),
      )
      .sort();
  expect(ways("Viewer")).toEqual([
    "AuthResult.viewer",
    "Mutation.disableTwoFactor",
    "Mutation.enableTwoFactor",
    "Mutation.updateProfile",
    "Mutation.updateSettings",
    "ProfileChanged.viewer",
    "Query.viewer",
    "SettingsChanged.viewer",
  ]);
  expect(ways("Session")).toEqual([
    "Account.sessions",
    "SessionChanged.session",
    "Viewer.sessions",
  ]);
  expect(ways("Settings")).toEqual(["Viewer.settings"]);
  expect(ways("EmailAddress")).toEqual(["Account.email", "Viewer.email"]);
  expect(ways("PhoneNumber")).toEqual(["Viewer.phone"]);
  expect(ways("AuthTokens")).toEqual(["AuthResult.tokens", "Mutation.issueTokens"]);
});

/** Everything of a type that has no required arguments, three levels deep, one of each list. */
function selection(type: GraphQLObjectType, depth: number): string {
  return fieldsOf(type)
    .filter(({ args }) => !args.some((arg) => arg.type.toString().endsWith("!")))
    .flatMap((field) => {
      const named = getNamedType(field.type);
      if (!isObjectType(named)) return [field.name];
      const first = field.args.some(({ name }) => name === "first") ? "(first: 1)" : "";
      const inner = depth > 0 ? selection(named, depth - 1) : "";
      return inner ? [`${field.name}${first} { ${inner} }`] : [];
    })
    .join(" ");
}

test("no answer holds a hash, or the address or number of somebody else", async () => {
  const user = schema.getType("User");
  const conversation = schema.getType("Conversation");
  if (!isObjectType(user) || !isObjectType(conversation)) throw new Error("types are missing");
  const asks = [
    `{ user(id: "%ann") { ${selection(user, 1)} } }`,
    `{ users(query: "ann", first: 5) { nodes { ${selection(user, 0)} } } }`,
    `{ conversation(id: "%group") { ${selection(conversation, 1)} } }`,
    `{ conversation(id: "%group") { members(first: 5) { nodes { user { ${selection(user, 0)} } } } } }`,
    `{ conversation(id: "%group") { messages(last: 5) { nodes { sender { ${selection(user, 0)} } } } } }`,
    `{ viewer { contacts(first: 5) { nodes { ${selection(user, 0)} } } } }`,
  ];
  await renewThings();
  for (const role of ROLES)
    for (const ask of asks) {
      const answer = await send(role, filled(ask));
      const codes = (answer.errors ?? []).map(({ extensions }) => extensions.code);
      expect({ ask, codes: codes.filter((code) => code !== "UNAUTHENTICATED") }).toEqual({
        ask,
        codes: [],
      });
      const text = JSON.stringify(answer);
      for (const secret of [person("ann").email, PHONE, PASSWORD, "$2b$", "@example.com"])
        expect(text).not.toContain(secret);
    }
});

test("of Ann's fields those blocked see name and age, and nobody sees more than others", async () => {
  const user = schema.getType("User");
  if (!isObjectType(user)) throw new Error("User is missing");
  const expected: Record<string, (role: Role) => unknown> = {
    id: () => person("ann").id,
    name: () => "ann",
    createdAt: () => expect.any(String),
    isDeleted: () => false,
    kind: () => "PERSON",
    externalId: () => null,
    avatarUrl: () => null,
    bio: (role) => (role === "blocked" ? null : expect.any(String)),
    metadata: (role) => (role === "blocked" ? null : { tier: 1 }),
    metadataRevision: (role) => (role === "blocked" ? 0 : 1),
    version: () => expect.any(Number),
    avatar: () => null,
    covers: () => [],
    presence: (role) => (role === "blocked" ? null : expect.anything()),
    contactState: (role) => (role === "contact" ? "CONTACT" : expect.any(String)),
    viewerHasBlocked: () => false,
  };
  expect(
    fieldsOf(user)
      .map(({ name }) => name)
      .sort(),
  ).toEqual(Object.keys(expected).sort());
  for (const role of ROLES.filter((one) => one !== "anonymous")) {
    const ask =
      '{ user(id: "%ann") { id name createdAt isDeleted kind externalId avatarUrl bio metadata metadataRevision version avatar { id } covers { id } presence { status } contactState viewerHasBlocked } }';
    const { data } = await send(role, filled(ask));
    const wanted = Object.entries(expected).map(([name, value]) => [name, value(role)]);
    expect({ role, ...(data["user"] as object) }).toEqual({ role, ...Object.fromEntries(wanted) });
  }
});
