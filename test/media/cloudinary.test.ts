import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import {
  CompleteUploadDocument,
  CreateUploadTicketDocument,
  DeleteFilesDocument,
  OpenDirectConversationDocument,
  SendFilesDocument,
} from "../generated/graphql.js";
import type { TestApp } from "../support/app.js";
import {
  ACCOUNT,
  CloudinaryDouble,
  isSignedDelivery,
  type DoubleMode,
} from "../support/cloudinary-double.js";
import { post } from "../support/graphql.js";
import type { Person } from "../support/people.js";
import { picture } from "../support/samples.js";
import { postUpload, upload } from "../support/upload.js";

// The SDK decides between http and https when it is loaded, so it is loaded after this.
process.env["CLOUDINARY_URL"] = "cloudinary://k:s@demo?upload_prefix=http://127.0.0.1";
const { startApp } = await import("../support/app.js");
const { signUp } = await import("../support/people.js");
const { CloudinaryMediaStore } = await import("../../src/adapters/cloudinary-media-store.js");

const double = new CloudinaryDouble();
let app: TestApp;
let ann: Person;

beforeAll(async () => {
  await double.start();
  app = await startApp({ env: double.env });
  ann = await signUp(app, "Ann");
});
afterAll(async () => {
  await app.stop();
  await double.stop();
});
beforeEach(() => {
  double.mode = "up";
});

const incoming = () => readdir(join(app.config.mediaDir, "incoming"));
const keys = () => [...double.files.keys()].sort();
const text = Buffer.from("a text of ours");

test("files go there under ids of ours and come back by links that expire", async () => {
  const bytes = await picture("png", 400, 400);
  const { id, url, urlExpiresAt, thumbnails } = await upload(app, ann, {
    bytes,
    name: "a&b=c.png",
  });
  expect(keys()).toEqual(["320", "96", "original"].map((name) => `image/confab/${id}/${name}`));
  expect(double.refusals).toEqual([]);
  const link = new URL(url);
  expect(link.searchParams.get("expires_at")).toBe(
    String(new Date(urlExpiresAt ?? 0).getTime() / 1_000),
  );
  const response = await fetch(url);
  expect(response.status).toBe(200);
  expect(Buffer.from(await response.arrayBuffer())).toEqual(
    double.files.get(`image/confab/${id}/original`),
  );
  expect((await fetch(thumbnails[0]?.url ?? "")).status).toBe(200);
  link.searchParams.set("expires_at", "9999999999");
  expect((await fetch(link)).status).toBe(401);
  expect(await incoming()).toEqual([]);
});

test("documents are kept as they are", async () => {
  const { id } = await upload(app, ann, { bytes: text, name: "note.txt" });
  expect(keys()).toContain(`raw/confab/${id}/original`);
});

test("pictures that everybody sees have a signed link without an end", async () => {
  const { url, urlExpiresAt } = await upload(
    app,
    ann,
    { bytes: await picture("jpeg", 50, 50) },
    "AVATAR",
  );
  expect(urlExpiresAt).toBeNull();
  expect(isSignedDelivery(url)).toBe(true);
  expect(isSignedDelivery(url.replace("original", "other"))).toBe(false);
});

test("with the message its files are deleted there", async () => {
  const bob = await signUp(app, "Bob");
  const opened = await post(app.url, OpenDirectConversationDocument, { userId: bob.id }, ann.token);
  const conversationId = opened.data.openDirectConversation.id;
  const { id } = await upload(app, ann, { bytes: text });
  const input = { conversationId, clientMessageId: "one", attachmentIds: [id] };
  const sent = await post(app.url, SendFilesDocument, { input }, ann.token);
  await post(app.url, DeleteFilesDocument, { id: sent.data.sendMessage.message.id }, ann.token);
  expect(keys().filter((key) => key.includes(id))).toEqual([]);
});

test("a ticket leads straight there; the file counts once it was looked at", async () => {
  const bytes = await picture("jpeg", 300, 200);
  const asked = await post(
    app.url,
    CreateUploadTicketDocument,
    { filename: "direct.jpg", mimeType: "image/jpeg", byteSize: bytes.length },
    ann.token,
  );
  const { attachmentId, uploadUrl, fields } = asked.data.createUploadTicket;
  expect(new URL(uploadUrl).origin).toBe(double.url);
  const form = new FormData();
  for (const { name, value } of fields) form.set(name, value);
  form.set("file", new Blob([new Uint8Array(bytes)]));
  expect((await fetch(uploadUrl, { method: "POST", body: form })).status).toBe(200);
  form.set("public_id", "confab/another");
  expect((await fetch(uploadUrl, { method: "POST", body: form })).status).toBe(401);
  const done = await post(app.url, CompleteUploadDocument, { attachmentId }, ann.token);
  expect(done.data.completeUpload).toMatchObject({ id: attachmentId, width: 300, height: 200 });
  expect(keys().filter((key) => key.includes(attachmentId))).toEqual([
    `image/confab/${attachmentId}/96`,
    `image/confab/${attachmentId}/original`,
  ]);
});

test("a slow answer is waited for", async () => {
  double.mode = "slow";
  expect((await upload(app, ann, { bytes: text })).mimeType).toBe("text/plain");
});

test.each<DoubleMode>(["error", "forbidden", "garbage", "reset"])(
  "A-56 when it fails (%s) the upload fails cleanly, and the next succeeds",
  async (mode) => {
    const before = keys();
    double.mode = mode;
    const { errors } = await postUpload(app, ann, { bytes: text });
    expect(errors?.[0]?.extensions.code).toBe("SERVICE_UNAVAILABLE");
    expect(JSON.stringify(errors)).not.toMatch(/cloudinary|secret|127\.0\.0\.1/i);
    double.mode = "up";
    await upload(app, ann, { bytes: text });
    expect(keys()).toHaveLength(before.length + 1);
    expect(await incoming()).toEqual([]);
  },
);

const store = (silenceMs?: number) =>
  new CloudinaryMediaStore({ ...ACCOUNT, apiUrl: double.url }, silenceMs);
const object = {
  attachmentId: "f".repeat(24),
  variant: "original",
  mimeType: "text/plain",
  filename: "note.txt",
};

test("silence ends after a while, and after three failures nobody waits", async () => {
  const impatient = store(200);
  double.mode = "silent";
  for (let tries = 0; tries < 3; tries += 1)
    await expect(impatient.remove([object])).rejects.toThrow("cannot be reached");
  const { requests } = double;
  await expect(impatient.remove([object])).rejects.toThrow("cannot be reached");
  expect(double.requests).toBe(requests);
});

test("what is not there is null to read, and removed", async () => {
  expect(await store().read(object)).toBeNull();
  await expect(store().remove([object])).resolves.toBeUndefined();
});
