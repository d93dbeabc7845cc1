import { randomUUID } from "node:crypto";
import { ConfirmEmailDocument, LoginDocument, SignupDocument } from "../generated/graphql.js";
import type { TestApp } from "./app.js";
import { post, until } from "./graphql.js";

export const PASSWORD = "correct horse battery staple 7";

/** Where people come in, and where their mail goes. */
export type Door = Pick<TestApp, "url" | "inbox">;

export interface Person {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly token: string;
  readonly refreshToken: string;
}

/** Signs up through the API and reads the code from the mail, as a person would. */
export async function signUp(app: Door, name: string): Promise<Person> {
  const email = `${name.toLowerCase()}-${randomUUID().slice(0, 8)}@example.com`;
  const signup = await post(app.url, SignupDocument, {
    input: { name, email, password: PASSWORD },
  });
  if (signup.errors) throw new Error(JSON.stringify(signup.errors));
  const code = await readCode(app, email);
  const { data } = await post(app.url, ConfirmEmailDocument, {
    input: { email, code, token: signup.data.signup.token },
  });
  const { tokens, viewer } = data.confirmEmail;
  if (!tokens || !viewer) throw new Error("no tokens");
  const { accessToken: token, refreshToken } = tokens;
  return { id: viewer.user.id, name, email, token, refreshToken };
}

const AT_ONCE = 8;

/** Signs up a crowd, a few at a time: the server lets a bounded number of new passwords wait. */
export async function signUpAll(app: Door, names: readonly string[]): Promise<Person[]> {
  const people: Person[] = [];
  for (let at = 0; at < names.length; at += AT_ONCE)
    people.push(
      ...(await Promise.all(names.slice(at, at + AT_ONCE).map((name) => signUp(app, name)))),
    );
  return people;
}

/** Waits for the mail: whoever asked for the code did not. `subject` chooses among kinds of code. */
export async function readCode(
  app: Pick<Door, "inbox">,
  email: string,
  subject = /^\d{8} /,
): Promise<string> {
  let code: string | undefined;
  await until(`a code was mailed to ${email}`, async () => {
    const mail = (await app.inbox(email)).find((one) => subject.test(one.subject));
    code = /\b\d{8}\b/.exec(mail?.text ?? "")?.[0];
    return code !== undefined;
  });
  return code ?? "";
}

export interface LoginOptions {
  readonly password?: string;
  readonly device?: string;
  readonly headers?: Record<string, string>;
}

export async function logIn(
  app: TestApp,
  email: string,
  { password = PASSWORD, device, headers }: LoginOptions = {},
): Promise<{ token: string; refreshToken: string }> {
  const input = { email, password, ...(device && { device }) };
  const { data, errors } = await post(app.url, LoginDocument, { input }, undefined, headers);
  const tokens = data?.login.tokens;
  if (!tokens) throw new Error(JSON.stringify(errors ?? data));
  return { token: tokens.accessToken, refreshToken: tokens.refreshToken };
}

/** A super admin's headers: its tokens go under the other scheme. */
export async function superAdmin(app: TestApp): Promise<Record<string, string>> {
  const email = `root-${randomUUID().slice(0, 8)}@example.com`;
  await app.createSuperAdmin(email, PASSWORD);
  const { token } = await logIn(app, email);
  return { authorization: `Admin ${token}` };
}
