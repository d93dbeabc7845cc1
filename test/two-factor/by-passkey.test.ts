import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { generate } from "otplib";
import {
  AddPasskeyDocument,
  AnswerChallengeDocument,
  BeginPasskeyDocument,
  BeginPasskeyProofDocument,
  BeginTwoFactorDocument,
  ChangePasswordDocument,
  DeleteAccountDocument,
  DisableTwoFactorDocument,
  EnableTwoFactorDocument,
  LoginWithPasskeyDocument,
  RemovePasskeyDocument,
  ViewerDocument,
} from "../generated/graphql.js";
import type { TestApp } from "../support/app.js";
import {
  addPasskey,
  Authenticator,
  enterByPasskey,
  passkeyOptions,
  type Options,
} from "../support/authenticator.js";
import { codeOf, post, until } from "../support/graphql.js";
import { freshToken, survivors, tryLogin } from "../support/logins.js";
import { startNodePair, type NodePair } from "../support/node-pair.js";
import { logIn, PASSWORD, signUp, type Person } from "../support/people.js";
import { during, RACE_LIMIT_MS, raceRuns } from "../support/race.js";

let nodes: NodePair;
let here: TestApp;
let there: TestApp;
beforeAll(async () => {
  nodes = await startNodePair({ env: { SALT_ROUND: "7" } });
  ({ here, there } = nodes);
}, 120_000);
afterAll(() => nodes.stop());

type Holder = Person & { readonly authenticator: Authenticator; readonly passkey: string };

async function holder(name: string): Promise<Holder> {
  const person = await signUp(here, name);
  const { authenticator, id } = await addPasskey(here, person);
  return { ...person, authenticator, passkey: id };
}

async function asked({ token }: Pick<Person, "token">, at = here): Promise<Options> {
  const { data, errors } = await post(at.url, BeginPasskeyProofDocument, {}, token);
  if (errors) throw new Error(JSON.stringify(errors));
  return data.beginPasskeyProof.options;
}
const begin = async ({ token }: Pick<Person, "token">) =>
  (await post(here.url, BeginTwoFactorDocument, { password: PASSWORD }, token)).data.beginTwoFactor;
const enable = ({ token }: Pick<Person, "token">, credential: Options, at = there) =>
  post(at.url, EnableTwoFactorDocument, { credential }, token);
const disable = ({ token }: Pick<Person, "token">, credential: Options, at = here) =>
  post(at.url, DisableTwoFactorDocument, { credential, password: PASSWORD }, token);
const remove = ({ token }: Pick<Person, "token">, id: string, at = here) =>
  post(at.url, RemovePasskeyDocument, { id, password: PASSWORD }, token);

/** Asked on one node, shown on the other. */
async function turnOn(person: Holder): Promise<readonly string[]> {
  const { recoveryCodes } = await begin(person);
  const enabled = await enable(person, person.authenticator.sign(await asked(person)));
  if (enabled.errors) throw new Error(JSON.stringify(enabled.errors));
  return recoveryCodes;
}

test("a passkey is the second factor of whoever has no app, from its first signature on", async () => {
  const ann = await holder("Ann");
  const other = await logIn(there, ann.email);
  const { otpauthUrl, recoveryCodes } = await begin(ann);
  expect((await tryLogin(here, ann.email))?.tokens).not.toBeNull();
  const enabled = await enable(ann, ann.authenticator.sign(await asked(ann)));
  expect(enabled.data.enableTwoFactor).toMatchObject({
    twoFactorEnabled: true,
    twoFactorMethods: ["RECOVERY_CODE", "PASSKEY"],
  });
  expect((await post(here.url, ViewerDocument, {}, other.token)).status).toBe(401);

  const entered = await tryLogin(here, ann.email);
  expect(entered).toMatchObject({
    tokens: null,
    challenge: { methods: ["RECOVERY_CODE", "PASSKEY"] },
  });
  const { token = "", passkeyOptions: options } = entered?.challenge ?? {};
  const answer = (input: { method: "PASSKEY" | "TOTP" | "RECOVERY_CODE" } & Options) =>
    post(there.url, AnswerChallengeDocument, { input: { token, ...input } });
  // The app of the set-up was never shown to work, and nothing of it is kept.
  const secret = new URL(otpauthUrl).searchParams.get("secret") ?? "";
  const code = await generate({ secret });
  expect(codeOf(await answer({ method: "TOTP", code }))).toBe("CODE_INVALID");
  const stored = await nodes.rows.collection("two_factors").find().toArray();
  expect(stored.filter((row) => row["secret"] !== null)).toEqual([]);
  const credential = ann.authenticator.sign(options ?? {});
  const done = await answer({ method: "PASSKEY", credential });
  expect(done.data.answerChallenge.viewer?.email).toBe(ann.email);
  // Alone it is both factors, as before.
  const alone = await enterByPasskey(ann.authenticator, here, there);
  expect(alone.data.loginWithPasskey.tokens).not.toBeNull();

  const lost = (await tryLogin(there, ann.email))?.challenge?.token ?? "";
  const [first = ""] = recoveryCodes;
  const input = { token: lost, method: "RECOVERY_CODE", code: first } as const;
  const found = await post(here.url, AnswerChallengeDocument, { input });
  const token_ = found.data.answerChallenge.tokens?.accessToken ?? "";
  const off = await disable({ token: token_ }, ann.authenticator.sign(await asked(ann)));
  expect(off.data.disableTwoFactor).toMatchObject({
    twoFactorEnabled: false,
    twoFactorMethods: [],
  });
  expect((await tryLogin(there, ann.email))?.tokens).not.toBeNull();
  await until("its owner was told", async () => {
    const mails = await here.inbox(ann.email);
    return mails.filter(({ subject }) => subject.includes("Two-factor")).length === 2;
  });
});

test("it takes the place of a code where a code is asked for, on either node", async () => {
  const ann = await holder("Ann");
  await turnOn(ann);
  const proof = { password: PASSWORD };
  const bare = await post(there.url, BeginPasskeyDocument, proof, ann.token);
  expect(codeOf(bare)).toBe("CHALLENGE_REQUIRED");
  expect(codeOf(await post(here.url, DeleteAccountDocument, proof, ann.token))).toBe(
    "CHALLENGE_REQUIRED",
  );
  const shown = async (at: TestApp) => ({
    ...proof,
    credential: ann.authenticator.sign(await asked(ann, at)),
  });
  const both = { ...(await shown(here)), code: "000000" };
  expect(codeOf(await post(there.url, BeginPasskeyDocument, both, ann.token))).toBe(
    "BAD_USER_INPUT",
  );
  const begun = await post(there.url, BeginPasskeyDocument, await shown(here), ann.token);
  expect(begun.errors).toBeUndefined();
  const erased = await post(here.url, DeleteAccountDocument, await shown(there), ann.token);
  expect(erased.errors).toBeUndefined();
});

test("nothing is switched on by it that was not begun, and nobody is asked who has none", async () => {
  const [ann, bob] = [await holder("Ann"), await signUp(here, "Bob")];
  expect(codeOf(await enable(ann, ann.authenticator.sign(await asked(ann))))).toBe("CONFLICT");
  expect(codeOf(await post(here.url, BeginPasskeyProofDocument, {}, bob.token))).toBe("NOT_FOUND");
  expect(codeOf(await post(here.url, EnableTwoFactorDocument, {}, ann.token))).toBe(
    "BAD_USER_INPUT",
  );
  await begin(ann);
  expect(codeOf(await enable(ann, { id: { $gt: "" } }))).toBe("BAD_USER_INPUT");
});

test("A-128: what a session alone may have signed adds no passkey, opens nothing, and is good once", async () => {
  const [ann, eve] = [await holder("Ann"), await holder("Eve")];
  await begin(ann);
  const added = new Authenticator().create({ ...(await asked(ann)), user: { id: "eA" } });
  const input = { credential: added, name: "Thief" };
  expect(codeOf(await post(there.url, AddPasskeyDocument, { input }, ann.token))).toBe(
    "CODE_EXPIRED",
  );
  const entering = { input: { credential: ann.authenticator.sign(await asked(ann)) } };
  expect(codeOf(await post(there.url, LoginWithPasskeyDocument, entering))).toBe("CODE_EXPIRED");
  // Of another question, account, key and page.
  const { data } = await post(here.url, BeginPasskeyDocument, { password: PASSWORD }, ann.token);
  const expired = [
    ann.authenticator.sign(await passkeyOptions(here)),
    ann.authenticator.sign(data.beginPasskey.options),
    ann.authenticator.sign(await asked(eve)),
  ];
  for (const credential of expired)
    expect(codeOf(await enable(ann, credential))).toBe("CODE_EXPIRED");
  const invalid = [
    eve.authenticator.sign(await asked(ann)),
    ann.authenticator.sign(await asked(ann), { origin: "https://evil.example" }),
    ann.authenticator.sign(await asked(ann), { verified: false }),
  ];
  for (const credential of invalid)
    expect(codeOf(await enable(ann, credential))).toBe("CODE_INVALID");
  const good = ann.authenticator.sign(await asked(ann));
  const all = await Promise.all([enable(ann, good, here), enable(ann, good, there)]);
  expect(all.map(codeOf).sort()).toEqual(["CODE_EXPIRED", undefined]);
  expect(codeOf(await disable(ann, good))).toBe("CODE_EXPIRED");
  const late = ann.authenticator.sign(await asked(ann));
  await nodes.rows.age("passkey_challenges", 5 * 60_000);
  expect(codeOf(await disable(ann, late))).toBe("CODE_EXPIRED");
});

test("A-128: what was asked for before the account changed proves nothing", async () => {
  const ann = await holder("Ann");
  await turnOn(ann);
  const before = ann.authenticator.sign(await asked(ann));
  const input = { currentPassword: PASSWORD, newPassword: "another phrase of 2026" };
  const changed = await post(here.url, ChangePasswordDocument, { input }, ann.token);
  const token = changed.data.changePassword.tokens?.accessToken ?? "";
  const variables = { credential: before, password: input.newPassword };
  expect(codeOf(await post(there.url, DisableTwoFactorDocument, variables, token))).toBe(
    "CODE_INVALID",
  );
});

test.each(raceRuns)(
  "A-129: the last passkey stays while it is the only second factor, whatever races (%#)",
  async () => {
    const ann = await holder("Ann");
    await turnOn(ann);
    expect(codeOf(await remove(ann, ann.passkey))).toBe("CONFLICT");
    // It has not even lost it for a while.
    expect((await enterByPasskey(ann.authenticator, here, there)).errors).toBeUndefined();
    const credential = ann.authenticator.sign(await asked(ann));
    const proof = { password: PASSWORD, credential };
    const begun = await post(here.url, BeginPasskeyDocument, proof, ann.token);
    const made = new Authenticator().create(begun.data.beginPasskey.options);
    const input = { credential: made, name: "Second" };
    const added = await post(there.url, AddPasskeyDocument, { input }, ann.token);
    const second = added.data.addPasskey.id;
    // Two attempts for one of them: what the refused one takes back is not the other one's.
    const gone = await Promise.all([
      remove(ann, ann.passkey, here),
      remove(ann, second, there),
      remove(ann, ann.passkey, there),
      remove(ann, second, here),
    ]);
    expect(gone.map(codeOf)).toContain("CONFLICT");
    const { methods } = (await tryLogin(there, ann.email))?.challenge ?? {};
    expect(methods).toEqual(["RECOVERY_CODE", "PASSKEY"]);
  },
  RACE_LIMIT_MS,
);

test.each(raceRuns)(
  "A-129: a passkey that is removed while it becomes the second factor is not missed (%#)",
  async (run) => {
    const ann = await holder("Ann");
    await begin(ann);
    const credential = ann.authenticator.sign(await asked(ann));
    // One of the two a little later each time, so that they meet at each of their steps.
    const later = async (waits: number): Promise<void> => {
      for (; waits > 0; waits -= 1) await post(there.url, "{ __typename }");
    };
    const behind = Math.ceil((run % 10) / 2);
    await Promise.all([
      later(run % 2 ? behind : 0).then(() => enable(ann, credential, here)),
      later(run % 2 ? 0 : behind).then(() =>
        post(there.url, RemovePasskeyDocument, { id: ann.passkey }, ann.token),
      ),
    ]);
    const { challenge = null } = (await tryLogin(there, ann.email)) ?? {};
    expect(challenge?.methods ?? ["PASSKEY"]).toContain("PASSKEY");
  },
  RACE_LIMIT_MS,
);

test.each(raceRuns)(
  "A-73: no login without it outlives its being switched on (%#)",
  async () => {
    const ann = await holder("Ann");
    await begin(ann);
    const token = await freshToken(here, ann.email);
    const credential = ann.authenticator.sign(await asked({ token }));
    const entered = await during(
      async () => expect((await enable({ token }, credential)).errors).toBeUndefined(),
      (worker) => tryLogin(worker % 2 ? here : there, ann.email),
    );
    expect(await survivors(entered, [here, there])).toBe(0);
    expect((await tryLogin(there, ann.email))?.challenge).not.toBeNull();
  },
  RACE_LIMIT_MS,
);
