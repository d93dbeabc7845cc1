import { afterAll, beforeAll, expect, test } from "@jest/globals";
import {
  SetRoleDocument,
  SuspendUserDocument,
  UnsuspendUserDocument,
  ViewerDocument,
  type Role,
} from "../generated/graphql.js";
import { createApp } from "../../src/app.js";
import { startApp, type TestApp } from "../support/app.js";
import { codeOf, post } from "../support/graphql.js";
import { logIn, PASSWORD, signUp, superAdmin, type Person } from "../support/people.js";
import { Rows } from "../support/rows.js";

let app: TestApp;
let rows: Rows;
let root: Record<string, string>;
beforeAll(async () => {
  app = await startApp();
  rows = await Rows.of(app);
  root = await superAdmin(app);
});
afterAll(async () => {
  await rows.close();
  await app.stop();
});

type Headers = Record<string, string>;
const setRole = (by: Headers, userId: string, role: Role) =>
  post(app.url, SetRoleDocument, { userId, role }, undefined, by);
const suspend = (by: Headers, userId: string, until?: string) =>
  post(app.url, SuspendUserDocument, { userId, reason: "spam", until }, undefined, by);
const unsuspend = (by: Headers, userId: string) =>
  post(app.url, UnsuspendUserDocument, { userId }, undefined, by);
const asUser = ({ token }: { token: string }): Headers => ({ authorization: `Bearer ${token}` });
const admin = async (name: string): Promise<{ person: Person; headers: Headers }> => {
  const person = await signUp(app, name);
  await setRole(root, person.id, "ADMIN");
  const { token } = await logIn(app, person.email);
  return { person, headers: { authorization: `Admin ${token}` } };
};
const isIn = async (token: string) =>
  !!(await post(app.url, ViewerDocument, {}, token)).data?.viewer;

test("a role is set by a super admin; the person logs in anew, under the other scheme", async () => {
  const ann = await signUp(app, "Ann");
  expect(codeOf(await setRole(root, ann.id, "ADMIN"))).toBeUndefined();
  expect(await isIn(ann.token)).toBe(false);
  const { token } = await logIn(app, ann.email);
  const headers = { authorization: `Admin ${token}` };
  const { data } = await post(app.url, ViewerDocument, {}, undefined, headers);
  expect(data.viewer?.role).toBe("ADMIN");
  await setRole(root, ann.id, "USER");
  expect((await post(app.url, ViewerDocument, {}, undefined, headers)).status).toBe(401);
});

test("nobody acts on an equal or higher rank, on themselves, or without the rank", async () => {
  const [one, two] = [await admin("One"), await admin("Two")];
  const [ann, bob] = [await signUp(app, "Ann"), await signUp(app, "Bob")];
  expect(codeOf(await suspend(asUser(ann), bob.id))).toBe("FORBIDDEN");
  expect(codeOf(await unsuspend(asUser(ann), bob.id))).toBe("FORBIDDEN");
  expect(codeOf(await setRole(asUser(ann), ann.id, "SUPER_ADMIN"))).toBe("FORBIDDEN");
  expect(codeOf(await setRole(one.headers, ann.id, "ADMIN"))).toBe("FORBIDDEN");
  expect(codeOf(await suspend(one.headers, two.person.id))).toBe("FORBIDDEN");
  expect(codeOf(await suspend(one.headers, one.person.id))).toBe("BAD_USER_INPUT");
  expect(codeOf(await suspend(one.headers, "0".repeat(24)))).toBe("NOT_FOUND");
  expect(codeOf(await suspend(one.headers, bob.id))).toBeUndefined();
  const refused = await rows.collection("audit").countDocuments({ event: "ADMIN_REFUSED" });
  expect(refused).toBe(5);
});

test("a suspension ends sessions at once and stops logins until it is over", async () => {
  const { headers } = await admin("Mod");
  const ann = await signUp(app, "Ann");
  expect(codeOf(await suspend(headers, ann.id))).toBeUndefined();
  expect(await isIn(ann.token)).toBe(false);
  await expect(logIn(app, ann.email)).rejects.toThrow("ACCOUNT_SUSPENDED");
  await expect(logIn(app, ann.email, { password: "wrong" })).rejects.toThrow("INVALID_CREDENTIALS");
  await unsuspend(headers, ann.id);
  expect(await isIn((await logIn(app, ann.email)).token)).toBe(true);

  const until = new Date(Date.now() + 3_600_000).toISOString();
  expect(codeOf(await suspend(headers, ann.id, until))).toBeUndefined();
  await expect(logIn(app, ann.email)).rejects.toThrow("ACCOUNT_SUSPENDED");
  const end = { $set: { suspendedUntil: new Date(Date.now() - 1) } };
  await rows.collection("users").updateOne({ email: ann.email }, end);
  expect(await isIn((await logIn(app, ann.email)).token)).toBe(true);
});

test("a suspension that has ended before it begins is refused and changes nothing", async () => {
  const ann = await signUp(app, "Ann");
  const past = new Date(Date.now() - 1_000).toISOString();
  expect(codeOf(await suspend(root, ann.id, past))).toBe("BAD_USER_INPUT");
  expect(await isIn(ann.token)).toBe(true);
});

test("every act leaves a row, and a row that was changed or removed shows", async () => {
  const ann = await signUp(app, "Ann");
  await suspend(root, ann.id);
  await setRole(root, ann.id, "ADMIN");
  const audit = rows.collection("audit");
  const acts = await audit.find({ detail: { $in: ["spam", "ADMIN"] } }).toArray();
  const onAnn = acts.filter(({ subjectId }) => String(subjectId) === ann.id);
  expect(onAnn.map(({ event }) => event as string)).toEqual(["SUSPENDED", "ROLE_SET"]);

  const verify = () => createApp(app.config).administer((founding) => founding.verifyAudit(null));
  expect(await verify()).toMatchObject({ fault: null });
  const [suspended, raised] = onAnn;
  if (!suspended || !raised) throw new Error("two acts were expected");
  await audit.updateOne({ _id: raised._id }, { $set: { detail: "USER" } });
  expect((await verify()).fault).toBe(`The audit is broken at ${raised["seq"]}.`);
  await audit.updateOne({ _id: raised._id }, { $set: { detail: "ADMIN" } });
  expect(await verify()).toMatchObject({ fault: null });
  await audit.deleteOne({ _id: suspended._id });
  expect((await verify()).fault).toBe(`The audit is broken at ${suspended["seq"]}.`);
});

test("the command line raises an account that is there, and it keeps its password", async () => {
  const ann = await signUp(app, "Ann");
  await app.createSuperAdmin(ann.email, "not looked at 123");
  const { token } = await logIn(app, ann.email, { password: PASSWORD });
  const headers = { authorization: `Admin ${token}` };
  const { data } = await post(app.url, ViewerDocument, {}, undefined, headers);
  expect(data.viewer?.role).toBe("SUPER_ADMIN");
});
