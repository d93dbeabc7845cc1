import { afterEach, expect, test } from "@jest/globals";
import { createApp } from "../../src/app.js";
import { readConfig } from "../../src/platform/config/config.js";
import { SignupDocument } from "../generated/graphql.js";
import { startApp, type TestApp } from "../support/app.js";
import { codeOf, post } from "../support/graphql.js";
import { PASSWORD } from "../support/people.js";

let app: TestApp;
afterEach(() => app.stop());

const open = async (env: Record<string, string>): Promise<void> => {
  app = await startApp({ env });
};
const signup = (email: string, invitation?: string) =>
  post(app.url, SignupDocument, {
    input: { name: "Ines", email, password: PASSWORD, ...(invitation && { invitation }) },
  });
const invite = async (email: string, until: Date): Promise<string> => {
  let invitation = "";
  await createApp(app.config).administer((founding) => {
    invitation = founding.invite(email, until);
    return Promise.resolve(0);
  });
  return invitation;
};
const tomorrow = (): Date => new Date(Date.now() + 86_400_000);

test("A-88: SIGNUP=domains takes addresses of these domains, and those who are invited", async () => {
  await open({ SIGNUP: "domains", SIGNUP_DOMAINS: "Example.com, @example.org" });
  for (const email of ["a@example.com", "b@EXAMPLE.org"])
    expect((await signup(email)).errors).toBeUndefined();
  for (const email of [
    "c@evil.com",
    "d@sub.example.com",
    "e@example.com.evil.com",
    "f@notexample.com",
  ])
    expect(codeOf(await signup(email))).toBe("FORBIDDEN");
  expect(
    (await signup("g@evil.com", await invite("g@evil.com", tomorrow()))).errors,
  ).toBeUndefined();
}, 300_000);

test("A-88: SIGNUP=invite needs an invitation of that very address, in time", async () => {
  await open({ SIGNUP: "invite" });
  const good = await invite("ann@example.com", tomorrow());
  const late = await invite("bob@example.com", new Date(Date.now() - 1_000));
  const later = late.replace(/^\d+/, String(tomorrow().getTime()));
  for (const bad of [undefined, "", "x".repeat(5_000), late, later, good])
    expect(codeOf(await signup("bob@example.com", bad))).toBe("FORBIDDEN");
  expect((await signup("ann@example.com", good)).errors).toBeUndefined();
});

test("A-88: SIGNUP=closed takes nobody, and an operator's accounts are made all the same", async () => {
  await open({ SIGNUP: "closed" });
  const invited = await invite("ann@example.com", tomorrow());
  expect(codeOf(await signup("ann@example.com", invited))).toBe("FORBIDDEN");
  await app.createSuperAdmin("root@example.com", PASSWORD);
  expect(() => readConfig({ SIGNUP: "domains" })).toThrow("SIGNUP_DOMAINS");
});
