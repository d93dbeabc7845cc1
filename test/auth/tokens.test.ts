import { createHmac, generateKeyPairSync } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import jwt from "jsonwebtoken";
import { RefreshDocument, ViewerDocument } from "../generated/graphql.js";
import { startApp, type TestApp } from "../support/app.js";
import { post } from "../support/graphql.js";
import { logIn, signUp, superAdmin, type Person } from "../support/people.js";

let app: TestApp;
let ann: Person;
beforeAll(async () => {
  app = await startApp();
  ann = await signUp(app, "Ann");
});
afterAll(() => app.stop());

const ask = (authorization: string) =>
  post(app.url, ViewerDocument, {}, undefined, { authorization });
const secret = () => app.config.realms.user.accessSecrets[0] ?? "";

interface Parts {
  header: jwt.JwtHeader;
  payload: jwt.JwtPayload;
}
const partsOf = (token: string): Parts => jwt.decode(token, { complete: true }) as never;
const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");
/** Any header over any payload, signed with the right secret. */
const forged = (change: { header?: object; payload?: object }, key = secret()): string => {
  const { header, payload } = partsOf(ann.token);
  const body = `${part({ ...header, ...change.header })}.${part({ ...payload, ...change.payload })}`;
  return `${body}.${createHmac("sha256", key).update(body).digest("base64url")}`;
};

test("A-32: the control: an unchanged token made so is good", async () => {
  expect((await ask(`Bearer ${forged({})}`)).data.viewer?.user.id).toBe(ann.id);
});

const now = Math.floor(Date.now() / 1_000);
const { publicKey } = generateKeyPairSync("rsa", { modulusLength: 2_048 });
test.each([
  ["alg none", () => `${forged({ header: { alg: "none" } }).replace(/[^.]*$/, "")}`],
  ["another HMAC", () => forged({ header: { alg: "HS512" } })],
  [
    "a public key as secret",
    () => forged({}, publicKey.export({ type: "spki", format: "pem" }).toString()),
  ],
  ["alg RS256", () => forged({ header: { alg: "RS256" } })],
  ["a foreign kid", () => forged({ header: { kid: "../../dev/null" } })],
  ["kid SQL", () => forged({ header: { kid: "' OR 1=1 --" } })],
  ["kid __proto__", () => forged({ header: { kid: "__proto__" } })],
  ["no kid", () => forged({ header: { kid: undefined } })],
  ["a key inside", () => forged({ header: { kid: undefined, jwk: { kty: "oct", k: "eA" } } })],
  ["a critical extension", () => forged({ header: { crit: ["exp"], kid: undefined } })],
  ["no exp", () => forged({ payload: { exp: undefined } })],
  ["exp as text", () => forged({ payload: { exp: `${now + 1_000}` } })],
  ["exp in the past", () => forged({ payload: { exp: now - 60 } })],
  ["nbf in the future", () => forged({ payload: { nbf: now + 3_600 } })],
  ["another audience", () => forged({ payload: { aud: "admin" } })],
  ["another issuer", () => forged({ payload: { iss: "elsewhere" } })],
  ["another type", () => forged({ payload: { typ: "refresh" } })],
  ["another subject", () => forged({ payload: { sub: "0".repeat(24) } })],
  ["an operator as subject", () => forged({ payload: { sub: { $ne: null } } })],
  ["another session", () => forged({ payload: { sid: "0".repeat(24) } })],
  ["more than it can say", () => forged({ payload: { more: "x".repeat(8_000) } })],
  ["a refresh token", () => ann.refreshToken],
])("A-32: a token with %s is refused with 401", async (_, make) => {
  const answer = await ask(`Bearer ${make()}`);
  expect(answer.status).toBe(401);
  expect(answer.errors?.[0]?.extensions.code).toBe("UNAUTHENTICATED");
});

test("A-32: an access token does not refresh", async () => {
  const answer = await post(app.url, RefreshDocument, { refreshToken: ann.token });
  expect(answer.errors?.[0]?.extensions.code).toBe("REFRESH_INVALID");
});

test("a user's token is refused under the admin's scheme, and the other way round", async () => {
  const admin = await superAdmin(app);
  const token = (admin["authorization"] ?? "").replace("Admin ", "");
  expect((await ask(`Admin ${token}`)).data.viewer?.role).toBe("SUPER_ADMIN");
  expect((await ask(`Bearer ${token}`)).status).toBe(401);
  expect((await ask(`Admin ${ann.token}`)).status).toBe(401);
});

test("A-33: after a new secret was put in front, tokens of the old one go on", async () => {
  const { token, refreshToken } = await logIn(app, ann.email);
  const names = ["ACCESS_JWT_SECRET_USER", "REFRESH_JWT_SECRET_USER"];
  const { accessSecrets, refreshSecrets } = app.config.realms.user;
  const old = [accessSecrets[0], refreshSecrets[0]];
  const rotated = await startApp({
    env: {
      MONGO_DB_URI: app.config.mongoUri,
      ...Object.fromEntries(names.map((name, i) => [name, `fresh-${name}-0123456789,${old[i]}`])),
    },
  });
  expect((await post(rotated.url, ViewerDocument, {}, token)).data.viewer?.user.id).toBe(ann.id);
  const { data } = await post(rotated.url, RefreshDocument, { refreshToken });
  const fresh = data.refresh.tokens?.accessToken ?? "";
  expect((await post(rotated.url, ViewerDocument, {}, fresh)).data.viewer?.user.id).toBe(ann.id);
  expect(partsOf(fresh).header.kid).not.toBe(partsOf(token).header.kid);
  await rotated.stop();
});
