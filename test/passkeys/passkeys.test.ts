import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { generate } from "otplib";
import {
  AddPasskeyDocument,
  AnswerChallengeDocument,
  BeginPasskeyDocument,
  BeginPasskeyLoginDocument,
  BeginTwoFactorDocument,
  ChangePasswordDocument,
  DeleteAccountDocument,
  EnableTwoFactorDocument,
  LoginDocument,
  LoginWithPasskeyDocument,
  PasskeysDocument,
  RemovePasskeyDocument,
  SuspendUserDocument,
  UnsuspendUserDocument,
  ViewerDocument,
} from "../generated/graphql.js";
import type { TestApp } from "../support/app.js";
import {
  addPasskey,
  Authenticator,
  cborBytes,
  enterByPasskey,
  passkeyOptions,
  type Options,
  type Signing,
} from "../support/authenticator.js";
import { ownCertificate } from "../support/certificate.js";
import { codeOf, post, until } from "../support/graphql.js";
import { startNodePair, type NodePair } from "../support/node-pair.js";
import { logIn, PASSWORD, signUp, superAdmin, type Person } from "../support/people.js";
import { during, RACE_LIMIT_MS, raceRuns } from "../support/race.js";

let nodes: NodePair;
let here: TestApp;
let there: TestApp;
let ann: Person;
beforeAll(async () => {
  // A page of this port alone: which one it is does not matter to a key in software.
  nodes = await startNodePair({ env: { TRUST_PROXY_HOPS: "1" } });
  ({ here, there } = nodes);
  ann = await signUp(here, "Ann");
}, 120_000);
afterAll(() => nodes.stop());

const login = (credential: Options, at: TestApp) =>
  post(at.url, LoginWithPasskeyDocument, { input: { credential } });
const begin = async (person: Person, at = here): Promise<Options> => {
  const { data, errors } = await post(
    at.url,
    BeginPasskeyDocument,
    { password: PASSWORD },
    person.token,
  );
  if (errors) throw new Error(JSON.stringify(errors));
  return data.beginPasskey.options;
};
const add = (person: Person, credential: Options, at = there, name = "Key") =>
  post(at.url, AddPasskeyDocument, { input: { credential, name } }, person.token);
const remove = (person: Person, id: string, at = here, password: string | null = PASSWORD) =>
  post(at.url, RemovePasskeyDocument, { id, password }, person.token);
const passkeysOf = async (person: Person, at = there) =>
  (await post(at.url, PasskeysDocument, {}, person.token)).data.viewer?.passkeys ?? [];
const isIn = async (token: string, at: TestApp): Promise<boolean> =>
  !(await post(at.url, ViewerDocument, {}, token)).errors;
const mailsTo = async (person: Person, subject: RegExp) =>
  (await here.inbox(person.email)).filter((mail) => subject.test(mail.subject));
/** Signs up as somebody new, with a passkey. */
const holder = async (name: string) => {
  const person = await signUp(here, name);
  return { person, ...(await addPasskey(here, person)) };
};

test("a passkey is asked for on one node, made on the other, and opens the account alone", async () => {
  const options = await begin(ann, here);
  expect(options).toMatchObject({
    rp: { id: "localhost", name: "Confab" },
    user: { name: ann.email, displayName: "Ann" },
    authenticatorSelection: { residentKey: "required", userVerification: "required" },
    attestation: "none",
  });
  const authenticator = new Authenticator();
  const added = await add(ann, authenticator.create(options), there, " Ann's phone ");
  expect(added.data.addPasskey).toMatchObject({ name: "Ann's phone", lastUsedAt: null });
  const request = await passkeyOptions(here);
  expect(request).toMatchObject({ rpId: "localhost", userVerification: "required" });
  // Who has one is nobody's business.
  expect(request).not.toHaveProperty("allowCredentials");
  const entered = await login(authenticator.sign(request), there);
  expect(entered.data.loginWithPasskey).toMatchObject({
    tokens: { tokenType: "Bearer" },
    viewer: { email: ann.email },
    challenge: null,
  });
  expect(await passkeysOf(ann)).toEqual([
    expect.objectContaining({ name: "Ann's phone", lastUsedAt: expect.any(String) }),
  ]);
  const known = (await begin(ann))["excludeCredentials"];
  expect(known).toEqual([expect.objectContaining({ transports: ["internal"] })]);
});

test("A-117: an answer is good once, on whatever node it comes again", async () => {
  const { person, authenticator } = await holder("Once");
  const credential = authenticator.sign(await passkeyOptions(here));
  const both = await Promise.all([here, there, here, there].map((at) => login(credential, at)));
  expect(both.map(codeOf).filter((code) => code === undefined)).toHaveLength(1);
  for (const at of [here, there]) expect(codeOf(await login(credential, at))).toBe("CODE_EXPIRED");
  const created = new Authenticator().create(await begin(person, there));
  expect(codeOf(await add(person, created, here))).toBeUndefined();
  expect(codeOf(await add(person, created, there))).toBe("CODE_EXPIRED");
  // One of ours that nobody has asked for, and one that is for something else.
  const invented = { challenge: "x".repeat(43) };
  expect(codeOf(await login(authenticator.sign(invented), there))).toBe("CODE_EXPIRED");
  expect(codeOf(await login(authenticator.sign(await begin(person)), there))).toBe("CODE_EXPIRED");
  const late = authenticator.sign(await passkeyOptions(here));
  await nodes.rows.age("passkey_challenges", 5 * 60_000);
  expect(codeOf(await login(late, there))).toBe("CODE_EXPIRED");
});

const ELSEWHERE: Readonly<Record<string, Signing>> = {
  "on a page of another site": { origin: "https://confab.example" },
  "on a page whose name begins with ours": { origin: "http://localhost.evil.example:4000" },
  "on a page whose port is none": { origin: "http://localhost:4000@evil.example" },
  "without https where that is asked for": { origin: "https://localhost:4000" },
  "for another domain": { rpId: "evil.example" },
  "inside another page": { clientData: { crossOrigin: true, topOrigin: "https://evil.example" } },
  "for another purpose": { clientData: { type: "payment.get" } },
  "by nobody who was verified": { verified: false },
};

test.each(Object.entries(ELSEWHERE))(
  "A-118: what was signed %s neither opens nor adds",
  async (_, how) => {
    const { person, authenticator } = await holder("Else");
    const login_ = await login(authenticator.sign(await passkeyOptions(here), how), there);
    expect(codeOf(login_)).toBe("INVALID_CREDENTIALS");
    const created = new Authenticator().create(await begin(person), how);
    const refused = await add(person, created);
    expect(codeOf(refused)).toBe("BAD_USER_INPUT");
    expect(refused.errors?.[0]?.extensions["field"]).toBe("input.credential");
    expect(await passkeysOf(person)).toHaveLength(1);
  },
);

test("A-118: another key, another account's name and an altered text open nothing", async () => {
  const { authenticator } = await holder("Keys");
  const other = await holder("Other");
  const forged = new Authenticator();
  Object.assign(forged, { credentialId: authenticator.credentialId });
  expect(codeOf(await login(forged.sign(await passkeyOptions(here)), there))).toBe(
    "INVALID_CREDENTIALS",
  );
  const userHandle = Buffer.from(other.person.id, "hex").toString("base64url");
  const named = authenticator.sign(await passkeyOptions(here), { userHandle });
  expect(codeOf(await login(named, there))).toBe("INVALID_CREDENTIALS");
  const signed = authenticator.sign(await passkeyOptions(here));
  const challenge = (await passkeyOptions(here))["challenge"];
  const clientData = { type: "webauthn.get", challenge, origin: "http://localhost:4000" };
  const clientDataJSON = Buffer.from(JSON.stringify(clientData)).toString("base64url");
  const altered = { ...signed, response: { ...(signed["response"] as object), clientDataJSON } };
  expect(codeOf(await login(altered, there))).toBe("INVALID_CREDENTIALS");
  expect(codeOf(await login(new Authenticator().sign(await passkeyOptions(here)), there))).toBe(
    "INVALID_CREDENTIALS",
  );
  // Browsers may leave out whose it is.
  const bare = authenticator.sign(await passkeyOptions(here), { userHandle: null });
  expect(codeOf(await login(bare, there))).toBeUndefined();
});

test("A-119: a passkey that was removed opens nothing on any node, and ends what it had opened", async () => {
  const { person, authenticator, id } = await holder("Gone");
  const entered = await enterByPasskey(authenticator, here, there);
  const { accessToken = "" } = entered.data.loginWithPasskey.tokens ?? {};
  const asked = authenticator.sign(await passkeyOptions(there));
  const foreign = await remove(ann, id, there);
  expect(codeOf(foreign)).toBe("NOT_FOUND");
  expect((await remove(person, id, here)).data.removePasskey).toBe(true);
  expect(codeOf(await login(asked, there))).toBe("INVALID_CREDENTIALS");
  await until("its session has ended", async () => !(await isIn(accessToken, there)));
  expect(await isIn(person.token, there)).toBe(true);
  expect(await passkeysOf(person)).toEqual([]);
  expect(codeOf(await remove(person, id, there))).toBe("NOT_FOUND");
  await until("its owner was told", async () => (await mailsTo(person, /removed/)).length === 1);
});

test.each(raceRuns)(
  "A-119: of the logins under way none survives the removal (%#)",
  async () => {
    const { person, authenticator, id } = await holder("Race");
    const opened = await during(
      () => remove(person, id, here),
      () => enterByPasskey(authenticator.copy(), there, there),
      { most: 16 }, // One more than twenty sessions would end that which removes it.
    );
    const tokens = opened.flatMap(({ data }) => data?.loginWithPasskey?.tokens?.accessToken ?? []);
    for (const token of tokens)
      await until(
        "it has ended",
        async () => !(await isIn(token, here)) && !(await isIn(token, there)),
      );
    expect(await isIn(person.token, here)).toBe(true);
  },
  RACE_LIMIT_MS,
);

test("A-120: who is suspended, or erased, does not come in by a passkey", async () => {
  const { person, authenticator } = await holder("Out");
  const root = await superAdmin(here);
  const userId = person.id;
  await post(here.url, SuspendUserDocument, { userId, reason: "x" }, undefined, root);
  expect(codeOf(await enterByPasskey(authenticator, there, there))).toBe("ACCOUNT_SUSPENDED");
  await post(here.url, UnsuspendUserDocument, { userId }, undefined, root);
  const back = await enterByPasskey(authenticator, there, here);
  const token = back.data.loginWithPasskey.tokens?.accessToken;
  const erased = await post(here.url, DeleteAccountDocument, { password: PASSWORD }, token);
  expect(erased.errors).toBeUndefined();
  expect(codeOf(await enterByPasskey(authenticator, there, there))).toBe("INVALID_CREDENTIALS");
  const left = await nodes.rows.collection("passkeys").find().toArray();
  expect(left.filter(({ userId: owner }) => String(owner) === person.id)).toEqual([]);
});

test("A-121: a copy of a key is found out by its counter, also on two nodes at once", async () => {
  const { authenticator } = await holder("Twin");
  const copy = authenticator.copy();
  expect(codeOf(await enterByPasskey(authenticator, here, there))).toBeUndefined();
  expect(codeOf(await enterByPasskey(copy, there, here))).toBe("INVALID_CREDENTIALS");
  const twin = authenticator.copy();
  const signed = [
    authenticator.sign(await passkeyOptions(here)),
    twin.sign(await passkeyOptions(there)),
  ];
  const both = await Promise.all(signed.map((one, at) => login(one, at ? here : there)));
  expect(both.map(codeOf).sort()).toEqual(["INVALID_CREDENTIALS", undefined]);
  // Those that are synchronised show no counter, and may all be used.
  const synced = new Authenticator();
  const { person } = await holder("Cloud");
  await add(person, synced.create(await begin(person), { counter: 0 }));
  for (const at of [here, there]) {
    const once = synced.sign(await passkeyOptions(at), { counter: 0 });
    expect(codeOf(await login(once, at))).toBeUndefined();
  }
});

async function turnOn(person: Person) {
  const proof = { password: PASSWORD };
  const begun = await post(here.url, BeginTwoFactorDocument, proof, person.token);
  const { otpauthUrl, recoveryCodes } = begun.data.beginTwoFactor;
  const secret = new URL(otpauthUrl).searchParams.get("secret") ?? "";
  const code = await generate({ secret });
  const enabled = await post(here.url, EnableTwoFactorDocument, { code }, person.token);
  if (enabled.errors) throw new Error(JSON.stringify(enabled.errors));
  return recoveryCodes;
}

test("A-122: a session alone adds and removes nothing: it takes the password, or a login of just now", async () => {
  const { person, id } = await holder("Thief");
  const { url } = there;
  const tries = { password: "wrong" };
  expect(codeOf(await post(url, BeginPasskeyDocument, tries, person.token))).toBe(
    "INVALID_CREDENTIALS",
  );
  expect(codeOf(await post(url, BeginPasskeyDocument, {}, person.token))).toBeUndefined();
  await nodes.rows.age("sessions", 11 * 60_000);
  expect(codeOf(await post(url, BeginPasskeyDocument, {}, person.token))).toBe("REAUTH_REQUIRED");
  expect(codeOf(await remove(person, id, there, null))).toBe("REAUTH_REQUIRED");
  expect(codeOf(await remove(person, id, there, "wrong"))).toBe("INVALID_CREDENTIALS");
  const [first = ""] = await turnOn(person);
  const withPassword = (code: string | null) =>
    post(url, BeginPasskeyDocument, { password: PASSWORD, code }, person.token);
  expect(codeOf(await withPassword(null))).toBe("CHALLENGE_REQUIRED");
  expect(codeOf(await withPassword("000000"))).toBe("CODE_INVALID");
  expect(codeOf(await withPassword(first))).toBeUndefined();
  await until("its owner was told", async () => (await mailsTo(person, /added/)).length === 1);
  const audit = await nodes.rows.collection("audit").find({ event: "PASSKEY_ADDED" }).toArray();
  expect(audit.map(({ subjectId }) => String(subjectId))).toContain(person.id);
});

test("A-123: what was begun before the account changed, or by somebody else, adds nothing", async () => {
  const person = await signUp(here, "Begun");
  const { token } = await logIn(there, person.email);
  const elsewhere = { ...person, token };
  const credential = new Authenticator().create(await begin(elsewhere, there));
  const foreign = new Authenticator().create(await begin(elsewhere, there));
  expect(codeOf(await add(ann, foreign, here))).toBe("CODE_EXPIRED");
  const own = new Authenticator().create(await begin(person, here));
  const input = { currentPassword: PASSWORD, newPassword: "another phrase of 2026" };
  await post(here.url, ChangePasswordDocument, { input }, person.token);
  expect(["UNAUTHENTICATED", "CONFLICT"]).toContain(codeOf(await add(elsewhere, credential)));
  expect(codeOf(await add(person, own, there))).toBe("CONFLICT");
  expect(await passkeysOf(person)).toEqual([]);
});

test("A-124: certificates in a statement are not looked at, and no address in them is fetched", async () => {
  let fetched = 0;
  const server = createServer((_, response) => {
    fetched += 1;
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const address = `http://127.0.0.1:${port}/revoked.crl`;
  // Without flaw: all but that nobody knows its maker.
  const vouched = { fmt: "fido-u2f", maker: ownCertificate(address) };
  expect(codeOf(await add(ann, new Authenticator().create(await begin(ann), vouched)))).toBe(
    "BAD_USER_INPUT",
  );
  const certificate = Buffer.from(address);
  const x5c = Buffer.concat([Buffer.from([0xa1, 0x63]), Buffer.from("x5c"), Buffer.from([0x81])]);
  const attStmt = Buffer.concat([x5c, cborBytes(certificate)]);
  const formats = ["packed", "tpm", "android-key", "android-safetynet", "fido-u2f", "apple", "x"];
  for (const fmt of formats) {
    const created = new Authenticator().create(await begin(ann), { fmt, attStmt });
    expect(codeOf(await add(ann, created))).toBe("BAD_USER_INPUT");
  }
  expect(fetched).toBe(0);
  await new Promise((resolve) => server.close(resolve));
});

test("A-125: a passkey is one account's, and there are at most twenty of it", async () => {
  const { person, authenticator } = await holder("Full");
  const again = authenticator.copy().create(await begin(ann));
  expect(codeOf(await add(ann, again))).toBe("CONFLICT");
  const begun: Options[] = [];
  // One after the other: of passwords that are compared at once only some are.
  while (begun.length < 24) begun.push(await begin(person));
  const added = await Promise.all(
    begun.map((options, at) =>
      add(person, new Authenticator().create(options), at % 2 ? here : there),
    ),
  );
  const codes = new Set(added.map(codeOf));
  expect(codes).toEqual(new Set([undefined, "LIMIT_REACHED"]));
  expect((await passkeysOf(person)).length).toBeLessThanOrEqual(20);
  while ((await passkeysOf(person)).length < 20) await addPasskey(here, person);
  const full = await post(here.url, BeginPasskeyDocument, { password: PASSWORD }, person.token);
  expect(full.errors?.[0]?.extensions).toMatchObject({ code: "LIMIT_REACHED", limit: 20 });
});

test("as a second factor it is asked for by either node, is good once, and only for its account", async () => {
  const { person, authenticator } = await holder("Second");
  const stranger = await holder("Stranger");
  await turnOn(person);
  const challenge = async (at: TestApp) => {
    const input = { email: person.email, password: PASSWORD };
    const { login: given } = (await post(at.url, LoginDocument, { input })).data;
    expect(given).toMatchObject({ tokens: null, challenge: { methods: expect.any(Array) } });
    return given.challenge ?? { token: "", methods: [], passkeyOptions: null };
  };
  const answer = (at: TestApp, token: string, credential?: Options, code?: string) =>
    post(at.url, AnswerChallengeDocument, {
      input: { token, method: "PASSKEY", credential: credential ?? null, code: code ?? null },
    });
  const asked = await challenge(here);
  expect(asked.methods).toContain("PASSKEY");
  const options = asked.passkeyOptions ?? {};
  expect(options["allowCredentials"]).toHaveLength(1);
  expect(codeOf(await answer(there, asked.token))).toBe("BAD_USER_INPUT");
  const wrong = [
    stranger.authenticator.sign(options),
    authenticator.sign(await passkeyOptions(here)),
    authenticator.sign(options, { origin: "https://evil.example" }),
  ];
  for (const credential of wrong)
    expect(codeOf(await answer(there, asked.token, credential))).toBe("CODE_INVALID");
  const good = authenticator.sign(options);
  const entered = await answer(there, asked.token, good);
  expect(entered.data.answerChallenge.viewer?.email).toBe(person.email);
  expect(codeOf(await answer(here, asked.token, good))).toBe("CODE_EXPIRED");
  // Five tries, as for every second factor.
  const { token } = await challenge(there);
  for (let tries = 0; tries < 5; tries += 1)
    expect(codeOf(await answer(here, token, stranger.authenticator.sign(options)))).toBe(
      "CODE_INVALID",
    );
  expect(codeOf(await answer(here, token, good))).toBe("TOO_MANY_ATTEMPTS");
  // Whoever has no passkey is asked for none.
  const other = await signUp(here, "Code");
  await turnOn(other);
  const input = { email: other.email, password: PASSWORD };
  const { login: plain } = (await post(there.url, LoginDocument, { input })).data;
  expect(plain.challenge).toMatchObject({ passkeyOptions: null });
  expect(plain.challenge?.methods).not.toContain("PASSKEY");
  // Alone it is two factors in one.
  expect(
    (await enterByPasskey(authenticator, here, there)).data.loginWithPasskey.tokens,
  ).toBeTruthy();
});

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");
const MALFORMED: Readonly<Record<string, Options>> = {
  nothing: {},
  "no response": { id: "eA" },
  "a response that is a text": { id: "eA", response: "x" },
  "client data that are no JSON": { id: "eA", response: { clientDataJSON: "eA" } },
  "client data that are null": { id: "eA", response: { clientDataJSON: encode(null) } },
  "a challenge that is an object": {
    id: "eA",
    response: { clientDataJSON: encode({ challenge: { $gt: "" }, origin: "x" }) },
  },
  "an id that is an object": {
    id: { $gt: "" },
    response: { clientDataJSON: encode({ challenge: "x", origin: "x" }) },
  },
  "bytes that are none": {
    id: "eA",
    response: {
      ...{ clientDataJSON: encode({ challenge: "x", origin: "x" }) },
      ...{ authenticatorData: "%%", signature: "%%", attestationObject: "%%" },
    },
  },
  "bytes without end": {
    id: "eA",
    response: {
      ...{ clientDataJSON: encode({ challenge: "x", origin: "x" }) },
      ...{ authenticatorData: "A".repeat(20_001), signature: "eA" },
      attestationObject: "A".repeat(20_001),
    },
  },
};

test.each(Object.entries(MALFORMED))("A-126: %s is BAD_USER_INPUT", async (_, credential) => {
  expect(codeOf(await login(credential, here))).toBe("BAD_USER_INPUT");
  expect(codeOf(await add(ann, credential))).toBe("BAD_USER_INPUT");
  const input = { token: "x", method: "PASSKEY" as const, credential };
  expect(codeOf(await post(here.url, AnswerChallengeDocument, { input }))).toBe("BAD_USER_INPUT");
});

test.each([
  ["no statement", Buffer.alloc(0)],
  ["half a statement", Buffer.from([0xa3, 0x63, 0x66])],
  ["lists without end", Buffer.alloc(9_000, 0x81)],
])("A-126: %s is refused, and the server goes on", async (_, attestationObject) => {
  const created = new Authenticator().create(await begin(ann));
  const response = {
    ...(created["response"] as object),
    attestationObject: attestationObject.toString("base64url"),
  };
  expect(codeOf(await add(ann, { ...created, response }))).toBe("BAD_USER_INPUT");
  const signed = new Authenticator().sign(await passkeyOptions(here));
  const short = { ...(signed["response"] as object), authenticatorData: "eA" };
  expect(codeOf(await login({ ...signed, response: short }, there))).toBe("INVALID_CREDENTIALS");
});

test("A-126: a passkey that was known answers with bytes of any kind", async () => {
  const { authenticator } = await holder("Bytes");
  for (const authenticatorData of ["eA", "A".repeat(200), "A".repeat(19_000)]) {
    const signed = authenticator.sign(await passkeyOptions(here));
    const response = { ...(signed["response"] as object), authenticatorData };
    expect(codeOf(await login({ ...signed, response }, there))).toBe("INVALID_CREDENTIALS");
  }
});

test.each([
  ["", "empty"],
  ["\u2800", "blank"],
  ["x".repeat(61), "long"],
  ["\ud800", "broken"],
])("a name that is %j is refused (%s)", async (name) => {
  const created = new Authenticator().create(await begin(ann));
  const refused = await add(ann, created, here, name);
  expect(refused.errors?.[0]?.extensions).toMatchObject({
    code: "BAD_USER_INPUT",
    field: "input.name",
  });
});

test("A-127: floods of questions that nobody answers are bounded, on both nodes together", async () => {
  const ask = (at: TestApp) =>
    post(at.url, BeginPasskeyLoginDocument, {}, undefined, { "x-forwarded-for": "203.0.113.77" });
  let refused = 0;
  for (let at = 0; at < 450; at += 50) {
    const asked = Array.from({ length: 50 }, (_, one) => ask(one % 2 ? here : there));
    refused += (await Promise.all(asked)).filter((one) => codeOf(one) === "RATE_LIMITED").length;
  }
  expect(refused).toBeGreaterThanOrEqual(50);
  expect(codeOf(await post(here.url, BeginPasskeyLoginDocument))).toBeUndefined();
});
