import { createHash, randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { PwnedPasswords } from "../../src/adapters/pwned-passwords.js";
import type { FaultKind } from "../../src/platform/core/fault.js";
import { ChangePasswordDocument, SignupDocument } from "../generated/graphql.js";
import { startApp, type TestApp } from "../support/app.js";
import { codeOf, post } from "../support/graphql.js";
import { PASSWORD, signUp } from "../support/people.js";
import { startPwnedPasswords, type PwnedPasswordsDouble } from "../support/pwned-passwords.js";

const BREACHED = "Ωμέγα κύμα πέτρα 7";
const PADDING = "tundra spoke velvet 9";
let double: PwnedPasswordsDouble;
let app: TestApp;
beforeAll(async () => {
  double = await startPwnedPasswords([BREACHED], [PADDING]);
  app = await startApp({ config: { pwnedPasswordsUrl: double.url } });
});
afterAll(async () => {
  await app.stop();
  await double.stop();
});

const signup = (password: string) => {
  const email = `${randomUUID().slice(0, 8)}@example.com`;
  return post(app.url, SignupDocument, { input: { name: "Ann", email, password } });
};

test("A-92: a strong password that is known from a breach is refused, wherever it is set", async () => {
  const { errors } = await signup(BREACHED);
  expect(errors?.[0]?.message).toContain("breach");
  expect(errors?.[0]?.extensions).toMatchObject({ code: "WEAK_PASSWORD", field: "input.password" });
  const ann = await signUp(app, "Ann");
  const input = { currentPassword: PASSWORD, newPassword: BREACHED };
  const changed = await post(app.url, ChangePasswordDocument, { input }, ann.token);
  expect(codeOf(changed)).toBe("WEAK_PASSWORD");
});

test("A-92: what only fills the answer up is not taken for a breach", async () => {
  expect((await signup(PADDING)).errors).toBeUndefined();
});

test("A-92: five characters of a hash are all that is told, and the answer is asked to be padded", async () => {
  double.asked.length = 0;
  await signup(BREACHED);
  const hash = createHash("sha1").update(BREACHED).digest("hex").toUpperCase();
  expect(double.asked.map(({ path }) => path)).toEqual([`/range/${hash.slice(0, 5)}`]);
  expect(double.asked[0]?.headers["add-padding"]).toBe("true");
  expect(JSON.stringify(double.asked)).not.toContain(hash.slice(5));
});

test("A-92: one that is easy to guess is told to nobody", async () => {
  double.asked.length = 0;
  expect(codeOf(await signup("password12345"))).toBe("WEAK_PASSWORD");
  expect(double.asked).toHaveLength(0);
});

test("without the setting nobody elsewhere is asked", async () => {
  const usual = await startApp();
  try {
    expect(usual.config.pwnedPasswordsUrl).toBeNull();
    double.asked.length = 0;
    const input = { name: "Ann", email: "ann@example.com", password: BREACHED };
    expect((await post(usual.url, SignupDocument, { input })).errors).toBeUndefined();
    expect(double.asked).toHaveLength(0);
  } finally {
    await usual.stop();
  }
});

test.each(["never", "with 503", "with nonsense"] as const)(
  "where it answers %s people choose passwords all the same, and it is told",
  async (behaviour) => {
    const told: FaultKind[] = [];
    const pwned = new PwnedPasswords(double.url, (kind) => void told.push(kind));
    double.behave(behaviour);
    try {
      expect(await pwned.has(BREACHED)).toBe(false);
      expect(told).toEqual(["breached passwords cannot be looked up"]);
    } finally {
      double.behave("well");
    }
  },
);

test("where it is away for long it is not waited for each time", async () => {
  const pwned = new PwnedPasswords(double.url, () => undefined);
  double.behave("with 503");
  try {
    double.asked.length = 0;
    for (let tries = 0; tries < 10; tries += 1) expect(await pwned.has(BREACHED)).toBe(false);
    expect(double.asked).toHaveLength(3);
  } finally {
    double.behave("well");
  }
});
