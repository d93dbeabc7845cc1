import { readdir, readlink } from "node:fs/promises";
import { connect } from "node:net";
import { join } from "node:path";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { startApp, type TestApp } from "../support/app.js";
import { until } from "../support/graphql.js";
import { signUp, type Person } from "../support/people.js";
import {
  BOUNDARY,
  END,
  field,
  filePart,
  operations,
  postUpload,
  rawUpload,
} from "../support/upload.js";

const LIMIT = 100_000;
let app: TestApp;
let ann: Person;

beforeAll(async () => {
  app = await startApp({ env: { UPLOAD_MAX_BYTES: String(LIMIT), UPLOAD_QUOTA_BYTES: "150000" } });
  ann = await signUp(app, "Ann");
});
afterAll(() => app.stop());

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;

/** What is still referred to, in the heap and beside it. */
function memoryInUse(): number {
  collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

const map = (entries: Record<string, unknown> = { 0: ["variables.file"] }): string =>
  field("map", entries);
const whole = (bytes: string | Buffer): (string | Buffer)[] => [
  operations(),
  map(),
  filePart("0", bytes),
  END,
];

/** Files and folders of the media folder, and what this process has open there. */
async function leftovers(): Promise<string[]> {
  const files = await readdir(app.config.mediaDir, { recursive: true, withFileTypes: true });
  const descriptors = await readdir("/proc/self/fd");
  const targets = await Promise.all(
    descriptors.map((fd) => readlink(join("/proc/self/fd", fd)).catch(() => "")),
  );
  return [
    ...files.filter((file) => file.isFile()).map(({ name }) => name),
    ...targets.filter((target) => target.startsWith(app.config.mediaDir)),
  ];
}

test("A-53 a file is refused at the first byte too many, before the client has sent it all", async () => {
  const { hostname, port } = new URL(app.url);
  const socket = connect(Number(port), hostname);
  const closed = new Promise((resolve) => socket.once("close", resolve));
  let answer = "";
  socket.on("data", (chunk) => (answer += String(chunk))).on("error", () => undefined);
  socket.write(
    `POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data; boundary=${BOUNDARY}\r\n` +
      `Authorization: Bearer ${ann.token}\r\nApollo-Require-Preflight: 1\r\nContent-Length: 900000\r\n\r\n`,
  );
  socket.write(`${operations()}${map()}`);
  socket.write(filePart("0", "a".repeat(LIMIT + 10)));
  await until("the answer comes", () => answer.includes("FILE_TOO_LARGE"));
  expect(answer).toMatch(/^HTTP\/1.1 413 /);
  await closed;
  expect(await leftovers()).toEqual([]);
});

test("a file of exactly the limit is taken; the quota ends the next", async () => {
  const full = { bytes: Buffer.alloc(LIMIT, "a"), name: "full.txt" };
  const taken = await postUpload(app, ann, full);
  expect(taken.data?.upload.byteSize).toBe(LIMIT);
  const more = await postUpload(app, ann, full);
  expect(more.errors?.[0]?.extensions).toMatchObject({ code: "QUOTA_EXCEEDED", limit: 150_000 });
  const bob = await signUp(app, "Bob");
  expect((await postUpload(app, bob, full)).errors).toBeUndefined();
  expect(await leftovers()).toEqual(["original", "original"]);
});

test("A-54 whoever is not signed in is refused before the body is read", async () => {
  const answers = await Promise.all([
    rawUpload(app, null, whole("text")),
    rawUpload(app, { ...ann, token: `${ann.token}x` }, whole("text")),
  ]);
  for (const answer of answers) expect(answer).toEqual({ status: 401, code: "UNAUTHENTICATED" });
  const { hostname, port } = new URL(app.url);
  const socket = connect(Number(port), hostname);
  const closed = new Promise((resolve) => socket.once("close", resolve));
  let answer = "";
  socket.on("data", (chunk) => (answer += String(chunk))).on("error", () => undefined);
  socket.write(
    `POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data; boundary=${BOUNDARY}\r\n` +
      "Apollo-Require-Preflight: 1\r\nContent-Length: 20000000\r\n\r\n",
  );
  await until("it is refused with nothing sent", () => answer.startsWith("HTTP/1.1 401 "));
  await closed;
});

test("A-54 what a foreign page could make a browser send is refused", async () => {
  const headers = { "apollo-require-preflight": "" };
  const answer = await rawUpload(app, ann, whole("text"), { headers });
  expect(answer).toEqual({ status: 400, code: "BAD_USER_INPUT" });
});

const eleven = Array.from({ length: 11 }, (_, at) => `f${at}`);
const malformed: Record<string, readonly (string | Buffer)[]> = {
  "no operations": [map(), filePart("0", "a"), END],
  "the map first": [map(), operations(), filePart("0", "a"), END],
  "the file first": [filePart("0", "a"), operations(), map(), END],
  "no map": [operations(), filePart("0", "a"), END],
  "a batch": [field("operations", [{ query: "{ viewer { id } }" }]), map(), END],
  "operations that are no JSON": [field("operations", "{"), map(), END],
  "a map that is no object": [operations(), field("map", "7"), END],
  "a path twice": [operations(), map({ 0: ["variables.file", "variables.file"] }), END],
  "no path": [operations(), map({ 0: [] }), END],
  "paths that are no list": [operations(), map({ 0: "variables.file" }), END],
  "one file in eleven places": [
    operations(eleven),
    map({ 0: eleven.map((name) => `variables.${name}`) }),
    filePart("0", "a"),
    END,
  ],
  "a path into the prototype": [operations(), map({ 0: ["variables.__proto__.x"] }), END],
  "a path to a constructor": [operations(), map({ 0: ["variables.constructor.x"] }), END],
  "a path to a value": [operations(), map({ 0: ["query"] }), END],
  "a file that is missing": [operations(), map(), END],
  "a file that nobody asked for": [operations(), map(), filePart("1", "a"), END],
  "the same file twice": [operations(), map(), filePart("0", "a"), filePart("0", "b"), END],
  "a third field": [operations(), map(), field("more", "x"), filePart("0", "a"), END],
  "a field too long": [field("operations", "x".repeat(150_000)), map(), END],
  "eleven files": [
    operations(eleven),
    map(Object.fromEntries(eleven.map((name) => [name, [`variables.${name}`]]))),
    ...eleven.map((name) => filePart(name, "a")),
    END,
  ],
  "no end": [operations(), map(), filePart("0", "a")],
  "a part without headers": [operations(), map(), `--${BOUNDARY}\r\n\r\n\r\n`, "x", END],
  nothing: [],
  garbage: ["\0\r\n--\r\n\x01".repeat(50)],
};

test("A-53 malformed requests are refused as a whole, and pollute nothing", async () => {
  const before = await leftovers();
  for (const [name, body] of Object.entries(malformed)) {
    const answer = await rawUpload(app, ann, body);
    expect([name, answer]).toEqual([name, { status: 400, code: "BAD_USER_INPUT" }]);
  }
  const headers = { "content-type": "multipart/form-data" };
  expect(await rawUpload(app, ann, whole("a"), { headers })).toMatchObject({ status: 400 });
  expect(Object.keys(Object.prototype)).toEqual([]);
  expect(await leftovers()).toEqual(before);
});

const LEAKS: Record<string, () => Promise<unknown>> = {
  "broken off in the file": () =>
    rawUpload(app, ann, whole("a".repeat(50_000)), { abortAfter: 40_000 }),
  "broken off in the fields": () => rawUpload(app, ann, whole("a"), { abortAfter: 30 }),
  "too large": () => rawUpload(app, ann, whole("a".repeat(LIMIT * 2))),
  "of a wrong type": () => rawUpload(app, ann, whole("<svg/>".padEnd(20_000))),
  "without its end": () =>
    rawUpload(app, ann, [operations(), map(), filePart("0", "a".repeat(20_000))]),
  "with a file too many": () =>
    rawUpload(app, ann, [...whole("a".repeat(9_000)).slice(0, 3), filePart("9", "b"), END]),
  "whose operation is invalid": () => {
    const invalid = { query: "mutation ($file: Upload!) { nothing }", variables: { file: null } };
    return rawUpload(app, ann, [
      field("operations", invalid),
      ...whole("a".repeat(9_000)).slice(1),
    ]);
  },
  "of a picture that is none": () =>
    rawUpload(app, ann, whole(Buffer.concat([Buffer.from("GIF89a"), Buffer.alloc(9_000)]))),
};

test("A-53 broken uploads, 8 kinds a hundred times, leave no file, descriptor or memory", async () => {
  const before = await leftovers();
  const round = async (times: number): Promise<void> => {
    for (let done = 0; done < times; done += 10)
      await Promise.all(
        Object.values(LEAKS).flatMap((leak) => Array.from({ length: 10 }, () => leak())),
      );
  };
  await round(10);
  const openBefore = (await readdir("/proc/self/fd")).length;
  const memoryBefore = memoryInUse();
  await round(100);
  await until("all is as before", async () => {
    const open = (await readdir("/proc/self/fd")).length;
    return (await leftovers()).length === before.length && open <= openBefore + 5;
  });
  expect(await leftovers()).toEqual(before);
  // What was read ahead is given back a moment later; what leaks never is.
  await until("memory is as before", () => memoryInUse() - memoryBefore < 40_000_000);
}, 300_000);
