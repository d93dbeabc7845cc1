import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { readConfig } from "../../src/platform/config/config.js";
import { secretNames } from "../../src/platform/config/environment.js";
import { CreateUploadTicketDocument } from "../generated/graphql.js";
import { startApp, type TestApp } from "../support/app.js";
import { post } from "../support/graphql.js";
import { signUp, type Person } from "../support/people.js";
import { postUpload } from "../support/upload.js";

const FILES_AN_HOUR = 4;
const BYTES_A_DAY = 1_000;

let app: TestApp;
beforeAll(async () => {
  const limits = { uploadsPerHour: FILES_AN_HOUR, uploadBytesPerDay: BYTES_A_DAY };
  app = await startApp({ limits });
});
afterAll(() => app.stop());

const send = (person: Person, byteSize: number) =>
  postUpload(app, person, { bytes: Buffer.alloc(byteSize, "a") });
const ask = (person: Person, byteSize: number, mimeType = "text/plain") =>
  post(
    app.url,
    CreateUploadTicketDocument,
    { filename: "note.txt", mimeType, byteSize },
    person.token,
  );
const refusal = ({ errors }: { errors?: readonly { extensions: object }[] }) =>
  errors?.[0]?.extensions;

test("one person uploads so many files an hour, by request and by ticket together", async () => {
  const [ann, bob] = [await signUp(app, "Ann"), await signUp(app, "Bob")];
  for (let file = 0; file < FILES_AN_HOUR; file += 1) {
    // What no ticket is given for is no upload.
    expect(refusal(await ask(ann, 1, "text/html"))).toMatchObject({ code: "FILE_TYPE_REJECTED" });
    expect(refusal(file % 2 === 0 ? await send(ann, 1) : await ask(ann, 1))).toBeUndefined();
  }
  const refused = { code: "RATE_LIMITED", limit: FILES_AN_HOUR, retryAfterMs: expect.any(Number) };
  expect(refusal(await send(ann, 1))).toEqual(refused);
  expect(refusal(await ask(ann, 1))).toEqual(refused);
  expect(refusal(await send(bob, 1))).toBeUndefined();
});

test("one person uploads so many bytes a day; what is refused takes nothing of them", async () => {
  const ann = await signUp(app, "Ann");
  const refused = { code: "RATE_LIMITED", limit: BYTES_A_DAY };
  expect(refusal(await send(ann, 600))).toBeUndefined();
  expect(refusal(await ask(ann, 500))).toMatchObject(refused);
  expect(refusal(await ask(ann, 400))).toBeUndefined();
  expect(refusal(await send(ann, 1))).toMatchObject(refused);
});

test("a deployment allows 30 files an hour and 200 MB a day, and any single file", () => {
  const secrets = Object.fromEntries(
    secretNames.map((name) => [name, `${name}-${"x".repeat(48)}`]),
  );
  const limitsOf = (env: object) =>
    readConfig({ NODE_ENV: "test", MONGO_DB_URI: app.config.mongoUri, ...secrets, ...env }).limits;
  expect(limitsOf({})).toMatchObject({ uploadsPerHour: 30, uploadBytesPerDay: 200_000_000 });
  expect(limitsOf({ UPLOAD_MAX_BYTES: "500000000" }).uploadBytesPerDay).toBe(500_000_000);
});
