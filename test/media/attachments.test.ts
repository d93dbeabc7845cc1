import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { Client, fetchExchange } from "@urql/core";
import {
  ChangeGroupPictureDocument,
  CreatePicturedGroupDocument,
  DeleteFilesDocument,
  FilesDocument,
  FilesReceivedDocument,
  OpenDirectConversationDocument,
  SendFilesDocument,
  UploadDocument,
  type AttachmentPartsFragment,
  type FilesOfMessageFragment,
} from "../generated/graphql.js";
import { startApp, type TestApp } from "../support/app.js";
import { Collector, post, until } from "../support/graphql.js";
import { signUp, type Person } from "../support/people.js";
import { picture } from "../support/samples.js";
import { upload } from "../support/upload.js";

let app: TestApp;
let ann: Person;
let bob: Person;
let eve: Person;
let conversationId: string;

beforeAll(async () => {
  app = await startApp();
  [ann, bob, eve] = [await signUp(app, "Ann"), await signUp(app, "Bob"), await signUp(app, "Eve")];
  const opened = await post(app.url, OpenDirectConversationDocument, { userId: bob.id }, ann.token);
  conversationId = opened.data.openDirectConversation.id;
});
afterAll(() => app.stop());

let texts = 0;
const uploadText = (person: Person): Promise<AttachmentPartsFragment> =>
  upload(app, person, { bytes: Buffer.from(`text ${(texts += 1)}`), name: "note.txt" });
const send = (person: Person, attachmentIds: string[], clientMessageId: string = randomUUID()) =>
  post(
    app.url,
    SendFilesDocument,
    { input: { conversationId, clientMessageId, attachmentIds } },
    person.token,
  );
const status = async (url: string): Promise<number> => (await fetch(url)).status;

test("a picture that a stock client uploads is a thumbnail in the other's subscription", async () => {
  const bobs = new Collector<FilesOfMessageFragment>({
    url: app.url,
    token: bob.token,
    document: FilesReceivedDocument,
  });
  const client = new Client({
    url: app.url,
    exchanges: [fetchExchange],
    preferGetMethod: false,
    fetchOptions: {
      headers: { authorization: `Bearer ${ann.token}`, "apollo-require-preflight": "true" },
    },
  });
  const bytes = new Uint8Array(await picture("jpeg", 640, 480));
  const file = new File([bytes], "beach.jpg", { type: "image/jpeg" });
  const { data, error } = await client
    .mutation(UploadDocument.toString(), { file }, { requestPolicy: "network-only" })
    .toPromise();
  expect(error).toBeUndefined();
  const attachment = (data as { upload: AttachmentPartsFragment }).upload;
  await until("bob hears of it", async () => {
    if (bobs.items.length === 0) await send(ann, [attachment.id], "with-a-picture");
    return bobs.items.length > 0;
  });
  const [message] = bobs.items;
  expect(message?.body).toBeNull();
  const [seen] = message?.attachments ?? [];
  expect(seen).toMatchObject({ id: attachment.id, filename: "beach.jpg", width: 640 });
  expect(seen?.thumbnails.map(({ width }) => width)).toEqual([96, 320]);
  const thumbnail = await fetch(seen?.thumbnails[1]?.url ?? "");
  expect([thumbnail.status, thumbnail.headers.get("content-type")]).toEqual([200, "image/webp"]);
  bobs.close();
});

test("A-55 only one's own files, each in one message, and again only for the same one", async () => {
  const [own, foreign] = [await uploadText(ann), await uploadText(bob)];
  const code = async (sent: ReturnType<typeof send>): Promise<unknown> =>
    (await sent).errors?.[0]?.extensions.code;
  expect(await code(send(ann, [foreign.id]))).toBe("NOT_FOUND");
  expect(await code(send(ann, ["f".repeat(24)]))).toBe("NOT_FOUND");
  expect(await code(send(ann, [own.id, foreign.id]))).toBe("NOT_FOUND");
  const first = await send(ann, [own.id], "the-one");
  expect(first.data.sendMessage.deduplicated).toBe(false);
  const again = await send(ann, [own.id], "the-one");
  expect(again.data.sendMessage).toMatchObject({ deduplicated: true });
  expect(again.data.sendMessage.message.id).toBe(first.data.sendMessage.message.id);
  expect(await code(send(ann, [own.id]))).toBe("CONFLICT");
  expect((await send(bob, [foreign.id])).errors).toBeUndefined();
});

test("of many sends at once that name the same file, one gets it", async () => {
  const { id } = await uploadText(ann);
  const sent = await Promise.all(Array.from({ length: 10 }, () => send(ann, [id])));
  expect(sent.filter(({ errors }) => !errors)).toHaveLength(1);
});

test("a message takes ten files and no more", async () => {
  const ids: string[] = [];
  for (let at = 0; at < 11; at += 1) ids.push((await uploadText(ann)).id);
  const refused = await send(ann, ids);
  expect(refused.errors?.[0]?.extensions).toMatchObject({ code: "BAD_USER_INPUT", limit: 10 });
  const { data } = await send(ann, ids.slice(0, 10));
  expect(data.sendMessage.message.attachments.map(({ id }) => id)).toEqual(ids.slice(0, 10));
});

test("an outsider sees no message, and with it no link", async () => {
  const seen = await post(app.url, FilesDocument, { conversationId }, eve.token);
  expect(seen.data.conversation).toBeNull();
  const members = await post(app.url, FilesDocument, { conversationId }, bob.token);
  const urls = members.data.conversation?.messages.nodes.flatMap(({ attachments }) =>
    attachments.map(({ url }) => url),
  );
  expect(await status(urls?.at(-1) ?? "")).toBe(200);
});

test("the files of a deleted message are gone for everybody", async () => {
  const { id } = await upload(app, ann, { bytes: await picture("png", 200, 200) });
  const sent = await send(ann, [id]);
  const { message } = sent.data.sendMessage;
  const urls = message.attachments.flatMap(({ url, thumbnails }) => [
    url,
    ...thumbnails.map((thumbnail) => thumbnail.url),
  ]);
  expect(await Promise.all(urls.map(status))).toEqual([200, 200]);
  const deleted = await post(app.url, DeleteFilesDocument, { id: message.id }, ann.token);
  expect(deleted.data.deleteMessage.attachments).toEqual([]);
  expect(await Promise.all(urls.map(status))).toEqual([404, 404]);
  expect((await send(ann, [id])).errors?.[0]?.extensions.code).toBe("NOT_FOUND");
});

test("a group's picture has a lasting link; a new one takes its place and ends it", async () => {
  const avatar = async () =>
    (await upload(app, ann, { bytes: await picture("webp", 100, 100) }, "GROUP_AVATAR")).id;
  const input = { name: "Team", memberIds: [], clientConversationId: randomUUID() };
  const wrong = await uploadText(ann);
  const refused = await post(
    app.url,
    CreatePicturedGroupDocument,
    { input: { ...input, avatarId: wrong.id } },
    ann.token,
  );
  expect(refused.errors?.[0]?.extensions).toMatchObject({ field: "input.avatarId" });
  const group = { input: { ...input, avatarId: await avatar() } };
  const created = await post(app.url, CreatePicturedGroupDocument, group, ann.token);
  const first = created.data.createGroup.avatar;
  expect(first).toMatchObject({ id: group.input.avatarId, urlExpiresAt: null });
  expect((await fetch(first?.url ?? "")).headers.get("cache-control")).toMatch(/^public/);
  const change = { id: created.data.createGroup.id, input: { avatarId: await avatar() } };
  const changed = await post(app.url, ChangeGroupPictureDocument, change, ann.token);
  expect(changed.data.updateConversation.avatar?.id).toBe(change.input.avatarId);
  expect(await status(first?.url ?? "")).toBe(404);
  expect(await status(changed.data.updateConversation.avatar?.url ?? "")).toBe(200);
});

test("a picture is needed where a picture is shown", async () => {
  await expect(upload(app, ann, { bytes: Buffer.from("text") }, "AVATAR")).rejects.toThrow(
    "FILE_TYPE_REJECTED",
  );
});
