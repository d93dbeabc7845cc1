import { resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import fastify from "fastify";
import { seedWorkspace } from "../../scripts/demo/seed.js";
import { ConfigError, readConfig } from "../../src/platform/config/config.js";
import { DEMO_EMAIL } from "../../src/platform/config/demo-account.js";
import { secretNames } from "../../src/platform/config/environment.js";
import { addWebChat } from "../../src/edge/server/pages.js";
import { startApp, type TestApp } from "../support/app.js";
import { post } from "../support/graphql.js";
import { logIn } from "../support/people.js";

const PASSWORD = "tundra spoke velvet 9";
let app: TestApp;
beforeAll(async () => {
  app = await startApp({ env: { GROUP_INVITES: "" } });
  await seedWorkspace(app.origin, PASSWORD);
}, 120_000);
afterAll(() => app.stop());

const WORKSPACE = `{ viewer { user { name avatar { url } } unreadConversationCount
  conversations(first: 9) { nodes { kind name memberCount viewerMembership { unreadCount }
    messages(first: 20) { nodes { body replyTo { id } attachments { id } reactions { emoji } } } } } } }`;
interface Workspace {
  readonly viewer: {
    readonly user: { readonly name: string; readonly avatar: object | null };
    readonly unreadConversationCount: number;
    readonly conversations: {
      readonly nodes: readonly {
        readonly kind: string;
        readonly memberCount: number;
        readonly messages: {
          readonly nodes: readonly {
            readonly body: string | null;
            readonly replyTo: object | null;
            readonly attachments: readonly object[];
            readonly reactions: readonly object[];
          }[];
        };
      }[];
    };
  };
}

async function seen(): Promise<Workspace["viewer"]> {
  const { token } = await logIn(app, DEMO_EMAIL, { password: PASSWORD });
  const { data, errors } = await post<Workspace>(app.url, WORKSPACE, {}, token);
  if (errors) throw new Error(JSON.stringify(errors));
  return data.viewer;
}

test("Ada has groups, direct conversations, a picture, reactions, replies and unread ones", async () => {
  const { user, unreadConversationCount, conversations } = await seen();
  expect(user).toMatchObject({ name: "Ada", avatar: { url: expect.any(String) } });
  expect(conversations.nodes.map(({ kind }) => kind).sort()).toEqual([
    "DIRECT",
    "DIRECT",
    "GROUP",
    "GROUP",
  ]);
  // Nobody is still to be asked whether they want to be in it.
  expect(conversations.nodes.map(({ memberCount }) => memberCount).sort()).toEqual([2, 2, 4, 4]);
  expect(unreadConversationCount).toBeGreaterThan(1);
  const messages = conversations.nodes.flatMap(({ messages: { nodes } }) => nodes);
  expect(messages.some(({ replyTo }) => replyTo)).toBe(true);
  expect(messages.some(({ attachments }) => attachments.length > 0)).toBe(true);
  expect(messages.some(({ reactions }) => reactions.length > 0)).toBe(true);
});

test("seeding it again changes nothing", async () => {
  const before = await seen();
  await seedWorkspace(app.origin, PASSWORD);
  const after = await seen();
  const bodies = ({ conversations }: Workspace["viewer"]) =>
    conversations.nodes.flatMap(({ messages: { nodes } }) => nodes.map(({ body }) => body)).sort();
  expect(bodies(after)).toEqual(bodies(before));
  expect(after.unreadConversationCount).toBe(before.unreadConversationCount);
}, 60_000);

const secrets = Object.fromEntries(
  secretNames.map((name) => [name, `${name}-for-tests-only-0123456789`]),
);
const env = { MONGO_DB_URI: "mongodb://unused/confab", ...secrets, DEMO_PASSWORD: PASSWORD };

test("A-95: nobody goes on as Ada in production", async () => {
  expect(() => readConfig({ ...env, NODE_ENV: "production" })).toThrow(ConfigError);
  expect(() => readConfig({ ...env, NODE_ENV: "production" })).toThrow("DEMO_PASSWORD");
  expect(readConfig({ ...env, NODE_ENV: "development" }).demoPassword).toBe(PASSWORD);
  // Were it set past that check, the page would still not say it.
  const own = await startApp({
    env: { NODE_ENV: "production", DRAIN_MS: "0" },
    config: { demoPassword: PASSWORD },
  });
  const page = await (await fetch(own.origin, { headers: { accept: "text/html" } })).text();
  await own.stop();
  expect(page).not.toContain(encodeURIComponent(PASSWORD));
});

test.each([
  ["has what lets anybody go on as Ada", PASSWORD],
  ["has nobody to go on as", null],
])("the sign-in page of a workspace %s", async (_, demoPassword) => {
  const http = fastify();
  // Its page as it is written: it need not be built.
  await addWebChat(http, {
    folder: resolve("web"),
    googleClientId: null,
    publicUrl: null,
    imageOrigins: [],
    usesCloudinary: false,
    demoPassword,
  });
  const page = (await http.inject({ url: "/", headers: { accept: "text/html" } })).body;
  await http.close();
  const told = /name="demo-account" content="([^"]*)"/.exec(page)?.[1] ?? "none";
  const account = { name: "Ada", email: DEMO_EMAIL, password: demoPassword };
  expect(decodeURIComponent(told)).toBe(demoPassword ? JSON.stringify(account) : "");
});
