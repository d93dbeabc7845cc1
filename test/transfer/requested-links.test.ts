import { readdir } from "node:fs/promises";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { toId } from "../../src/platform/core/id.js";
import {
  ChangePasswordDocument,
  DataExportDocument,
  DeleteAccountDocument,
} from "../generated/graphql.js";
import { startApp, type TestApp } from "../support/app.js";
import { codeOf, post, until } from "../support/graphql.js";
import { PASSWORD, signUp, type Person } from "../support/people.js";
import { Rows } from "../support/rows.js";
import { ask as asBackend, backend } from "../support/services.js";
import { linksOf, mailedLink, request } from "./requested-export.js";

const HOUR_MS = 3_600_000;
let aheadMs = 0;
let app: TestApp;
let rows: Rows;
beforeAll(async () => {
  app = await startApp({
    nodes: 1,
    limits: { perUserPercent: 100 },
    now: () => new Date(Date.now() + aheadMs),
  });
  rows = await Rows.of(app);
});
afterAll(async () => {
  await rows.close();
  await app.stop();
});

const filesOnDisk = () => readdir(app.config.exportDir);
const rowOf = ({ id }: Person) => rows.collection("data_exports").findOne({ _id: toId(id) });

/** What a link answers, but for the id of the request. */
async function answerOf(url: string) {
  const response = await fetch(url);
  const kept = ["cache-control", "content-type", "content-disposition", "referrer-policy"];
  const headers = kept.map((name) => response.headers.get(name));
  const body = await response.text();
  return { status: response.status, headers, body: response.status === 200 ? "" : body };
}

/** With one letter of its key changed. */
function forged(url: string, at: number): string {
  const start = url.indexOf("key=") + 4 + at;
  return `${url.slice(0, start)}${url[start] === "A" ? "B" : "A"}${url.slice(start + 1)}`;
}

test("A-210: forged, foreign, superseded and expired links look like absent ones, and take the file with them", async () => {
  const [ann, bob] = [await signUp(app, "Ann"), await signUp(app, "Bob")];
  await request(app, ann);
  const first = await mailedLink(app, ann);
  await request(app, bob);
  const foreign = await mailedLink(app, bob);
  expect((await answerOf(first)).headers).toEqual([
    "private, no-store",
    "application/zip",
    expect.stringMatching(/^attachment; filename="confab-\d{4}-\d\d-\d\d\.zip"$/),
    "no-referrer",
  ]);
  const [origin = "", key = ""] = first.split("?key=");
  const absent = await answerOf(origin);
  expect(absent.status).toBe(404);
  const wrong = [
    // The person, the request, and the hash over both.
    ...[0, 20, 60].map((at) => forged(first, at)),
    // What is another's, under the hash of one's own.
    `${origin}?key=${foreign.split("?key=")[1]?.slice(0, 37)}${key.slice(37)}`,
    ...[`${first}AA`, first.slice(0, -3), `${first}&key=${key}`, `${origin}?key=%00`],
    ...["__proto__", "../../etc/passwd", "x".repeat(5_000)].map((bad) => `${origin}?key=${bad}`),
  ];
  for (const url of wrong) expect(await answerOf(url)).toEqual(absent);

  const old = await rowOf(ann);
  await request(app, ann);
  const second = await mailedLink(app, ann, 2);
  expect(second).not.toBe(first);
  expect(await answerOf(first)).toEqual(absent);
  expect((await answerOf(second)).status).toBe(200);
  expect((await filesOnDisk()).join()).not.toContain(old?.["requestId"]);

  aheadMs = 25 * HOUR_MS;
  expect(await answerOf(second)).toEqual(absent);
  const state = await post(app.url, DataExportDocument, {}, ann.token);
  expect(state.data.viewer?.dataExport).toBeNull();
  await until("the file is removed", async () => (await filesOnDisk()).length === 0);
  await until("the row as well", async () => (await rowOf(ann)) === null);
  // Mails go by this clock as well.
  aheadMs = 0;
});

test("a password that is changed ends the link, and what is being written", async () => {
  const ann = await signUp(app, "Ann");
  await request(app, ann);
  const link = await mailedLink(app, ann);
  const next = `${PASSWORD} and more`;
  const input = { currentPassword: PASSWORD, newPassword: next };
  const changed = await post(app.url, ChangePasswordDocument, { input }, ann.token);
  expect(changed.errors).toBeUndefined();
  expect((await answerOf(link)).status).toBe(404);
  const token = changed.data.changePassword.tokens?.accessToken ?? "";
  await rows.collection("data_exports").updateOne(
    { _id: toId(ann.id) },
    {
      $set: { state: "PREPARING", file: null, dueAt: new Date(0 + 1) },
    },
  );
  await until("nobody is given it", async () => (await rowOf(ann)) === null);
  expect(await linksOf(app, ann)).toHaveLength(1);
  // Whoever asks again has one of their own.
  const again = { ...ann, token };
  expect((await request(app, again, next)).errors).toBeUndefined();
  expect((await answerOf(await mailedLink(app, again, 2))).status).toBe(200);
});

test("A-211: a key of a backend that acts for somebody is given no export of theirs", async () => {
  const ann = await signUp(app, "Ann");
  const shop = await backend(app, ["ACT_AS"]);
  const asked = await asBackend(app, shop.as(ann.id), "mutation { requestExport { state } }");
  expect(codeOf(asked)).toBe("REAUTH_REQUIRED");
  const nobody = await post(app.url, "mutation { requestExport { state } }");
  expect(codeOf(nobody)).toBe("UNAUTHENTICATED");
  expect(await rowOf(ann)).toBeNull();
});

test("A-213: there is one export at a time for a person, and three a day", async () => {
  const [ann, bob] = [await signUp(app, "Ann"), await signUp(app, "Bob")];
  const begunBy = ({ id }: Person) =>
    rows.collection("audit").countDocuments({ event: "EXPORT_REQUESTED", subjectId: toId(id) });
  await request(app, ann);
  await mailedLink(app, ann);
  // As if another node was writing it.
  const later = new Date(Date.now() + HOUR_MS);
  const writing = { state: "PREPARING", file: null, expiresAt: null, dueAt: later };
  await rows.collection("data_exports").updateOne({ _id: toId(ann.id) }, { $set: writing });
  const answers = await Promise.all(Array.from({ length: 8 }, () => request(app, ann)));
  expect(answers.map(({ data }) => data.requestExport.state)).toEqual(
    answers.map(() => "PREPARING"),
  );
  expect(await begunBy(ann)).toBe(1);

  // However they meet, each that is begun is one of three.
  const codes = (await Promise.all(answers.map(() => request(app, bob)))).map(codeOf);
  await mailedLink(app, bob);
  expect(codes.filter((code) => code !== undefined && code !== "RATE_LIMITED")).toEqual([]);
  while ((await begunBy(bob)) < 3) {
    expect((await request(app, bob)).errors).toBeUndefined();
    await mailedLink(app, bob, await begunBy(bob));
  }
  expect(codeOf(await request(app, bob))).toBe("RATE_LIMITED");
  expect(await begunBy(bob)).toBe(3);
  expect(await linksOf(app, bob)).toHaveLength(3);
});

test("A-214: whoever is erased takes their export along, and what was being written", async () => {
  const [ann, bob] = [await signUp(app, "Ann"), await signUp(app, "Bob")];
  await request(app, ann);
  const link = await mailedLink(app, ann);
  const requestId = String((await rowOf(ann))?.["requestId"]);
  await post(app.url, DeleteAccountDocument, { password: PASSWORD }, ann.token);
  expect((await answerOf(link)).status).toBe(404);
  expect((await filesOnDisk()).join()).not.toContain(requestId);
  expect(await rowOf(ann)).toBeNull();

  // One that is written while its owner is erased.
  const asked = request(app, bob);
  let begun = "";
  await until("it is begun", async () => {
    begun = String((await rowOf(bob))?.["requestId"] ?? "");
    return begun !== "";
  });
  const erased = await post(app.url, DeleteAccountDocument, { password: PASSWORD }, bob.token);
  expect(erased.errors).toBeUndefined();
  await asked;
  await until("nothing is left", async () => (await rowOf(bob)) === null);
  await until("no file is left", async () => !(await filesOnDisk()).join().includes(begun));
  for (const url of await linksOf(app, bob)) expect((await answerOf(url)).status).toBe(404);
});
