import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { LoginDocument, ViewerDocument } from "../generated/graphql.js";
import { startApp, type TestApp } from "../support/app.js";
import { codeOf, post, until } from "../support/graphql.js";
import { PASSWORD, signUp, type Person } from "../support/people.js";

const CROWD = 60;

let app: TestApp;
let [ann, bob]: Person[] = [];
beforeAll(async () => {
  // A comparison takes much longer than all else of a login.
  app = await startApp({ env: { SALT_ROUND: "9" } });
  [ann, bob] = [await signUp(app, "Ann"), await signUp(app, "Bob")];
}, 120_000);
afterAll(() => app.stop());

const logIn = async (email: string): Promise<string> =>
  codeOf(await post(app.url, LoginDocument, { input: { email, password: PASSWORD } })) ?? "in";

test("A-78: sixty right logins of one account at once hold up neither another's login nor requests", async () => {
  const answers: string[] = [];
  const isIn = (): number => answers.filter((answer) => answer === "in").length;
  const crowd = Array.from({ length: CROWD }, () =>
    logIn(ann?.email ?? "").then((answer) => void answers.push(answer)),
  );
  await until("they are being compared", () => Promise.resolve(isIn() > 0));
  const before = isIn();
  expect(await logIn(bob?.email ?? "")).toBe("in");
  const meanwhile = isIn() - before;
  for (let asked = 0; asked < 5; asked += 1)
    expect((await post(app.url, ViewerDocument, {}, bob?.token)).errors).toBeUndefined();
  const left = CROWD - answers.length;
  await Promise.all(crowd);
  // Whatever the machine has to do: by turns, Bob waits for few of them.
  expect(isIn()).toBeGreaterThan(10);
  expect(meanwhile).toBeLessThan(isIn() / 2);
  expect(left).toBeGreaterThan(0);
  // The others are told at once that the line is too long.
  expect(new Set(answers)).toEqual(new Set(["in", "SERVICE_UNAVAILABLE"]));
}, 120_000);
