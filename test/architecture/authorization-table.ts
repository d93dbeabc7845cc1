import type { Scope } from "../generated/graphql.js";

/** Who asks, seen from Ann, whose things are asked for. */
export const ROLES = [
  "anonymous",
  "stranger",
  "contact",
  "blocked",
  "member",
  "admin",
  "own",
] as const;
export type Role = (typeof ROLES)[number];

/** What each gets: `ok`, `null`, or the code of an error. */
type Answers = readonly [string, string, string, string, string, string, string];
export interface Row {
  /** `%name` stands for an id; see the test for those that there are. */
  readonly ask: string;
  readonly answers: Answers;
  /**
   * What a service key gets that has one scope alone and acts for nobody. Without a word it is
   * FORBIDDEN: a scope for which more is written here opens more.
   */
  readonly services?: Partial<Record<Scope, string>> | "null" | "ok";
  /** Asked with a login of its own, which it ends. */
  readonly fresh?: true;
}

const all = (answer: string): Answers => [
  "UNAUTHENTICATED",
  answer,
  answer,
  answer,
  answer,
  answer,
  answer,
];
/** Signed in or not makes no difference. */
const open = (answer: string): Answers => [answer, answer, answer, answer, answer, answer, answer];
/** For members of the group, of whom `own` is the owner. */
const members = (outside: string, member: string, own = member): Answers => [
  "UNAUTHENTICATED",
  outside,
  outside,
  outside,
  member,
  outside,
  own,
];
/** By rank alone. */
const ranks = (admin: string): Answers => [
  "UNAUTHENTICATED",
  "FORBIDDEN",
  "FORBIDDEN",
  "FORBIDDEN",
  "FORBIDDEN",
  admin,
  "FORBIDDEN",
];
/** Towards Ann, between whom and `blocked` a block stands; nobody does it to themselves. */
const towardsAnn = (answer: string, blocked: string): Answers => [
  "UNAUTHENTICATED",
  answer,
  answer,
  blocked,
  answer,
  answer,
  "BAD_USER_INPUT",
];

const query = (ask: string, answers: Answers): Row => ({ ask: `query { ${ask} }`, answers });
const mutation = (ask: string, answers: Answers): Row => ({ ask: `mutation { ${ask} }`, answers });
const subscription = (ask: string, answers: Answers): Row => ({
  ask: `subscription { ${ask} }`,
  answers,
});

/** Every root field of the schema: one that has no row fails the test. */
export const TABLE: Readonly<Record<string, Row>> = {
  "Query.viewer": {
    ...query("viewer { id }", ["null", "ok", "ok", "ok", "ok", "ok", "ok"]),
    services: "null",
  },
  "Query.serverInfo": { ...query("serverInfo { version }", open("ok")), services: "ok" },
  "Query.accounts": {
    ...query("accounts(first: 1) { nodes { email } }", ranks("ok")),
    services: { USERS_READ: "ok" },
  },
  "Query.serviceKeys": query("serviceKeys { id }", ranks("ok")),
  "Query.user": {
    ...query('user(id: "%ann") { id }', all("ok")),
    services: { USERS_READ: "ok" },
  },
  "Query.users": {
    ...query('users(query: "ann") { nodes { id } }', all("ok")),
    services: { USERS_READ: "ok" },
  },
  "Query.node": query('node(id: "%group") { id }', members("null", "ok")),
  "Query.nodes": query('nodes(ids: ["%message"]) { id }', members("null", "ok")),
  "Query.conversation": {
    ...query('conversation(id: "%group") { id }', members("null", "ok")),
    services: { CONVERSATIONS_READ: "ok" },
  },
  "Query.conversationWith": query('conversationWith(userId: "%ann") { id }', [
    "UNAUTHENTICATED",
    "null",
    "ok",
    "null",
    "null",
    "null",
    "null",
  ]),

  "Mutation.signup": mutation(
    'signup(input: { name: "x", email: "x@example.com", password: "short" }) { expiresAt }',
    open("WEAK_PASSWORD"),
  ),
  "Mutation.confirmEmail": mutation(
    'confirmEmail(input: { email: "%email", code: "00000000", token: "none" }) { tokens { tokenType } }',
    open("CODE_INVALID"),
  ),
  "Mutation.resendCode": mutation(
    'resendCode(email: "nobody@example.com") { expiresAt }',
    open("ok"),
  ),
  "Mutation.login": mutation(
    'login(input: { email: "%email", password: "wrong" }) { tokens { tokenType } }',
    open("INVALID_CREDENTIALS|RATE_LIMITED"),
  ),
  "Mutation.loginWithGoogle": mutation(
    'loginWithGoogle(input: { idToken: "wrong" }) { tokens { tokenType } }',
    open("SERVICE_UNAVAILABLE"),
  ),
  "Mutation.exchangeToken": mutation(
    'exchangeToken(input: { issuer: "https://x.test", token: "x" }) { tokens { tokenType } }',
    open("BAD_USER_INPUT"),
  ),
  "Mutation.beginPasskeyLogin": mutation("beginPasskeyLogin { expiresAt }", open("ok")),
  "Mutation.loginWithPasskey": mutation(
    "loginWithPasskey(input: { credential: {} }) { viewer { id } }",
    open("BAD_USER_INPUT"),
  ),
  "Mutation.answerChallenge": mutation(
    'answerChallenge(input: { token: "wrong", method: TOTP, code: "000000" }) { viewer { id } }',
    open("CODE_EXPIRED"),
  ),
  "Mutation.refresh": mutation(
    'refresh(refreshToken: "wrong") { viewer { id } }',
    open("REFRESH_INVALID"),
  ),
  "Mutation.requestPasswordReset": mutation(
    'requestPasswordReset(email: "nobody@example.com") { expiresAt }',
    open("ok"),
  ),
  "Mutation.resetPassword": mutation(
    'resetPassword(input: { email: "%email", code: "00000000", newPassword: "tundra spoke 9 velvet" })',
    open("CODE_INVALID"),
  ),
  "Mutation.changePassword": mutation(
    'changePassword(input: { currentPassword: "wrong", newPassword: "tundra spoke 9 velvet" }) { viewer { id } }',
    all("INVALID_CREDENTIALS"),
  ),
  "Mutation.beginPasskeyProof": mutation("beginPasskeyProof { expiresAt }", all("NOT_FOUND")),
  "Mutation.beginPasskey": mutation(
    'beginPasskey(password: "wrong") { expiresAt }',
    all("INVALID_CREDENTIALS"),
  ),
  "Mutation.addPasskey": mutation(
    'addPasskey(input: { credential: {}, name: "x" }) { id }',
    all("BAD_USER_INPUT"),
  ),
  "Mutation.removePasskey": mutation(
    'removePasskey(id: "%group", password: "wrong")',
    all("INVALID_CREDENTIALS"),
  ),
  "Mutation.registerPushTarget": mutation(
    'registerPushTarget(kind: WEB, token: "x") { id }',
    all("SERVICE_UNAVAILABLE"),
  ),
  "Mutation.removePushTarget": mutation('removePushTarget(id: "%group")', all("NOT_FOUND")),
  "Mutation.beginTwoFactor": mutation(
    'beginTwoFactor(password: "wrong") { otpauthUrl }',
    all("INVALID_CREDENTIALS"),
  ),
  "Mutation.enableTwoFactor": mutation('enableTwoFactor(code: "000000") { id }', all("CONFLICT")),
  "Mutation.disableTwoFactor": mutation(
    'disableTwoFactor(code: "000000", password: "wrong") { id }',
    all("INVALID_CREDENTIALS"),
  ),
  "Mutation.deleteAccount": mutation('deleteAccount(password: "wrong")', [
    "UNAUTHENTICATED",
    "INVALID_CREDENTIALS",
    "INVALID_CREDENTIALS",
    "INVALID_CREDENTIALS",
    "INVALID_CREDENTIALS",
    "INVALID_CREDENTIALS",
    "INVALID_CREDENTIALS",
  ]),
  "Mutation.revokeSession": mutation('revokeSession(id: "%session")', [
    "UNAUTHENTICATED",
    "NOT_FOUND",
    "NOT_FOUND",
    "NOT_FOUND",
    "NOT_FOUND",
    "NOT_FOUND",
    "ok",
  ]),
  "Mutation.logout": { ...mutation("logout", all("ok")), fresh: true },
  "Mutation.revokeOtherSessions": mutation("revokeOtherSessions", all("ok")),
  "Mutation.requestExport": mutation(
    'requestExport(password: "wrong") { state }',
    all("INVALID_CREDENTIALS"),
  ),
  "Mutation.reauthenticate": mutation('reauthenticate(accessToken: "x")', all("BAD_USER_INPUT")),
  "Mutation.updateProfile": mutation('updateProfile(input: { bio: "x" }) { id }', all("ok")),
  "Mutation.updateSettings": mutation(
    "updateSettings(input: { emailDigest: true }) { id }",
    all("ok"),
  ),

  "Mutation.sendContactRequest": mutation(
    'sendContactRequest(userId: "%ann") { id }',
    towardsAnn("ok", "BLOCKED"),
  ),
  "Mutation.answerContactRequest": mutation(
    'answerContactRequest(userId: "%ann", accept: false) { id }',
    all("BAD_USER_INPUT"),
  ),
  "Mutation.removeContact": mutation('removeContact(userId: "%other") { id }', all("ok")),
  "Mutation.setBlocked": mutation('setBlocked(userId: "%other", blocked: false) { id }', all("ok")),

  "Mutation.openDirectConversation": mutation(
    'openDirectConversation(userId: "%ann") { id }',
    towardsAnn("ok", "BLOCKED"),
  ),
  "Mutation.createGroup": mutation(
    'createGroup(input: { clientConversationId: "%uuid", name: "G", memberIds: ["%ann"] }) { id }',
    ["UNAUTHENTICATED", "ok", "ok", "BLOCKED", "ok", "ok", "ok"],
  ),
  "Mutation.ensureConversation": {
    ...mutation(
      'ensureConversation(input: { externalId: "%uuid", kind: GROUP, name: "G", members: [] }) { id }',
      all("FORBIDDEN"),
    ),
    services: { CONVERSATIONS_WRITE: "ok" },
  },
  "Mutation.updateConversation": {
    ...mutation(
      'updateConversation(id: "%group", input: { name: "H" }) { id }',
      members("NOT_FOUND", "FORBIDDEN", "ok"),
    ),
    services: { CONVERSATIONS_WRITE: "ok" },
  },
  "Mutation.addMembers": {
    ...mutation(
      'addMembers(conversationId: "%group", userIds: ["%other"]) { id }',
      members("NOT_FOUND", "FORBIDDEN", "ok"),
    ),
    services: { CONVERSATIONS_WRITE: "ok" },
  },
  "Mutation.setMemberRole": {
    ...mutation(
      'setMemberRole(conversationId: "%group", userId: "%member", role: MEMBER) { id }',
      members("NOT_FOUND", "FORBIDDEN", "ok"),
    ),
    services: { CONVERSATIONS_WRITE: "ok" },
  },
  "Mutation.removeMember": {
    ...mutation(
      'removeMember(conversationId: "%group", userId: "%other") { id }',
      members("NOT_FOUND", "FORBIDDEN", "ok"),
    ),
    services: { CONVERSATIONS_WRITE: "ok" },
  },
  "Mutation.answerGroupInvitation": mutation(
    'answerGroupInvitation(conversationId: "%group", accept: true) { id }',
    members("NOT_FOUND", "ok"),
  ),
  "Mutation.patchConversationMetadata": {
    ...mutation(
      'patchConversationMetadata(id: "%group", patch: {}) { id }',
      members("NOT_FOUND", "FORBIDDEN", "ok"),
    ),
    services: { CONVERSATIONS_WRITE: "ok" },
  },
  "Mutation.patchMembershipMetadata": mutation(
    'patchMembershipMetadata(conversationId: "%group", patch: {}) { id }',
    members("NOT_FOUND", "ok"),
  ),
  "Mutation.patchMessageMetadata": {
    ...mutation(
      'patchMessageMetadata(id: "%message", patch: { a: 1 }) { id }',
      members("NOT_FOUND", "FORBIDDEN", "ok"),
    ),
    services: { MESSAGES_WRITE: "ok" },
  },
  "Query.messageTypes": {
    ...query("messageTypes { name }", all("ok")),
    services: { MESSAGES_WRITE: "ok" },
  },
  "Mutation.registerMessageType": {
    ...mutation('registerMessageType(name: "", schema: {}) { name }', ranks("BAD_USER_INPUT")),
    services: { MESSAGES_WRITE: "BAD_USER_INPUT" },
  },
  "Mutation.patchUserMetadata": {
    ...mutation('patchUserMetadata(userId: "%absent", patch: {}) { id }', all("FORBIDDEN")),
    services: { USERS_WRITE: "NOT_FOUND" },
  },
  "Mutation.updateMembership": mutation(
    'updateMembership(conversationId: "%group", input: { archived: false }) { id }',
    members("NOT_FOUND", "ok"),
  ),
  "Mutation.sendMessage": mutation(
    'sendMessage(input: { conversationId: "%group", clientMessageId: "%uuid", body: "x" }) { deduplicated }',
    members("NOT_FOUND", "ok"),
  ),
  "Mutation.editMessage": mutation(
    'editMessage(id: "%message", body: "y") { id }',
    members("NOT_FOUND", "FORBIDDEN", "ok"),
  ),
  "Mutation.setReaction": mutation(
    'setReaction(messageId: "%message", emoji: "👍", active: true) { id }',
    members("NOT_FOUND", "ok"),
  ),
  "Mutation.setPinned": mutation(
    'setPinned(messageId: "%message", pinned: false) { id }',
    members("NOT_FOUND", "FORBIDDEN", "ok"),
  ),
  "Mutation.markRead": mutation(
    'markRead(conversationId: "%group", seq: 1) { id }',
    members("NOT_FOUND", "ok"),
  ),
  "Mutation.markDelivered": mutation(
    'markDelivered(conversationId: "%group", seq: 1) { id }',
    members("NOT_FOUND", "ok"),
  ),
  "Mutation.setTyping": mutation(
    'setTyping(conversationId: "%group", active: false)',
    members("NOT_FOUND", "ok"),
  ),
  "Mutation.deleteMessage": mutation(
    'deleteMessage(id: "%message") { id }',
    members("NOT_FOUND", "FORBIDDEN", "ok"),
  ),
  "Mutation.leaveConversation": mutation(
    'leaveConversation(id: "%group")',
    members("NOT_FOUND", "ok"),
  ),

  "Mutation.upsertUsers": {
    ...mutation(
      'upsertUsers(users: [{ externalId: "%uuid", name: "x" }]) { created }',
      all("FORBIDDEN"),
    ),
    services: { USERS_WRITE: "ok" },
  },
  "Mutation.issueTokens": {
    ...mutation('issueTokens(userId: "%absent", device: "x") { tokenType }', all("FORBIDDEN")),
    services: { TOKENS_ISSUE: "NOT_FOUND" },
  },
  "Mutation.setAccountActive": {
    ...mutation('setAccountActive(userId: "%absent", active: true) { id }', all("FORBIDDEN")),
    services: { USERS_WRITE: "NOT_FOUND" },
  },
  "Mutation.eraseAccount": {
    ...mutation('eraseAccount(userId: "%absent")', all("FORBIDDEN")),
    services: { USERS_WRITE: "ok" },
  },
  "Mutation.createServiceKey": mutation(
    'createServiceKey(name: "x", scopes: []) { secret }',
    ranks("BAD_USER_INPUT"),
  ),
  "Mutation.revokeServiceKey": mutation('revokeServiceKey(id: "%absent")', ranks("NOT_FOUND")),

  "Query.serverEvents": {
    ...query("serverEvents { position }", all("FORBIDDEN")),
    services: { EVENTS_READ: "ok" },
  },
  "Query.webhooks": {
    ...query("webhooks { id }", ranks("ok")),
    services: { WEBHOOKS_WRITE: "ok" },
  },
  "Mutation.createWebhook": {
    ...mutation('createWebhook(url: "x", types: []) { secret }', all("FORBIDDEN")),
    services: { WEBHOOKS_WRITE: "BAD_USER_INPUT" },
  },
  "Mutation.pauseWebhook": {
    ...mutation('pauseWebhook(id: "%absent") { id }', all("FORBIDDEN")),
    services: { WEBHOOKS_WRITE: "NOT_FOUND" },
  },
  "Mutation.resumeWebhook": {
    ...mutation('resumeWebhook(id: "%absent") { id }', all("FORBIDDEN")),
    services: { WEBHOOKS_WRITE: "NOT_FOUND" },
  },
  "Mutation.rotateWebhookSecret": {
    ...mutation('rotateWebhookSecret(id: "%absent") { secret }', all("FORBIDDEN")),
    services: { WEBHOOKS_WRITE: "NOT_FOUND" },
  },
  "Mutation.deleteWebhook": {
    ...mutation('deleteWebhook(id: "%absent")', all("FORBIDDEN")),
    services: { WEBHOOKS_WRITE: "NOT_FOUND" },
  },
  "Mutation.replayWebhook": {
    ...mutation(
      'replayWebhook(id: "%absent", from: "2026-01-01T00:00:00Z") { id }',
      all("FORBIDDEN"),
    ),
    services: { WEBHOOKS_WRITE: "NOT_FOUND" },
  },
  "Mutation.suspendUser": mutation(
    'suspendUser(userId: "%absent", reason: "x") { id }',
    ranks("NOT_FOUND"),
  ),
  "Mutation.unsuspendUser": mutation('unsuspendUser(userId: "%absent") { id }', ranks("NOT_FOUND")),
  "Mutation.endUserSessions": {
    ...mutation('endUserSessions(userId: "%absent") { id }', ranks("NOT_FOUND")),
    services: { TOKENS_ISSUE: "NOT_FOUND" },
  },
  "Mutation.setRole": mutation(
    'setRole(userId: "%absent", role: ADMIN) { id }',
    ranks("NOT_FOUND"),
  ),

  "Subscription.messageReceived": subscription(
    'messageReceived(conversationId: "%group") { id }',
    members("NOT_FOUND", "ok"),
  ),
  "Subscription.conversationEvents": subscription(
    'conversationEvents(conversationId: "%group") { __typename }',
    members("NOT_FOUND", "ok"),
  ),
  "Subscription.receiptAdvanced": subscription(
    'receiptAdvanced(conversationId: "%group") { userId }',
    members("NOT_FOUND", "ok"),
  ),
  "Subscription.typingChanged": subscription(
    'typingChanged(conversationId: "%group") { active }',
    members("NOT_FOUND", "ok"),
  ),
  "Subscription.usersChanged": subscription(
    'usersChanged(since: [{ userId: "%ann", version: 1 }]) { user { id } }',
    all("ok"),
  ),
  "Subscription.presenceChanged": subscription(
    'presenceChanged(userIds: ["%ann"]) { userId }',
    all("ok"),
  ),
  "Subscription.viewerEvents": subscription("viewerEvents(since: 0) { __typename }", all("ok")),
  "Subscription.serverEvents": {
    ...subscription("serverEvents { __typename }", all("FORBIDDEN")),
    services: { EVENTS_READ: "ok" },
  },
  "Subscription.contactChanged": subscription("contactChanged { state }", all("ok")),
};

/** Tested where it can be: over multipart, in test/media. */
export const ELSEWHERE = [
  "Mutation.upload",
  "Mutation.createUploadTicket",
  "Mutation.completeUpload",
];
