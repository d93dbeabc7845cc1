import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { compileSchema } from "../../src/adapters/json-schema.js";
import { LINE_SCHEMAS } from "../../src/transfer/lines/line-schema.js";
import {
  AddMembersDocument,
  DataExportDocument,
  DeleteMessageDocument,
  RemoveMemberDocument,
  SendFilesDocument,
  SetBlockedDocument,
} from "../generated/graphql.js";
import { toId } from "../../src/platform/core/id.js";
import { startApp, type TestApp } from "../support/app.js";
import { ask, createGroup, openDirect, send } from "../support/conversations.js";
import { codeOf, post } from "../support/graphql.js";
import { PASSWORD, signUp, type Person } from "../support/people.js";
import { Rows } from "../support/rows.js";
import { upload } from "../support/upload.js";
import { mailedLink, request, Unpacked } from "./requested-export.js";

const TEXT = Buffer.from("kept as it was, byte for byte");

let app: TestApp;
let rows: Rows;
beforeAll(async () => {
  app = await startApp();
  rows = await Rows.of(app);
});
afterAll(async () => {
  await rows.close();
  await app.stop();
});

const stateOf = async ({ token }: Person) =>
  (await post(app.url, DataExportDocument, {}, token)).data.viewer?.dataExport?.state;

async function exportOf(person: Person): Promise<Unpacked> {
  expect((await request(app, person)).data.requestExport.state).toBe("PREPARING");
  return Unpacked.from(await mailedLink(app, person));
}

test("whoever asks is mailed a link to what is kept of them, as lines with files", async () => {
  const [ann, bob] = [await signUp(app, "Ann"), await signUp(app, "Bob")];
  const direct = await openDirect(app, ann, bob);
  await send(app, bob, direct, "from Bob");
  const file = await upload(app, ann, { bytes: TEXT, name: "note.txt" });
  const input = {
    conversationId: direct,
    clientMessageId: randomUUID(),
    attachmentIds: [file.id],
  };
  await ask(app, ann, SendFilesDocument, { input });
  expect(await stateOf(ann)).toBeUndefined();
  const unpacked = await exportOf(ann);
  expect(await stateOf(ann)).toBe("READY");
  const messages = await unpacked.lines<{ body: string; confab: { clientMessageId?: string } }>(
    "message",
  );
  expect(messages.map(({ body }) => body)).toEqual(["from Bob", null]);
  // By which a client finds its own again: not somebody else's.
  expect(messages.map(({ confab }) => confab.clientMessageId)).toEqual([
    undefined,
    input.clientMessageId,
  ]);
  const [attachment] = await unpacked.lines<{ confab: { files: { original: string } } }>(
    "attachment",
  );
  const kept = await readFile(join(unpacked.folder, attachment?.confab.files.original ?? ""));
  expect(kept).toEqual(TEXT);
  expect(await unpacked.lines("user")).toMatchObject([{ email: ann.email }, { name: "Bob" }]);
  const account = await readFile(join(unpacked.folder, "account.json"), "utf8");
  expect(JSON.parse(account)).toMatchObject({ sessions: [{ ipAddress: "127.0.0.1" }] });
  for (const [type, schema] of Object.entries(LINE_SCHEMAS)) {
    const check = compileSchema(schema);
    for (const line of await unpacked.lines(type)) expect(check(line as never)).toBeNull();
  }
  const audit = await rows
    .collection("audit")
    .find({ event: /^EXPORT/, subjectId: toId(ann.id) })
    .toArray();
  expect(audit.map(({ event }) => String(event))).toEqual([
    "EXPORT_REQUESTED",
    "EXPORT_DOWNLOADED",
  ]);
  await unpacked.remove();
});

test("A-212: an export holds nothing of a group behind its owner's removal, no block by others, nothing deleted", async () => {
  const [ann, bob, cid, dan] = [
    await signUp(app, "Ann"),
    await signUp(app, "Bob"),
    await signUp(app, "Cid"),
    await signUp(app, "Dan"),
  ];
  const group = await createGroup(app, bob, [ann], "As it was");
  await send(app, ann, group, "Ann was here");
  await send(app, bob, group, "while Ann was in it");
  await ask(app, bob, RemoveMemberDocument, { conversationId: group, userId: ann.id });
  await send(app, bob, group, "behind her");
  await ask(app, bob, AddMembersDocument, { conversationId: group, userIds: [dan.id] });
  const other = await createGroup(app, bob, [cid], "Another");
  await send(app, cid, other, "before Ann");
  await ask(app, bob, AddMembersDocument, { conversationId: other, userIds: [ann.id] });
  const gone = await send(app, cid, other, "taken back");
  await ask(app, cid, DeleteMessageDocument, { id: gone.id });
  await send(app, cid, other, "for Ann");
  await ask(app, dan, SetBlockedDocument, { userId: ann.id, blocked: true });
  await ask(app, ann, SetBlockedDocument, { userId: cid.id, blocked: true });

  const unpacked = await exportOf(ann);
  const text = await unpacked.text();
  for (const shown of ["Ann was here", "for Ann", "Another", ann.email])
    expect(text).toContain(shown);
  const hidden = ["while Ann was in it", "behind her", "before Ann", "taken back", "As it was"];
  for (const secret of [...hidden, bob.email, dan.id, "passwordHash", "refreshHash"])
    expect(text).not.toContain(secret);
  const contacts = await unpacked.lines<{ users: string[]; confab: { blockedBy: string[] } }>(
    "contact",
  );
  expect(contacts.map(({ confab }) => confab.blockedBy)).toEqual([[ann.id]]);
  expect(contacts[0]?.users).toContain(cid.id);
  await unpacked.remove();
});

test("an export is asked for with the password, or with a login of the last minutes", async () => {
  const ann = await signUp(app, "Ann");
  expect(codeOf(await request(app, ann, "wrong"))).toBe("INVALID_CREDENTIALS");
  await rows
    .collection("sessions")
    .updateMany({}, { $set: { createdAt: new Date(Date.now() - 3_600_000) } });
  const late = await post(app.url, "mutation { requestExport { state } }", {}, ann.token);
  expect(codeOf(late as never)).toBe("REAUTH_REQUIRED");
  expect(await stateOf(ann)).toBeUndefined();
  expect((await request(app, ann, PASSWORD)).data.requestExport.state).toBe("PREPARING");
});
