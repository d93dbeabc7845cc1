import { randomUUID } from "node:crypto";
import { generate } from "otplib";
import sharp from "sharp";
import { addPasskey, Authenticator, enterByPasskey } from "../support/authenticator.js";
import { createGroup, send } from "../support/conversations.js";
import { logIn, PASSWORD, readCode } from "../support/people.js";
import { upload } from "../support/upload.js";
import { at, type Owner, type World } from "./world.js";

/** Somebody's device at the other node, and what it is to be told. */
export interface Seen {
  readonly token: string;
  readonly events: readonly string[];
  /** It ends by what happens: then they log in again, and see what they missed. */
  readonly again?: () => Promise<string>;
}

export interface Case {
  readonly act: () => Promise<unknown>;
  readonly seen: readonly Seen[];
}

/** What a mutation changes of somebody's own; or why there is nothing that their own log has to tell. */
export type Row = ((world: World) => Promise<Case>) | string;

const MESSAGES = "it is in the log of the conversation, which conversationEvents follows";
const NOTHING = "nothing is stored that a query answers from";
const NOBODY = "it is no account's own, and nobody is signed in by it yet";
const SERVER = "it belongs to the server, and no person follows it";
const CONVERSATION = "it belongs to a conversation, not to a person: others read it when they ask";

const one = (
  who: Pick<Owner, "elsewhere">,
  events: readonly string[],
  act: () => Promise<unknown>,
): Case => ({ act, seen: [{ token: who.elsewhere, events }] });

const again = async (world: World, { email }: Owner): Promise<string> =>
  (await logIn(world.pair.there, email)).token;

/** Ends all logins of somebody: what they see is there when they come again. */
const ending = (
  world: World,
  who: Owner,
  events: readonly string[],
  act: () => Promise<unknown>,
  before: () => Promise<unknown> = () => Promise.resolve(),
): Case => ({
  act,
  seen: [
    {
      ...{ token: who.elsewhere, events },
      again: async () => {
        await before();
        return again(world, who);
      },
    },
  ],
});

/** The one who acts stays in, at the other node; all their other logins end. */
const keeping = (
  { there }: World["pair"],
  who: Owner,
  events: readonly string[],
  act: (there: World["pair"]["there"]) => Promise<unknown>,
): Case => ({ act: () => act(there), seen: [{ token: who.token, events }] });

const withSecret = async (world: World, who: Owner): Promise<string> => {
  const begun = await world.do(
    who,
    `mutation { beginTwoFactor(password: "${PASSWORD}") { otpauthUrl } }`,
  );
  return new URL(at(begun, "beginTwoFactor.otpauthUrl")).searchParams.get("secret") ?? "";
};

const enabled = async (world: World, who: Owner): Promise<string> => {
  const secret = await withSecret(world, who);
  const code = await generate({ secret });
  await world.do(who, `mutation { enableTwoFactor(code: "${code}") { id } }`);
  return secret;
};

const customer = async (world: World, name: string) => {
  const externalId = randomUUID();
  const users = [{ externalId, name }];
  const made = await world.do(
    world.key.headers,
    "mutation ($users: [UpsertUserInput!]!) { upsertUsers(users: $users) { user { id } } }",
    { users },
  );
  const issue = `mutation { issueTokens(externalId: "${externalId}", device: "x") { accessToken } }`;
  const token = async (): Promise<string> =>
    at(await world.do(world.key.headers, issue), "issueTokens.accessToken");
  const id = at((made["upsertUsers"] as readonly unknown[])[0], "user.id");
  return { externalId, issue, id, token, elsewhere: await token() };
};

export const ROWS: Readonly<Record<string, Row>> = {
  // conversations
  addMembers: async (world) => {
    const { ann, cid, group } = world;
    const text = `mutation { addMembers(conversationId: "${group}", userIds: ["${cid.id}"]) { id } }`;
    return one(cid, ["ConversationAppeared"], () => world.do(ann, text));
  },
  removeMember: async (world) => {
    const { ann } = world;
    const eve = await world.person("Eve");
    const group = await createGroup(world.pair.here, ann, [eve]);
    const text = `mutation { removeMember(conversationId: "${group}", userId: "${eve.id}") { id } }`;
    return one(eve, ["MembershipChanged"], () => world.do(ann, text));
  },
  setMemberRole: async (world) => {
    const { ann, bob, group } = world;
    const text = `mutation { setMemberRole(conversationId: "${group}", userId: "${bob.id}", role: ADMIN) { id } }`;
    return one(bob, ["MembershipChanged"], () => world.do(ann, text));
  },
  leaveConversation: async (world) => {
    const { ann, bob } = world;
    const group = await createGroup(world.pair.here, ann, [bob]);
    return one(bob, ["MembershipChanged"], () =>
      world.do(bob, `mutation { leaveConversation(id: "${group}") }`),
    );
  },
  createGroup: async (world) => {
    const { ann, bob } = world;
    const events = ["ConversationAppeared"];
    return {
      act: () => createGroup(world.pair.here, ann, [bob]),
      seen: [ann, bob].map(({ elsewhere: token }) => ({ token, events })),
    };
  },
  ensureConversation: async (world) => {
    const { bob, cid } = world;
    const input = {
      ...{ externalId: randomUUID(), kind: "GROUP", name: "Order" },
      members: [{ userId: bob.id }, { userId: cid.id }],
    };
    const text =
      "mutation ($input: EnsureConversationInput!) { ensureConversation(input: $input) { id } }";
    const events = ["ConversationAppeared"];
    return {
      act: () => world.do(world.key.headers, text, { input }),
      seen: [bob, cid].map(({ elsewhere: token }) => ({ token, events })),
    };
  },
  openDirectConversation: async (world) => {
    const { bob, cid } = world;
    const text = `mutation { openDirectConversation(userId: "${cid.id}") { id } }`;
    const events = ["ConversationAppeared"];
    return {
      act: () => world.do(bob, text),
      seen: [bob, cid].map(({ elsewhere: token }) => ({ token, events })),
    };
  },
  answerGroupInvitation: async (world) => {
    const { ann } = world;
    const eve = await world.person("Eve");
    await world.do(eve, "mutation { updateSettings(input: { groupInvites: NOBODY }) { id } }");
    const group = await createGroup(world.pair.here, ann, []);
    const events = ["InvitationChanged", "ConversationAppeared"];
    return one(eve, events, async () => {
      await world.do(
        ann,
        `mutation { addMembers(conversationId: "${group}", userIds: ["${eve.id}"]) { id } }`,
      );
      await world.do(
        eve,
        `mutation { answerGroupInvitation(conversationId: "${group}", accept: true) { id } }`,
      );
    });
  },
  updateConversation: CONVERSATION,
  patchConversationMetadata: CONVERSATION,
  updateMembership: async (world) => {
    const { ann, direct } = world;
    const input =
      '{ archived: true, pinned: true, unreadFromSeq: 1, clearedSeq: 1, draft: "Well", notify: NONE, mutedUntil: "2100-01-01T00:00:00.000Z" }';
    const text = `mutation { updateMembership(conversationId: "${direct}", input: ${input}) { id } }`;
    return one(ann, ["MembershipChanged"], () => world.do(ann, text));
  },
  patchMembershipMetadata: async (world) => {
    const { ann, direct } = world;
    const text = `mutation { patchMembershipMetadata(conversationId: "${direct}", patch: { a: 1 }) { id } }`;
    return one(ann, ["MembershipChanged"], () => world.do(ann, text));
  },
  markRead: async (world) => {
    const { ann, bob, direct } = world;
    const { seq } = await send(world.pair.here, bob, direct, "again");
    const text = `mutation { markRead(conversationId: "${direct}", seq: ${seq}) { id } }`;
    return one(ann, ["MembershipChanged"], () => world.do(ann, text));
  },
  markDelivered:
    "a device tells its server; receiptAdvanced tells who sent it, and reading tells of it",
  setTyping: "it passes, and typingChanged tells of it",
  sendMessage: MESSAGES,
  editMessage: MESSAGES,
  deleteMessage: MESSAGES,
  setReaction: MESSAGES,
  setPinned: MESSAGES,
  patchMessageMetadata: MESSAGES,

  // people
  sendContactRequest: async (world) => {
    const { ann, bob } = world;
    const text = `mutation { sendContactRequest(userId: "${bob.id}") { id } }`;
    const events = ["ViewerContactChanged"];
    return {
      act: () => world.do(ann, text),
      seen: [ann, bob].map(({ elsewhere: token }) => ({ token, events })),
    };
  },
  answerContactRequest: async (world) => {
    const { ann, cid } = world;
    await world.do(ann, `mutation { sendContactRequest(userId: "${cid.id}") { id } }`);
    const text = `mutation { answerContactRequest(userId: "${ann.id}", accept: true) { id } }`;
    const events = ["ViewerContactChanged"];
    return {
      act: () => world.do(cid, text),
      seen: [ann, cid].map(({ elsewhere: token }) => ({ token, events })),
    };
  },
  removeContact: async (world) => {
    const { bob, cid } = world;
    await world.do(bob, `mutation { sendContactRequest(userId: "${cid.id}") { id } }`);
    await world.do(cid, `mutation { sendContactRequest(userId: "${bob.id}") { id } }`);
    const text = `mutation { removeContact(userId: "${cid.id}") { id } }`;
    const events = ["ViewerContactChanged"];
    return {
      act: () => world.do(bob, text),
      seen: [bob, cid].map(({ elsewhere: token }) => ({ token, events })),
    };
  },
  setBlocked: async (world) => {
    const { ann } = world;
    const eve = await world.person("Eve");
    const text = `mutation { setBlocked(userId: "${eve.id}", blocked: true) { id } }`;
    return {
      act: () => world.do(ann, text),
      seen: [
        { token: ann.elsewhere, events: ["ViewerContactChanged"] },
        { token: eve.elsewhere, events: [] },
      ],
    };
  },

  // the account
  updateProfile: async (world) => {
    const { ann, pair } = world;
    const create = { width: 20, height: 20, channels: 3, background: "teal" } as const;
    const bytes = await sharp({ create }).png().toBuffer();
    const { id } = await upload(pair.here, ann, { bytes, name: "me.png" }, "AVATAR");
    const input = `{ name: "Anna", bio: "Here", gender: FEMALE, avatarId: "${id}" }`;
    const text = `mutation { updateProfile(input: ${input}) { id } }`;
    return one(ann, ["ProfileChanged"], () => world.do(ann, text));
  },
  updateSettings: async (world) => {
    const text = "mutation { updateSettings(input: { lastSeen: NOBODY }) { id } }";
    return one(world.ann, ["SettingsChanged"], () => world.do(world.ann, text));
  },
  upsertUsers: async (world) => {
    const { key } = world;
    const who = await customer(world, "Kim");
    const text =
      "mutation ($users: [UpsertUserInput!]!) { upsertUsers(users: $users) { created } }";
    const users = [{ externalId: who.externalId, name: "Kim B.", metadata: { vip: true } }];
    return one(who, ["ProfileChanged"], () => world.do(key.headers, text, { users }));
  },
  patchUserMetadata: async (world) => {
    const { key } = world;
    const who = await customer(world, "Lou");
    const text = `mutation { patchUserMetadata(externalId: "${who.externalId}", patch: { a: 1 }) { id } }`;
    return one(who, ["ProfileChanged"], () => world.do(key.headers, text));
  },
  beginTwoFactor: "nothing counts before it is enabled",
  enableTwoFactor: async (world) => {
    const eve = await world.person("Eve");
    const secret = await withSecret(world, eve);
    const code = await generate({ secret });
    return keeping(world.pair, eve, ["ProfileChanged", "SessionChanged"], () =>
      world.do(eve, `mutation { enableTwoFactor(code: "${code}") { id } }`),
    );
  },
  disableTwoFactor: async (world) => {
    const eve = await world.person("Eve");
    const secret = await enabled(world, eve);
    const epoch = Math.floor(Date.now() / 1_000) + 30;
    const code = await generate({ secret, epoch });
    return keeping(world.pair, eve, ["ProfileChanged"], () =>
      world.do(
        eve,
        `mutation { disableTwoFactor(password: "${PASSWORD}", code: "${code}") { id } }`,
      ),
    );
  },
  beginPasskey: NOTHING,
  beginPasskeyLogin: NOTHING,
  beginPasskeyProof: NOTHING,
  addPasskey: async (world) =>
    one(world.ann, ["ProfileChanged"], () => addPasskey(world.pair.here, world.ann)),
  removePasskey: async (world) => {
    const eve = await world.person("Eve");
    const { id } = await addPasskey(world.pair.here, eve);
    return keeping(world.pair, eve, ["ProfileChanged", "SessionChanged"], () =>
      world.do(eve, `mutation { removePasskey(id: "${id}", password: "${PASSWORD}") }`),
    );
  },
  changePassword: async (world) => {
    const eve = await world.person("Eve");
    const input = { currentPassword: PASSWORD, newPassword: "another horse at the gate 9" };
    return keeping(world.pair, eve, ["ProfileChanged", "SessionChanged"], () =>
      world.do(
        eve,
        "mutation ($input: ChangePasswordInput!) { changePassword(input: $input) { viewer { id } } }",
        { input },
      ),
    );
  },
  resetPassword: async (world) => {
    const eve = await world.person("Eve");
    const { email } = eve;
    await world.do(null, `mutation { requestPasswordReset(email: "${email}") { expiresAt } }`);
    const code = await readCode(world.pair.here, email, /resets your password/);
    const input = { email, code, newPassword: PASSWORD };
    return ending(world, eve, ["ProfileChanged", "SessionChanged"], () =>
      world.do(null, "mutation ($input: ResetPasswordInput!) { resetPassword(input: $input) }", {
        input,
      }),
    );
  },
  requestPasswordReset: NOBODY,
  signup: NOBODY,
  resendCode: NOBODY,

  // sessions
  confirmEmail: "it is the first session of an account, and there is no other device",
  login: async (world) =>
    one(world.ann, ["SessionChanged"], () => logIn(world.pair.here, world.ann.email)),
  loginWithGoogle: async (world) => {
    const text =
      "mutation ($input: GoogleLoginInput!) { loginWithGoogle(input: $input) { tokens { accessToken } } }";
    const claims = { sub: "g1", email: "gus@gmail.test", name: "Gus" };
    const enter = async () => {
      const idToken = await world.google.token({ ...claims, jti: randomUUID() });
      return world.do(null, text, { input: { idToken } });
    };
    const elsewhere = at(await enter(), "loginWithGoogle.tokens.accessToken");
    return one({ elsewhere }, ["SessionChanged"], enter);
  },
  loginWithPasskey: async (world) => {
    const { authenticator } = await addPasskey(world.pair.here, world.bob, new Authenticator());
    return one(world.bob, ["SessionChanged"], () => enterByPasskey(authenticator, world.pair.here));
  },
  answerChallenge: async (world) => {
    const eve = await world.person("Eve");
    const secret = await enabled(world, eve);
    const entered = await world.do(
      null,
      `mutation { login(input: { email: "${eve.email}", password: "${PASSWORD}" }) { challenge { token } } }`,
    );
    const code = await generate({ secret, epoch: Math.floor(Date.now() / 1_000) + 30 });
    const input = { token: at(entered, "login.challenge.token"), method: "TOTP", code };
    return keeping(world.pair, eve, ["SessionChanged"], () =>
      world.do(
        null,
        "mutation ($input: AnswerChallengeInput!) { answerChallenge(input: $input) { viewer { id } } }",
        { input },
      ),
    );
  },
  exchangeToken: async (world) => {
    const who = await customer(world, "Max");
    const token = await world.issuer.token({
      ...{ iss: "https://app.test", aud: "confab", sub: who.externalId, name: "Max" },
    });
    const input = { issuer: "https://app.test", token };
    const text =
      "mutation ($input: ExchangeTokenInput!) { exchangeToken(input: $input) { viewer { id } } }";
    return one(who, ["SessionChanged"], () => world.do(null, text, { input }));
  },
  issueTokens: async (world) => {
    const who = await customer(world, "Noa");
    return one(who, ["SessionChanged"], () => world.do(world.key.headers, who.issue));
  },
  registerPushTarget:
    "no data of a person's: a device says where it is reached, and asks when it looks",
  removePushTarget:
    "no data of a person's: a device says where it is reached, and asks when it looks",
  refresh: "a session goes on: only its times are others, which are read when it is looked at",
  reauthenticate: NOTHING,
  logout: async (world) => {
    const { token } = await logIn(world.pair.here, world.ann.email);
    return one(world.ann, ["SessionChanged"], () => world.do({ token }, "mutation { logout }"));
  },
  revokeSession: async (world) => {
    const { ann, pair } = world;
    const { token } = await logIn(pair.here, ann.email, { device: "lost" });
    const { viewer } = await world.do({ token }, "{ viewer { sessions { id isCurrent } } }");
    const { sessions } = viewer as { sessions: { id: string; isCurrent: boolean }[] };
    const id = sessions.find(({ isCurrent }) => isCurrent)?.id ?? "";
    return one(ann, ["SessionChanged"], () =>
      world.do(ann, `mutation { revokeSession(id: "${id}", password: "${PASSWORD}") }`),
    );
  },
  revokeOtherSessions: async (world) => {
    const eve = await world.person("Eve");
    return keeping(world.pair, eve, ["SessionChanged"], () =>
      world.do(eve, `mutation { revokeOtherSessions(password: "${PASSWORD}") }`),
    );
  },
  endUserSessions: async (world) => {
    const eve = await world.person("Eve");
    return ending(world, eve, ["SessionChanged", "SessionChanged"], () =>
      world.do(world.root, `mutation { endUserSessions(userId: "${eve.id}") { id } }`),
    );
  },
  setAccountActive: async (world) => {
    const eve = await world.person("Eve");
    const set = (active: boolean) => () =>
      world.do(
        world.key.headers,
        `mutation { setAccountActive(userId: "${eve.id}", active: ${active}) { id } }`,
      );
    return ending(world, eve, ["SessionChanged"], set(false), set(true));
  },
  suspendUser: async (world) => {
    const eve = await world.person("Eve");
    const text = `mutation { suspendUser(userId: "${eve.id}", reason: "x") { id } }`;
    const back = `mutation { unsuspendUser(userId: "${eve.id}") { id } }`;
    return ending(
      ...([world, eve, ["SessionChanged"]] as const),
      () => world.do(world.root, text),
      () => world.do(world.root, back),
    );
  },
  unsuspendUser: "whoever is suspended has no session to follow anything by; see suspendUser",
  setRole: async (world) => {
    const eve = await world.person("Eve");
    const text = `mutation { setRole(userId: "${eve.id}", role: ADMIN) { id } }`;
    return ending(
      ...([world, eve, ["ProfileChanged", "SessionChanged"]] as const),
      () => world.do(world.root, text),
      () => world.do(world.root, text.replace("ADMIN", "USER")),
    );
  },
  deleteAccount: async (world) => {
    const { ann } = world;
    const eve = await world.person("Eve");
    await world.do(eve, `mutation { sendContactRequest(userId: "${ann.id}") { id } }`);
    return one(ann, ["ViewerContactChanged"], () =>
      world.do(eve, `mutation { deleteAccount(password: "${PASSWORD}") }`),
    );
  },
  eraseAccount: async (world) => {
    const { ann } = world;
    const eve = await world.person("Eve");
    await world.do(eve, `mutation { sendContactRequest(userId: "${ann.id}") { id } }`);
    return one(ann, ["ViewerContactChanged"], () =>
      world.do(world.key.headers, `mutation { eraseAccount(userId: "${eve.id}") }`),
    );
  },

  // what is nobody's own
  createUploadTicket: NOTHING,
  completeUpload: "a file is shown where it is named: in a message, a profile or a group",
  requestExport:
    "a page that shows it asks while it is under way, and a mail says that it is there",
  upload: "a file is shown where it is named: in a message, a profile or a group",
  createServiceKey: SERVER,
  revokeServiceKey: SERVER,
  registerMessageType: SERVER,
  createWebhook: SERVER,
  pauseWebhook: SERVER,
  resumeWebhook: SERVER,
  rotateWebhookSecret: SERVER,
  replayWebhook: SERVER,
  deleteWebhook: SERVER,
};
