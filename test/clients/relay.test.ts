import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, jest, test } from "@jest/globals";
import { startApp, type TestApp } from "../support/app.js";
import { createGroup, send } from "../support/conversations.js";
import { post } from "../support/graphql.js";
import { signUp, type Person } from "../support/people.js";

/** What is used of relay-runtime, which brings no types. */
interface Relay {
  readonly Environment: new (parts: object) => object;
  readonly Network: {
    create(fetch: (params: { text: string }, variables: object) => Promise<object>): object;
  };
  readonly RecordSource: new () => {
    getRecordIDs(): string[];
    get(id: string): { __typename: string };
  };
  readonly Store: new (source: object) => object;
  readonly fetchQuery: (
    environment: object,
    query: object,
    variables: object,
  ) => { toPromise(): Promise<unknown> };
}

const require = createRequire(import.meta.url);
const compiler = require("relay-compiler") as string;
const relay = require("relay-runtime") as Relay;
const NODES = ["User", "Viewer", "Session", "Conversation", "Membership", "Message", "Attachment"];
/** One connection by Relay's handle, and a fragment of each type that Relay fetches again by its id. */
const SOURCE = `
graphql\`query HomeQuery { viewer {
  id email user { id name } sessions { id isCurrent }
  conversations(first: 20) @connection(key: "Home_conversations") { edges { node {
    id name viewerMembership { id unreadCount user { id name } }
    members(first: 5) { nodes { id user { id name } } }
    lastMessage { id body sender { id name } attachments { id } }
  } } }
} }\`;
${NODES.map((type) => `graphql\`fragment Home_${type} on ${type} @refetchable(queryName: "Home${type}Query") { id }\`;`).join("\n")}
graphql\`subscription HomeReceivedSubscription { messageReceived { id body sender { id name } } }\`;
`;

let folder: string;
let app: TestApp;
let ann: Person;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "confab-relay-"));
  await mkdir(join(folder, "src", "__generated__"), { recursive: true });
  await cp("schema/schema.graphql", join(folder, "schema.graphql"));
  await writeFile(join(folder, "src", "Home.js"), SOURCE);
  const config = {
    src: "./src",
    schema: "./schema.graphql",
    language: "javascript",
    eagerEsModules: false,
  };
  await writeFile(join(folder, "relay.config.json"), JSON.stringify(config));
  app = await startApp();
  const bob = await signUp(app, "Bob");
  ann = await signUp(app, "Ann");
  await send(app, bob, await createGroup(app, ann, [bob], "Hike"), "hello");
}, 120_000);
afterAll(async () => {
  await app.stop();
  await rm(folder, { recursive: true, force: true });
});

test("relay-compiler takes the contract, its lists and each of its nodes", async () => {
  const { stdout, stderr } = await promisify(execFile)(compiler, ["relay.config.json"], {
    cwd: folder,
  });
  expect(`${stdout}${stderr}`).not.toMatch(/error|warning/i);
});

test("relay-runtime keeps each object by its id, and warns of nothing", async () => {
  const warnings: unknown[] = [];
  const note = (...words: unknown[]): void => void warnings.push(words.join(" "));
  const spies = [jest.spyOn(console, "error"), jest.spyOn(console, "warn")];
  for (const spy of spies) spy.mockImplementation(note);
  const source = new relay.RecordSource();
  const network = relay.Network.create(({ text }, variables) =>
    post(app.url, text, variables as never, ann.token),
  );
  const environment = new relay.Environment({ network, store: new relay.Store(source) });
  const artifact = join(folder, "src", "__generated__", "HomeQuery.graphql.js");
  const home = await relay.fetchQuery(environment, require(artifact) as object, {}).toPromise();
  for (const spy of spies) spy.mockRestore();
  expect(home).toMatchObject({ viewer: { user: { id: ann.id, name: "Ann" } } });
  expect(warnings).toEqual([]);
  expect(source.get(ann.id).__typename).toBe("User");
  expect(source.get(`viewer-${ann.id}`).__typename).toBe("Viewer");
});
