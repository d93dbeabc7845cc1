import { randomUUID } from "node:crypto";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { createApp } from "../../src/app.js";
import {
  DeleteMessageDocument,
  MessagesDocument,
  PicturesOfDocument,
  SendFilesDocument,
  SetPicturesDocument,
} from "../generated/graphql.js";
import { startApp, type TestApp } from "../support/app.js";
import { ask, openDirect } from "../support/conversations.js";
import { until } from "../support/graphql.js";
import { statusOf } from "../support/fetch-status.js";
import { logIn, signUp, type Person } from "../support/people.js";
import { picture } from "../support/samples.js";
import { upload } from "../support/upload.js";
import { importFrom } from "./line-folder.js";

const TEXT = Buffer.from("kept as it was, byte for byte");
const FILES = `query($id: ID!) { conversation(id: $id) { messages(first: 50) { nodes {
  attachments { id filename url thumbnails { url } }
} } } }`;
interface Shown {
  readonly id: string;
  readonly filename: string;
  readonly url: string;
  readonly thumbnails: readonly { readonly url: string }[];
}

let from: TestApp;
let to: TestApp;
let folder: string;
beforeAll(async () => {
  [from, to] = [await startApp({ nodes: 1 }), await startApp({ nodes: 1 })];
  folder = await mkdtemp(join(tmpdir(), "confab-export-"));
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
  await from.stop();
  await to.stop();
});

async function bytesAt(url: string | null | undefined): Promise<Buffer> {
  const response = await fetch(url ?? "");
  expect(response.status).toBe(200);
  return Buffer.from(await response.arrayBuffer());
}

async function filesOf(app: TestApp, person: Person, id: string): Promise<readonly Shown[]> {
  const data = await ask(app, person, FILES as never, { id } as never);
  const { messages } = (
    data as { conversation: { messages: { nodes: { attachments: Shown[] }[] } } }
  ).conversation;
  return messages.nodes.flatMap(({ attachments }) => attachments);
}

test("an export's files and pictures are there after its import elsewhere, with the same bytes and ids", async () => {
  const [ann, bob] = [await signUp(from, "Ann"), await signUp(from, "Bob")];
  const conversationId = await openDirect(from, ann, bob);
  const sent = [
    await upload(from, ann, { bytes: TEXT, name: "note.txt" }),
    await upload(from, ann, { bytes: await picture("png", 640, 480), name: "view.png" }),
  ];
  const attachmentIds = sent.map(({ id }) => id);
  const input = { conversationId, clientMessageId: randomUUID(), attachmentIds };
  await ask(from, ann, SendFilesDocument, { input });
  const avatar = await upload(from, ann, { bytes: await picture("png", 120, 120) }, "AVATAR");
  await ask(from, ann, SetPicturesDocument, { input: { avatarId: avatar.id } });
  const before = await filesOf(from, bob, conversationId);
  const avatarThere = await ask(from, bob, PicturesOfDocument, { id: ann.id });
  // What nobody has used yet goes as well, and stays its owner's.
  const unused = await upload(from, bob, { bytes: TEXT, name: "later.txt" });

  const scope = { kind: "all" } as const;
  await createApp(from.config).exportLines({ scope, folder, onProgress: () => undefined });
  const bring = () => importFrom(to.config, folder);
  const report = await bring();
  expect(report).toContain("4 attachments taken");
  expect(report.join()).not.toMatch(/ refused| changed/);

  const bobThere: Person = { ...bob, ...(await logIn(to, bob.email)) };
  const after = await filesOf(to, bobThere, conversationId);
  expect(after.map(({ id, filename }) => [id, filename])).toEqual(
    before.map(({ id, filename }) => [id, filename]),
  );
  expect(await bytesAt(after[0]?.url)).toEqual(TEXT);
  for (const [at, one] of after.entries()) {
    expect(new URL(one.url).port).toBe(new URL(to.url).port);
    expect(await bytesAt(one.url)).toEqual(await bytesAt(before[at]?.url));
  }
  const thumbnail = after[1]?.thumbnails[0]?.url;
  expect(await bytesAt(thumbnail)).toEqual(await bytesAt(before[1]?.thumbnails[0]?.url));
  const seen = await ask(to, bobThere, PicturesOfDocument, { id: ann.id });
  expect(seen.user?.avatar?.id).toBe(avatar.id);
  expect(await bytesAt(seen.user?.avatar?.url)).toEqual(
    await bytesAt(avatarThere.user?.avatar?.url),
  );

  const late = { conversationId, clientMessageId: randomUUID(), attachmentIds: [unused.id] };
  await ask(to, bobThere, SendFilesDocument, { input: late });
  expect(await bytesAt((await filesOf(to, bobThere, conversationId)).at(-1)?.url)).toEqual(TEXT);
  expect((await bring()).join()).not.toMatch(/attachments taken/);
  // A picture that is given up goes, as one that was uploaded here would.
  const annThere: Person = { ...ann, ...(await logIn(to, ann.email)) };
  await ask(to, annThere, SetPicturesDocument, { input: { avatarId: null } });
  expect(await statusOf(seen.user?.avatar?.url)).toBe(404);
});

test("an export of a server that did not know the conversations of files is taken as it is", async () => {
  const [ann, bob] = [await signUp(from, "Ann"), await signUp(from, "Bob")];
  const conversationId = await openDirect(from, ann, bob);
  const { id } = await upload(from, ann, { bytes: TEXT, name: "old.txt" });
  const input = { conversationId, clientMessageId: randomUUID(), attachmentIds: [id] };
  await ask(from, ann, SendFilesDocument, { input });
  const older = join(folder, "older");
  const scope = { kind: "all" } as const;
  await createApp(from.config).exportLines({ scope, folder: older, onProgress: () => undefined });
  const path = join(older, "attachments.jsonl");
  const lines = await readFile(path, "utf8");
  expect(lines).toContain('"usedIn"');
  await writeFile(path, lines.replace(/"usedIn":"[0-9a-f]{24}",?/g, ""));
  const report = (await importFrom(to.config, older)).join();
  expect(report).toContain("attachments taken");
  expect(report).not.toMatch(/left out|refused/);
  const bobThere: Person = { ...bob, ...(await logIn(to, bob.email)) };
  const [shown] = await filesOf(to, bobThere, conversationId);
  expect(shown?.id).toBe(id);
  expect(await bytesAt(shown?.url)).toEqual(TEXT);
  // It goes with its message, as one that knows where it is used.
  const annThere: Person = { ...ann, ...(await logIn(to, ann.email)) };
  const history = await ask(to, annThere, MessagesDocument, { conversationId, first: 10 });
  const said = history.conversation?.messages.nodes.at(-1)?.id ?? "";
  await ask(to, annThere, DeleteMessageDocument, { id: said });
  await until("its file is gone", async () => (await statusOf(shown?.url)) === 404);
});
