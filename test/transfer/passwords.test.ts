import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, expect, test } from "@jest/globals";
import { startApp, type TestApp } from "../support/app.js";
import { logIn, PASSWORD } from "../support/people.js";
import { Rows } from "../support/rows.js";
import { importFrom, LineFolder } from "./line-folder.js";
import { OLD_PASSWORD, PHC_HASHES } from "./old-database.js";

let app: TestApp;
let rows: Rows;
let folder: LineFolder;
beforeAll(async () => {
  app = await startApp();
  rows = await Rows.of(app);
});
afterAll(async () => {
  await rows.close();
  await app.stop();
});
afterEach(() => folder.remove());

/** An account with that hash, by its address. */
function account(given: object) {
  const id = randomUUID();
  const email = `${id}@example.com`;
  return { email, line: { type: "user", id, name: "Ann", email, ...given } };
}

async function stored(email: string): Promise<string | undefined> {
  const row = await rows.collection("users").findOne({ email });
  return row?.["passwordHash"] as string | undefined;
}

const enter = (email: string, password: string) => logIn(app, email, { password });

test("argon2 and scrypt let people in as before, and are hashed anew at the first right login", async () => {
  const people = PHC_HASHES.map((password) => account({ password }));
  folder = await LineFolder.make(...people.map(({ line }) => line));
  const report = await importFrom(app.config, folder.path);
  expect(report).toContain("3 users taken");
  expect(report.join()).not.toContain("changed");
  for (const [at, { email }] of people.entries()) {
    await expect(enter(email, "old password 2")).rejects.toThrow("INVALID_CREDENTIALS");
    expect(await stored(email)).toBe(`phc:${PHC_HASHES[at]}`);
    // Two at once: whichever hashes anew first, both are in.
    await Promise.all([enter(email, OLD_PASSWORD), enter(email, OLD_PASSWORD)]);
    expect(await stored(email)).not.toContain("phc:");
    await enter(email, OLD_PASSWORD);
    await expect(enter(email, "old password 2")).rejects.toThrow("INVALID_CREDENTIALS");
  }
});

test("a hash that is malformed or beyond all bounds comes without a password, also in an export's line", async () => {
  const [argon2, , scrypt] = PHC_HASHES;
  const huge = scrypt.replace("ln=10", "ln=30");
  const own = (passwordHash: string) => ({ confab: { passwordHash } });
  const people = [
    account({ password: argon2.slice(0, -2) }),
    account({ password: huge }),
    account(own(`phc:${huge}`)),
    account(own("bcrypt:$2b$31$gyIhWpcdqMsdFmp1Jl3VSer.Z9OetXSEt2hg1/Y40eToepDqqv9nC")),
  ];
  folder = await LineFolder.make(...people.map(({ line }) => line));
  const report = (await importFrom(app.config, folder.path)).join("\n");
  expect(report).toContain("3 users changed: the password's hash is not known");
  expect(report).toContain("1 users changed: the password's hash asks for more work than a login");
  for (const { email } of people) {
    expect(await stored(email)).toBeUndefined();
    await expect(enter(email, OLD_PASSWORD)).rejects.toThrow("INVALID_CREDENTIALS");
  }
});

test("a hash of ours that asks for more rounds than any configuration comes without a password", async () => {
  const { email, line } = account({ password: PHC_HASHES[2] });
  folder = await LineFolder.make(line);
  await importFrom(app.config, folder.path);
  await enter(email, OLD_PASSWORD);
  const ours = (await stored(email)) ?? "";
  const [good, bad] = [
    account({ confab: { passwordHash: ours } }),
    account({ confab: { passwordHash: ours.replace("$04$", "$31$") } }),
  ];
  await folder.add(good.line, bad.line);
  await importFrom(app.config, folder.path);
  await enter(good.email, OLD_PASSWORD);
  expect(await stored(bad.email)).toBeUndefined();
  await expect(enter(bad.email, PASSWORD)).rejects.toThrow("INVALID_CREDENTIALS");
});
