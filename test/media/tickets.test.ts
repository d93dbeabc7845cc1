import { createHash } from "node:crypto";
import { readdir } from "node:fs/promises";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import {
  CompleteUploadDocument,
  CreateUploadTicketDocument,
  FindAttachmentDocument,
  LoginDocument,
  LogoutDocument,
  OpenDirectConversationDocument,
  RevokeOtherSessionsDocument,
  SendFilesDocument,
  SuspendUserDocument,
  type CreateUploadTicketMutation,
} from "../generated/graphql.js";
import { startApp, type TestApp } from "../support/app.js";
import { codeOf, post } from "../support/graphql.js";
import { logIn, PASSWORD, signUp, superAdmin, type Person } from "../support/people.js";
import { photo } from "../support/samples.js";
import { upload } from "../support/upload.js";

const LIMIT = 200_000;
type Ticket = CreateUploadTicketMutation["createUploadTicket"];
let app: TestApp;
let ann: Person;
let bob: Person;
let eve: Person;

beforeAll(async () => {
  app = await startApp({
    env: {
      UPLOAD_MAX_BYTES: String(LIMIT),
      UPLOAD_QUOTA_BYTES: "1000000",
      CORS_ORIGINS: "https://web.example",
    },
  });
  [ann, bob, eve] = [await signUp(app, "Ann"), await signUp(app, "Bob"), await signUp(app, "Eve")];
});
afterAll(() => app.stop());

const ask = (person: Person, byteSize: number, mimeType = "text/plain", filename = "note.txt") =>
  post(app.url, CreateUploadTicketDocument, { filename, mimeType, byteSize }, person.token);
const ticketFor = async (bytes: Buffer, mimeType?: string): Promise<Ticket> =>
  (await ask(ann, bytes.length, mimeType)).data.createUploadTicket;
const put = async ({ uploadUrl }: Pick<Ticket, "uploadUrl">, body: Buffer): Promise<number> =>
  (await fetch(uploadUrl, { method: "PUT", body: new Uint8Array(body) })).status;
const complete = (person: Person, { attachmentId }: Ticket) =>
  post(app.url, CompleteUploadDocument, { attachmentId }, person.token);
const files = async (id: string) =>
  (await readdir(app.config.mediaDir, { recursive: true })).filter((name) => name.includes(id));

const text = Buffer.from("sent past the API");

test("a file that is sent by a ticket is complete when it was looked at", async () => {
  const ticket = await ticketFor(text);
  expect(ticket).toMatchObject({ fields: [], maxBytes: text.length });
  expect(codeOf(await complete(ann, ticket))).toBe("CONFLICT");
  expect(await put(ticket, text)).toBe(204);
  const { data } = await complete(ann, ticket);
  expect(data.completeUpload).toMatchObject({
    id: ticket.attachmentId,
    mimeType: "text/plain",
    byteSize: text.length,
    sha256: createHash("sha256").update(text).digest("hex"),
  });
  expect(await (await fetch(data.completeUpload.url)).text()).toBe(text.toString());
  const again = await complete(ann, ticket);
  expect(again.data.completeUpload.id).toBe(ticket.attachmentId);
  expect(await put(ticket, text)).toBe(404);
});

test("a picture sent so is re-encoded and has thumbnails like any other", async () => {
  const bytes = await photo();
  const ticket = await ticketFor(bytes, "image/jpeg");
  await put(ticket, bytes);
  const { data } = await complete(ann, ticket);
  expect(data.completeUpload).toMatchObject({ width: 200, height: 400, filename: "note.txt.jpg" });
  const stored = Buffer.from(await (await fetch(data.completeUpload.url)).arrayBuffer());
  expect(stored.includes("CanaryCamera")).toBe(false);
  expect((await files(ticket.attachmentId)).some((name) => name.endsWith("incoming"))).toBe(false);
});

test("what is not what the ticket was for is refused and deleted", async () => {
  const shorter = await ticketFor(Buffer.concat([text, text]));
  await put(shorter, text);
  const other = await ticketFor(text, "application/pdf");
  await put(other, text);
  for (const ticket of [shorter, other]) {
    expect(codeOf(await complete(ann, ticket))).toBe("FILE_TYPE_REJECTED");
    expect(codeOf(await complete(ann, ticket))).toBe("NOT_FOUND");
    expect(await files(ticket.attachmentId)).toEqual([]);
  }
});

test("the ticket bounds what can be sent, and by whom it is completed", async () => {
  const ticket = await ticketFor(text);
  expect(await put(ticket, Buffer.concat([text, text]))).toBe(413);
  expect(await put(ticket, Buffer.from("<svg/>"))).toBe(415);
  const { uploadUrl } = ticket;
  const changed = [
    uploadUrl.replace(/maxBytes=\d+/, "maxBytes=999999"),
    uploadUrl.replace(/expires=\d+/, "expires=9999999999"),
    uploadUrl.replace("incoming", "original"),
    uploadUrl.replace(/signature=./, "signature=_"),
  ];
  for (const url of changed) expect(await put({ uploadUrl: url }, text)).toBe(404);
  expect(await put(ticket, text)).toBe(204);
  expect(codeOf(await complete(bob, ticket))).toBe("NOT_FOUND");
  const both = await Promise.all([complete(ann, ticket), complete(ann, ticket)]);
  expect(both.filter(({ errors }) => !errors).length).toBeGreaterThan(0);
  expect(both.map(codeOf).filter(Boolean)).toEqual(
    both.filter(({ errors }) => errors).map(() => "CONFLICT"),
  );
});

const ENDINGS: Readonly<Record<string, (person: Person) => Promise<{ errors?: unknown }>>> = {
  "was signed out": ({ token }) => post(app.url, LogoutDocument, {}, token),
  "was ended from another device": async ({ email }) => {
    const { token } = await logIn(app, email);
    return post(app.url, RevokeOtherSessionsDocument, { password: PASSWORD }, token);
  },
  "ended with a suspension": async ({ id: userId }) => {
    const root = await superAdmin(app);
    const suspension = { userId, reason: "x" };
    return post(app.url, SuspendUserDocument, suspension, undefined, root);
  },
};
test.each(Object.entries(ENDINGS))(
  "A-130: a ticket takes nothing, and nothing comes of what it took, once its session %s",
  async (_, end) => {
    const dan = await signUp(app, "Dan");
    const give = async () => (await ask(dan, text.length)).data.createUploadTicket;
    const [empty, sent] = [await give(), await give()];
    expect(await put(sent, text)).toBe(204);
    expect((await end(dan)).errors).toBeUndefined();
    expect(await put(empty, text)).toBe(404);
    expect(await files(empty.attachmentId)).toEqual([]);
    const suspended = await post(app.url, LoginDocument, {
      input: { email: dan.email, password: PASSWORD },
    });
    if (codeOf(suspended) === "ACCOUNT_SUSPENDED") return;
    const again = { ...dan, ...(await logIn(app, dan.email)) };
    expect(codeOf(await complete(again, sent))).toBe("CONFLICT");
  },
);

test("no ticket for what could never be complete", async () => {
  expect(codeOf(await ask(ann, LIMIT + 1))).toBe("FILE_TOO_LARGE");
  expect(codeOf(await ask(ann, 0))).toBe("BAD_USER_INPUT");
  expect(codeOf(await ask(ann, 10, "image/svg+xml"))).toBe("FILE_TYPE_REJECTED");
  const asked = [];
  for (let at = 0; at < 6; at += 1) asked.push(codeOf(await ask(eve, LIMIT)));
  expect(asked).toEqual([undefined, undefined, undefined, undefined, undefined, "QUOTA_EXCEEDED"]);
});

test("a web page of ours may send a file by a ticket", async () => {
  const { uploadUrl } = await ticketFor(text);
  const response = await fetch(uploadUrl, {
    method: "OPTIONS",
    headers: { origin: "https://web.example", "access-control-request-method": "PUT" },
  });
  expect(response.headers.get("access-control-allow-origin")).toBe("https://web.example");
  expect(response.headers.get("access-control-allow-methods")).toContain("PUT");
});

test("A-55 an attachment is found by its id by its owner and by those whom it was sent to", async () => {
  const { id } = await upload(app, ann, { bytes: text });
  const find = async (person: Person) =>
    (await post(app.url, FindAttachmentDocument, { id }, person.token)).data.node?.id ?? null;
  expect([await find(ann), await find(bob)]).toEqual([id, null]);
  const opened = await post(app.url, OpenDirectConversationDocument, { userId: bob.id }, ann.token);
  const conversationId = opened.data.openDirectConversation.id;
  const input = { conversationId, clientMessageId: "1", attachmentIds: [id] };
  await post(app.url, SendFilesDocument, { input }, ann.token);
  expect([await find(bob), await find(eve)]).toEqual([id, null]);
});

test("a message shows a finished file from its first moment: nothing of it is left to announce", async () => {
  const bytes = await photo();
  const ticket = await ticketFor(bytes, "image/jpeg");
  await put(ticket, bytes);
  const opened = await post(app.url, OpenDirectConversationDocument, { userId: bob.id }, ann.token);
  const conversationId = opened.data.openDirectConversation.id;
  const input = { conversationId, clientMessageId: "2", attachmentIds: [ticket.attachmentId] };
  const send = () => post(app.url, SendFilesDocument, { input }, ann.token);
  expect(codeOf(await send())).toBe("NOT_FOUND");
  await complete(ann, ticket);
  const { message } = (await send()).data.sendMessage;
  expect(message.attachments.map(({ id }) => id)).toEqual([ticket.attachmentId]);
  expect(message.attachments[0]?.thumbnails.length).toBeGreaterThan(0);
});
