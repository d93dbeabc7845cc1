import { afterAll, afterEach, beforeAll, describe, expect, test } from "@jest/globals";
import { generate } from "otplib";
import {
  BeginTwoFactorDocument,
  EnableTwoFactorDocument,
  LoginDocument,
  SignupDocument,
} from "../generated/graphql.js";
import { startApp, type TestApp } from "../support/app.js";
import { addPasskey, passkeyOptions } from "../support/authenticator.js";
import { ask, openDirect, send } from "../support/conversations.js";
import { CLIENT_ID, startGoogle, type FakeGoogle } from "../support/google.js";
import { startIssuer, type Issuer } from "../support/issuer.js";
import { codeOf, post } from "../support/graphql.js";
import { logIn, PASSWORD, readCode, signUp, type Person } from "../support/people.js";
import { Peer } from "../support/peer.js";

const SEEN = `tokens { accessToken } viewer {
  email user { name presence { status } }
  sessions { isCurrent }
  conversations(first: 2) { nodes { id peer { user { name } } viewerMembership { notify } messages(first: 2) { nodes { body sender { id } } } } }
  contacts(first: 2) { nodes { id } }
}`;

let google: FakeGoogle;
let shop: Issuer;
let app: TestApp;
let ann: Person;
let bob: Person;
beforeAll(async () => {
  [google, shop] = await Promise.all([startGoogle(), startIssuer()]);
  const { keysUrl } = google;
  app = await startApp({
    config: { google: { clientId: CLIENT_ID, keysUrl }, identityProviders: [shop.configured()] },
  });
  [ann, bob] = await Promise.all([signUp(app, "Ann"), signUp(app, "Bob")]);
  await send(app, bob, await openDirect(app, bob, ann), "hello");
});
afterEach(() => Peer.cutAll());
afterAll(async () => {
  await app.stop();
  await Promise.all([google.stop(), shop.stop()]);
});

interface Seen {
  readonly tokens: { accessToken: string };
  readonly viewer: {
    readonly email: string;
    readonly sessions: { isCurrent: boolean }[];
    readonly conversations: { nodes: { messages: { nodes: { body: string }[] } }[] };
  };
}
type Given = Readonly<Record<string, unknown>>;

/** The name of the mutation and its arguments. */
const call = (text: string, variables: Given = {}, token?: string, types = "") =>
  post<Record<string, Seen>>(
    app.url,
    `mutation ${types} { it: ${text} { ${SEEN} } }`,
    variables,
    token,
  );
const login = (person: Person) =>
  `login(input: { email: "${person.email}", password: "${PASSWORD}" })`;

/** Each mutation that answers tokens, by somebody without or with a conversation. */
const WAYS: Readonly<Record<string, () => ReturnType<typeof call>>> = {
  login: async () => call(login(ann)),
  refresh: async () => {
    const { refreshToken } = await logIn(app, ann.email);
    return call(`refresh(refreshToken: "${refreshToken}")`);
  },
  changePassword: async () => {
    const { token } = await logIn(app, ann.email);
    const input = `{ currentPassword: "${PASSWORD}", newPassword: "${PASSWORD}" }`;
    return call(`changePassword(input: ${input})`, {}, token);
  },
  confirmEmail: async () => {
    const email = `cid-${Date.now()}@example.com`;
    const input = { name: "Cid", email, password: PASSWORD };
    const { data } = await post(app.url, SignupDocument, { input });
    const code = await readCode(app, email);
    const proof = `{ email: "${email}", code: "${code}", token: "${data.signup.token}" }`;
    return call(`confirmEmail(input: ${proof})`);
  },
  answerChallenge: async () => {
    const dan = await signUp(app, "Dan");
    const begun = await ask(app, dan, BeginTwoFactorDocument, { password: PASSWORD });
    const secret = new URL(begun.beginTwoFactor.otpauthUrl).searchParams.get("secret") ?? "";
    await ask(app, dan, EnableTwoFactorDocument, { code: await generate({ secret }) });
    const input = { email: dan.email, password: PASSWORD };
    const { challenge } = (await post(app.url, LoginDocument, { input })).data.login;
    const code = begun.beginTwoFactor.recoveryCodes[0];
    const answer = `{ token: "${challenge?.token}", method: RECOVERY_CODE, code: "${code}" }`;
    return call(`answerChallenge(input: ${answer})`);
  },
  loginWithPasskey: async () => {
    const { authenticator } = await addPasskey(app, await signUp(app, "Eve"));
    const input = { credential: authenticator.sign(await passkeyOptions(app)) };
    return call(
      "loginWithPasskey(input: $input)",
      { input },
      undefined,
      "($input: PasskeyLoginInput!)",
    );
  },
  exchangeToken: async () => {
    const token = await shop.token({ name: "Hal", sub: `hal-${Date.now()}` });
    return call(`exchangeToken(input: { issuer: "${shop.issuer}", token: "${token}" })`);
  },
  loginWithGoogle: async () => {
    const email = `gia-${Date.now()}@example.com`;
    const idToken = await google.token({ sub: email, email, name: "Gia" });
    return call(`loginWithGoogle(input: { idToken: "${idToken}" })`);
  },
};

test("every mutation that answers tokens is tried below", async () => {
  const query = `{ __type(name: "Mutation") { fields { name type { name ofType { name } } } } }`;
  interface Found {
    __type: { fields: { name: string; type: { ofType: { name: string } | null } }[] };
  }
  const { data } = await post<Found>(app.url, query);
  const found = data.__type.fields.filter(({ type }) => type.ofType?.name === "AuthResult");
  expect(found.map(({ name }) => name).sort()).toEqual(Object.keys(WAYS).sort());
});

describe.each(Object.entries(WAYS))("%s", (_name, way) => {
  test("shows whom it has signed in all that is theirs", async () => {
    const { data, errors } = await way();
    expect(errors).toBeUndefined();
    const { viewer } = data["it"] as Seen;
    expect(viewer.sessions.filter(({ isCurrent }) => isCurrent)).toHaveLength(1);
    if (viewer.email === ann.email)
      expect(viewer.conversations.nodes[0]?.messages.nodes).toMatchObject([{ body: "hello" }]);
  });
});

test("what stands behind it in the document is asked by whoever sent it", async () => {
  const document = (rest: string) => `mutation { ${login(ann)} { viewer { email } } ${rest} }`;
  const rename = `updateProfile(input: { bio: "mine" }) { email }`;
  expect(codeOf(await post(app.url, document(rename)))).toBe("UNAUTHENTICATED");
  const { data } = await post<Record<string, { viewer?: unknown; email: string }>>(
    app.url,
    document(rename),
    {},
    bob.token,
  );
  expect(data).toMatchObject({
    login: { viewer: { email: ann.email } },
    updateProfile: { email: bob.email },
  });
});

test("a stale token beside it does not stand in the way", async () => {
  const { status, errors } = await call(login(ann), {}, "not-a-token");
  expect([status, errors]).toEqual([200, undefined]);
});

test("a socket that logs somebody in stays whose it was", async () => {
  const peer = await new Peer(app).acknowledged();
  peer.subscribe("1", `mutation { it: ${login(ann)} { ${SEEN} } }`);
  expect(JSON.stringify(await peer.answered("1"))).toContain("hello");
  peer.subscribe("2", "{ viewer { email } }");
  expect(await peer.answered("2")).toMatchObject({ payload: { data: { viewer: null } } });
});
