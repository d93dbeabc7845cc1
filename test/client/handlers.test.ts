import { afterEach, beforeEach, expect, test } from "@jest/globals";
import type { ConfabClient, ConfabError, MessageHandlers } from "../../client/src/index.js";
import { startKit, typed, until, type Kit } from "./kit.js";

interface Message {
  readonly conversationId: string;
  readonly seq: number;
  readonly body: string;
}
const MESSAGES = typed<{ messageReceived: Message }, object>(`
  subscription Messages($since: [SeqPosition!]) {
    messageReceived(since: $since) { conversationId seq body } }`);

let kit: Kit;
let client: ConfabClient;
beforeEach(async () => {
  kit = await startKit();
  client = kit.client();
  client.session.set(kit.server.tokens());
  client.positions.start("c", { seq: 0 });
});
afterEach(() => kit.stop());

const follow = (handlers: MessageHandlers<Message>) =>
  client.followMessages(MESSAGES, {}, handlers);
const position = () => client.positions.get("c")?.seq;

test("a message whose handler throws is given again, and those behind it wait", async () => {
  const taken: string[] = [];
  const told: ConfabError[] = [];
  const fault = new Error("the disk is full");
  follow({
    message: ({ body }) => {
      if (told.length < 2) throw fault;
      taken.push(body);
    },
    error: (error) => told.push(error),
  });
  kit.server.append("c", "1");
  kit.server.append("c", "2");
  await until(() => told.length === 1);
  expect(position()).toBe(0);
  await until(() => taken.length === 2);
  expect(taken).toEqual(["1", "2"]);
  expect(told.map(({ code, cause }) => [code, cause])).toEqual([
    ["HANDLER_ERROR", fault],
    ["HANDLER_ERROR", fault],
  ]);
  expect(position()).toBe(2);
});

test("what a handler cannot take is left out where the app says so", async () => {
  const taken: string[] = [];
  const attempts: number[] = [];
  follow({
    message: async ({ body }) => {
      await Promise.resolve();
      if (body === "1") throw new Error("never");
      taken.push(body);
    },
    failed: (_, attempt) => {
      attempts.push(attempt);
      return attempt < 2 ? "retry" : "skip";
    },
  });
  for (const body of ["1", "2"]) kit.server.append("c", body);
  await until(() => taken.length === 1);
  expect([attempts, taken, position()]).toEqual([[1, 2], ["2"], 2]);
});

test("a promise is waited for: the position moves after it, and a cut meanwhile repeats nothing", async () => {
  const given: string[] = [];
  const ends: (() => void)[] = [];
  follow({
    message: ({ body }) => {
      given.push(body);
      return new Promise<void>((resolve) => ends.push(resolve));
    },
  });
  for (const body of ["1", "2"]) kit.server.append("c", body);
  await until(() => given.length === 1);
  expect(position()).toBe(0);
  const before = kit.server.seenSince.length;
  kit.server.cut();
  await until(() => kit.server.seenSince.length > before);
  // Not taken yet, so it is asked for again; but it has come, so it is not given again.
  expect(kit.server.seenSince.at(-1)).toEqual([{ conversationId: "c", seq: 0 }]);
  kit.server.append("c", "3");
  for (const count of [1, 2, 3]) {
    await until(() => ends.length === count);
    ends[count - 1]?.();
  }
  await until(() => position() === 3);
  expect(given).toEqual(["1", "2", "3"]);
});

test("conversations do not wait for each other", async () => {
  client.positions.start("d", { seq: 0 });
  const given: string[] = [];
  follow({
    message: ({ conversationId, body }) => {
      given.push(body);
      return conversationId === "c" ? new Promise(() => undefined) : undefined;
    },
  });
  kit.server.append("c", "stuck");
  kit.server.append("d", "free");
  await until(() => given.length === 2);
  expect([position(), client.positions.get("d")?.seq]).toEqual([0, 1]);
});

test("what a slow handler cannot take is not kept in memory, but asked for again", async () => {
  const given: string[] = [];
  let release = (): void => undefined;
  const gate = new Promise<void>((resolve) => (release = resolve));
  follow({
    message: async ({ body }) => {
      await gate;
      given.push(body);
    },
  });
  // Over the same socket, so what this one sees has come to the other as well.
  const passed: string[] = [];
  const next = ({ messageReceived }: { messageReceived: Message }): void =>
    void passed.push(messageReceived.body);
  client.subscribe(MESSAGES, {}, { next });
  await until(() => kit.server.seenSince.length === 2);
  const bodies = Array.from({ length: 1_500 }, (_, at) => String(at + 1));
  for (const body of bodies) kit.server.append("c", body);
  await until(() => passed.length === 1_500);
  const before = kit.server.seenSince.length;
  release();
  await until(() => position() === 1_500);
  expect(given).toEqual(bodies);
  expect(kit.server.seenSince.slice(before)).toEqual([[{ conversationId: "c", seq: 1_000 }]]);
});

test("a handler that throws closes no socket under the others", async () => {
  const errors: string[] = [];
  const bodies: string[] = [];
  client.subscribe(
    MESSAGES,
    {},
    {
      next: () => {
        throw new Error("mine");
      },
      error: ({ code, message }) => errors.push(`${code} ${message}`),
    },
  );
  follow({ message: ({ body }) => bodies.push(body) });
  await until(() => kit.server.seenSince.length === 2);
  kit.server.append("c", "1");
  await until(() => errors.length === 1 && bodies.length === 1);
  expect(errors).toEqual(["HANDLER_ERROR mine"]);
  expect(kit.server.inits).toHaveLength(1);
});
