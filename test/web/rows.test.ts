import { expect, test } from "@jest/globals";
import { rowsOf, type Row } from "../../web/src/chat/rows.js";
import type { OutgoingEntry } from "../../web/src/state/outgoing.js";
import { message } from "./messages.js";

const bob = { id: "bob", name: "Bob", kind: "PERSON" as const, avatar: null, avatarUrl: null };
const shape = (rows: readonly Row[]): string[] =>
  rows.map((row) =>
    row.kind === "message"
      ? `${row.message.id}${row.first ? "^" : ""}${row.last ? "$" : ""}`
      : row.kind,
  );

test("messages of one person stand together until somebody else speaks", () => {
  const rows = rowsOf(
    [message(1), message(2), message(3, { sender: bob }), message(4)],
    [],
    null,
    true,
  );

  expect(shape(rows)).toEqual(["day", "m1^", "m2$", "m3^$", "m4^$"]);
});

test("a pause and a new day end a run", () => {
  const later = message(2, { createdAt: "2026-03-02T10:00:00.000Z" });
  const nextDay = message(3, { createdAt: "2026-03-04T10:00:00.000Z" });

  expect(shape(rowsOf([message(1), later, nextDay], [], null, true))).toEqual([
    "day",
    "m1^$",
    "m2^$",
    "day",
    "m3^$",
  ]);
});

test("the first of what is loaded has no day line of its own while there is more before it", () => {
  const [older, newer] = [
    [message(1), message(2)],
    [message(3), message(4)],
  ];
  const before = rowsOf(newer, [], null);
  const after = rowsOf([...older, ...newer], [], null, true);

  expect(shape(before)).toEqual(["m3^", "m4$"]);
  expect(shape(after)).toEqual(["day", "m1^", "m2", "m3", "m4$"]);
});

test("the line stands before the first message that was not read", () => {
  const rows = rowsOf([message(1), message(2), message(3)], [], 1, true);

  expect(shape(rows)).toEqual(["day", "m1^$", "unread", "m2^", "m3$"]);
});

test("the echo takes the place of the optimistic copy, under the same key", () => {
  const entry: OutgoingEntry = {
    clientMessageId: "k",
    state: "sending",
    attempts: 1,
    createdAtMs: 0,
    error: null,
    input: {
      clientMessageId: "k",
      conversationId: "c",
      body: "hi",
      attachments: [],
      mentions: [],
      replyTo: null,
    },
  };
  const copy = { message: message(9, { id: "k", clientMessageId: "k", body: "hi" }), entry };
  const echo = message(2, { clientMessageId: "k", body: "hi" });

  const waiting = rowsOf([message(1)], [copy], null);
  const arrived = rowsOf([message(1), echo], [copy], null);

  expect(waiting.map(({ key }) => key)).toEqual(arrived.map(({ key }) => key));
  expect(arrived.at(-1)).toMatchObject({ outgoing: null });
});
