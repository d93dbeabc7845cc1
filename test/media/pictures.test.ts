import { randomUUID } from "node:crypto";
import { readdir } from "node:fs/promises";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import {
  SendContactRequestDocument,
  EraseAccountDocument,
  FilesDocument,
  OpenDirectConversationDocument,
  PicturesOfDocument,
  SendFilesDocument,
  SetBlockedDocument,
  SetPicturesDocument,
  type UploadPurpose,
} from "../generated/graphql.js";
import { statusOf } from "../support/fetch-status.js";
import { startApp, type TestApp } from "../support/app.js";
import { post } from "../support/graphql.js";
import { PASSWORD, signUp, type Person } from "../support/people.js";
import { picture } from "../support/samples.js";
import { upload } from "../support/upload.js";

let app: TestApp;
let ann: Person;
let bob: Person;

beforeAll(async () => {
  app = await startApp();
  [ann, bob] = [await signUp(app, "Ann"), await signUp(app, "Bob")];
});
afterAll(() => app.stop());

const uploadPicture = async (purpose: UploadPurpose) =>
  (await upload(app, ann, { bytes: await picture("png", 120, 120) }, purpose)).id;
const set = (input: object, person = ann) =>
  post(app.url, SetPicturesDocument, { input }, person.token);

test("an avatar and covers are seen by others at lasting links, until they are replaced", async () => {
  const covers = [await uploadPicture("COVER"), await uploadPicture("COVER")];
  const avatarId = await uploadPicture("AVATAR");
  await set({ avatarId, coverIds: covers });
  const seen = await post(app.url, PicturesOfDocument, { id: ann.id }, bob.token);
  expect(seen.data.user).toMatchObject({
    avatar: { id: avatarId, urlExpiresAt: null },
    covers: covers.map((id) => ({ id })),
  });
  const [first, second] = seen.data.user?.covers ?? [];
  const reordered = await set({ coverIds: [covers[1]], name: "Ann" });
  expect(reordered.data.updateProfile.user).toMatchObject({
    avatar: { id: avatarId },
    covers: [{ id: covers[1] }],
  });
  expect([await statusOf(first?.url), await statusOf(second?.url)]).toEqual([404, 200]);
  const without = await set({ avatarId: null });
  expect(without.data.updateProfile.user.avatar).toBeNull();
  expect(await statusOf(seen.data.user?.avatar?.url)).toBe(404);
});

test("a picture of another person, for another purpose, or a fourth cover changes nothing", async () => {
  const avatarId = await uploadPicture("AVATAR");
  await set({ avatarId });
  const covers = await Promise.all(Array.from({ length: 4 }, () => uploadPicture("COVER")));
  const refused = [
    await set({ avatarId }, bob),
    await set({ avatarId: covers[0] }),
    await set({ coverIds: covers }),
    await set({ coverIds: [covers[0], covers[0]] }),
  ];
  expect(refused.map(({ errors }) => errors?.[0]?.extensions.code)).toEqual([
    "NOT_FOUND",
    "BAD_USER_INPUT",
    "BAD_USER_INPUT",
    "BAD_USER_INPUT",
  ]);
  const seen = await post(app.url, PicturesOfDocument, { id: ann.id }, bob.token);
  expect(seen.data.user?.avatar?.id).toBe(avatarId);
});

test("with an account its files go, also those in messages that stay", async () => {
  const eve = await signUp(app, "Eve");
  const opened = await post(app.url, OpenDirectConversationDocument, { userId: bob.id }, eve.token);
  const conversationId = opened.data.openDirectConversation.id;
  const { id, url } = await upload(app, eve, { bytes: Buffer.from("the last words") });
  const input = {
    conversationId,
    clientMessageId: randomUUID(),
    body: "see there",
    attachmentIds: [id],
  };
  await post(app.url, SendFilesDocument, { input }, eve.token);
  const erased = await post(app.url, EraseAccountDocument, { password: PASSWORD }, eve.token);
  expect(erased.errors).toBeUndefined();
  const { data } = await post(app.url, FilesDocument, { conversationId }, bob.token);
  expect(data.conversation?.messages.nodes).toMatchObject([{ body: "see there", attachments: [] }]);
  expect(await statusOf(url)).toBe(404);
  const files = await readdir(app.config.mediaDir, { recursive: true });
  expect(files.filter((name) => name.includes(id))).toEqual([]);
});

test("a contact request is mailed once a day, with the name kept in its place", async () => {
  const mallory = await signUp(app, "Mallory");
  await set({ name: "Mal\u202elory https://evil.example" }, mallory);
  await post(app.url, SendContactRequestDocument, { userId: bob.id }, mallory.token);
  await post(app.url, SendContactRequestDocument, { userId: bob.id }, mallory.token);
  const mails = (await app.inbox(bob.email)).filter(({ subject }) => /contact/.test(subject));
  expect(mails).toHaveLength(1);
  expect(mails[0]?.subject).toMatch(/^\u2068Mallory/);
  expect(mails[0]?.text).not.toContain("evil.example");
});

test("a block hides avatar and covers, whoever made it, and lets them be seen again", async () => {
  const cleo = await signUp(app, "Cleo");
  const avatarId = await uploadPicture("AVATAR");
  const coverIds = [await uploadPicture("COVER")];
  await set({ avatarId, coverIds });
  const block = (by: Person, other: Person, blocked: boolean) =>
    post(app.url, SetBlockedDocument, { userId: other.id, blocked }, by.token);
  const profile = async (by: Person) =>
    (await post(app.url, PicturesOfDocument, { id: ann.id }, by.token)).data.user;
  const whole = { avatar: { id: avatarId }, covers: [{ id: coverIds[0] }] };
  for (const [by, other] of [
    [ann, cleo],
    [cleo, ann],
  ] as const) {
    await block(by, other, true);
    expect(await profile(cleo)).toMatchObject({ avatar: null, covers: [] });
    expect(await profile(ann)).toMatchObject(whole);
    expect(await profile(bob)).toMatchObject(whole);
    await block(by, other, false);
    expect(await profile(cleo)).toMatchObject(whole);
  }
});
