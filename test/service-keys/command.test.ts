import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { readAdminCommand } from "../../src/admin-command.js";
import { createApp } from "../../src/app.js";
import { UserDocument } from "../generated/graphql.js";
import { until } from "../support/graphql.js";
import { startNodePair, type NodePair } from "../support/node-pair.js";
import { signUp, type Person } from "../support/people.js";
import { ask, openSocket } from "../support/services.js";

let nodes: NodePair;
let ann: Person;
beforeAll(async () => {
  nodes = await startNodePair();
  ann = await signUp(nodes.here, "Ann");
}, 120_000);
afterAll(() => nodes.stop());

/** What the command prints. */
async function admin(...args: string[]): Promise<string> {
  const work = readAdminCommand(args, undefined);
  if (!work) throw new Error("that is no command");
  const lines: string[] = [];
  const { log } = console;
  console.log = (line: string) => void lines.push(line);
  try {
    expect(await work(createApp(nodes.here.config))).toBe(0);
  } finally {
    console.log = log;
  }
  return lines.join("\n");
}

test("keys are made, listed and revoked at the command line, for all nodes", async () => {
  const scopes = ["--scopes", "USERS_READ,ACT_AS"];
  const made = await admin("key", "create", "--name", "Shop", ...scopes);
  const [, secret = ""] = /^Secret: (cfs_\S+)$/m.exec(made) ?? [];
  const headers = { authorization: `Server ${secret}` };
  const read = () => ask(nodes.there, headers, UserDocument, { id: ann.id });
  expect((await read()).data.user?.name).toBe("Ann");
  const [, id = ""] = secret.split("_");
  const listed = await admin("key", "list");
  expect(listed).toContain(`${id}  Shop: USERS_READ ACT_AS; from anywhere, without end`);
  expect(listed).not.toContain(secret.slice(-43));
  const socket = await openSocket(nodes.there, headers);
  await admin("key", "revoke", id);
  await until("the socket is closed", () => socket.closes.length > 0);
  expect(socket.closes).toEqual([{ code: 4401, reason: "SESSION_REVOKED" }]);
  expect((await read()).status).toBe(401);
  expect(await admin("key", "list")).not.toContain(id);
  await socket.client.dispose();
}, 120_000);

test.each([
  [["key"]],
  [["key", "create"]],
  [["key", "create", "--name", "x"]],
  [["key", "create", "--name", "x", "--scopes", "EVERYTHING"]],
  [["key", "create", "--name", "x", "--scopes", "ACT_AS", "--expires", "soon"]],
  [["key", "create", "more", "--name", "x", "--scopes", "ACT_AS"]],
  [["key", "list", "all"]],
  [["key", "revoke"]],
  [["key", "revoke", "one", "two"]],
  [["key", "revoke", "one", "--name", "x"]],
])("%j is answered with how it is used", (args) => {
  expect(readAdminCommand(args, undefined)).toBeNull();
});
