/**
 * How an object of each type is reached by somebody who has had to do with an account that is
 * erased. `%name` stands for an id, `@` for the selection that is tried there. A type of the schema
 * that has none fails the test.
 */
export const ROUTES: Readonly<Record<string, readonly string[]>> = {
  User: ['node(id: "%erased") { ... on User { @ } }'],
  Viewer: ["viewer { @ }"],
  Conversation: [
    'conversation(id: "%direct") { @ }',
    'conversation(id: "%group") { @ }',
    'conversationWith(userId: "%erased") { @ }',
    "viewer { conversations(first: 5) { nodes { @ } } }",
    "viewer { conversations(first: 5, archived: true) { nodes { @ } } }",
  ],
  ConversationConnection: ["viewer { conversations(first: 5) { @ } }"],
  ConversationEdge: ["viewer { conversations(first: 5) { edges { @ } } }"],
  Membership: [
    'conversation(id: "%direct") { members(first: 5) { nodes { @ } } }',
    'conversation(id: "%group") { members(first: 5) { nodes { @ } } }',
    'conversation(id: "%direct") { viewerMembership { @ } }',
  ],
  MembershipConnection: ['conversation(id: "%direct") { members(first: 5) { @ } }'],
  MembershipEdge: ['conversation(id: "%direct") { members(first: 5) { edges { @ } } }'],
  Message: [
    'conversation(id: "%direct") { messages(first: 10) { nodes { @ } } }',
    'conversation(id: "%group") { messages(first: 10) { nodes { @ } } }',
    'conversation(id: "%group") { lastMessage { @ } }',
    'conversation(id: "%group") { pinnedMessages(first: 5) { nodes { @ } } }',
    'node(id: "%answer") { ... on Message { replyTo { @ } } }',
  ],
  MessageConnection: ['conversation(id: "%group") { messages(first: 5) { @ } }'],
  MessageEdge: ['conversation(id: "%group") { messages(first: 5) { edges { @ } } }'],
  ChangePage: ['conversation(id: "%group") { changes(afterRevision: 0, first: 10) { @ } }'],
  ReactionGroup: [
    'node(id: "%message") { ... on Message { reactions { @ } } }',
    'node(id: "%answer") { ... on Message { reactions { @ } } }',
  ],
  UserConnection: [
    'node(id: "%message") { ... on Message { reactions { users(first: 5) { @ } } } }',
    'node(id: "%answer") { ... on Message { readBy(first: 5) { @ } } }',
    'users(query: "erased", first: 5) { @ }',
    "viewer { blockedUsers(first: 5) { @ } }",
    "viewer { contacts(first: 5) { @ } }",
    "viewer { contacts(first: 5, state: REQUEST_SENT) { @ } }",
  ],
  UserEdge: [
    'node(id: "%message") { ... on Message { reactions { users(first: 5) { edges { @ } } } } }',
  ],
  Attachment: ['node(id: "%message") { ... on Message { attachments { @ } } }'],
  GroupInvitation: ["viewer { groupInvitations(first: 5) { nodes { @ } } }"],
  GroupInvitationConnection: ["viewer { groupInvitations(first: 5) { @ } }"],
  GroupInvitationEdge: ["viewer { groupInvitations(first: 5) { edges { @ } } }"],
  Session: ["viewer { sessions { @ } }"],
};

/** A replay of the viewer's own log tells of all of them. */
export const VIEWER_EVENTS: readonly string[] = [
  "ConversationAppeared",
  "InvitationChanged",
  "MembershipChanged",
  "ProfileChanged",
  "SessionChanged",
  "SettingsChanged",
  "ViewerCaughtUp",
  "ViewerContactChanged",
  "ViewerResyncRequired",
];

/** Types that hold nothing which could be erased apart from them. */
export const VALUES: readonly string[] = [
  "Passkey",
  "PushInfo",
  "PushTarget",
  "PasskeyRequest",
  "Account",
  "AccountConnection",
  "AccountEdge",
  "AuthResult",
  "AuthTokens",
  "Budget",
  "CaughtUp",
  "CodeSent",
  "IdentityProvider",
  "Limits",
  "LoginChallenge",
  "MessageType",
  "PageInfo",
  "Presence",
  "ReceiptAdvanced",
  "ResyncRequired",
  "ServerInfo",
  "ServiceKey",
  "ServiceKeyCreated",
  "Settings",
  "SignupStarted",
  "Thumbnail",
  "TwoFactorSetup",
  "UploadField",
  "UploadTicket",
  "UpsertedUser",
  "DataExport",
  "LogEvent",
  "ServerCaughtUp",
  "ServerEventPage",
  "ServerResyncRequired",
  "Webhook",
  "WebhookCreated",
];

/** What is answered where a root field names the erased account or what it was in. */
export const ROOTS: Readonly<Record<string, readonly [ask: string, answer: string]>> = {
  "Query.accounts": ["accounts(first: 1) { nodes { email } }", "FORBIDDEN"],
  "Mutation.requestExport": ["requestExport { state }", "ok"],
  "Query.serverEvents": ["serverEvents { position }", "FORBIDDEN"],
  "Query.webhooks": ["webhooks { id }", "FORBIDDEN"],
  "Mutation.createWebhook": ['createWebhook(url: "x", types: []) { secret }', "FORBIDDEN"],
  "Mutation.pauseWebhook": ['pauseWebhook(id: "%erased") { id }', "FORBIDDEN"],
  "Mutation.resumeWebhook": ['resumeWebhook(id: "%erased") { id }', "FORBIDDEN"],
  "Mutation.rotateWebhookSecret": ['rotateWebhookSecret(id: "%erased") { secret }', "FORBIDDEN"],
  "Mutation.replayWebhook": [
    'replayWebhook(id: "%erased", from: "2026-01-01T00:00:00Z") { id }',
    "FORBIDDEN",
  ],
  "Query.serviceKeys": ["serviceKeys { id }", "FORBIDDEN"],
  "Mutation.createServiceKey": [
    'createServiceKey(name: "x", scopes: [ACT_AS]) { secret }',
    "FORBIDDEN",
  ],
  "Mutation.ensureConversation": [
    'ensureConversation(input: { externalId: "x", kind: GROUP, name: "G", members: [] }) { id }',
    "FORBIDDEN",
  ],
  "Mutation.upsertUsers": [
    'upsertUsers(users: [{ externalId: "x", name: "x" }]) { created }',
    "FORBIDDEN",
  ],
  "Mutation.issueTokens": [
    'issueTokens(userId: "%erased", device: "x") { tokenType }',
    "FORBIDDEN",
  ],
  "Mutation.setAccountActive": [
    'setAccountActive(userId: "%erased", active: true) { id }',
    "FORBIDDEN",
  ],
  "Query.nodes": ['nodes(ids: ["%erased", "%direct", "%group", "%message"]) { id }', "ok"],
  "Query.users": ['users(query: "erased") { nodes { id } }', "ok"],
  "Mutation.addMembers": [
    'addMembers(conversationId: "%group", userIds: ["%erased"]) { id }',
    "NOT_FOUND",
  ],
  "Mutation.answerContactRequest": [
    'answerContactRequest(userId: "%erased", accept: true) { id }',
    "NOT_FOUND",
  ],
  "Mutation.answerGroupInvitation": [
    'answerGroupInvitation(conversationId: "%group", accept: true) { id }',
    "ok",
  ],
  "Mutation.createGroup": [
    'createGroup(input: { clientConversationId: "%uuid", name: "G", memberIds: ["%erased"] }) { id }',
    "NOT_FOUND",
  ],
  "Mutation.deleteMessage": ['deleteMessage(id: "%own") { id }', "ok"],
  "Mutation.editMessage": ['editMessage(id: "%own", body: "again") { id }', "CONFLICT"],
  "Mutation.markDelivered": ['markDelivered(conversationId: "%direct", seq: 9) { id }', "ok"],
  "Mutation.markRead": ['markRead(conversationId: "%direct", seq: 9) { id }', "ok"],
  "Mutation.patchConversationMetadata": [
    'patchConversationMetadata(id: "%group", patch: { a: 1 }) { id }',
    "ok",
  ],
  "Mutation.patchMembershipMetadata": [
    'patchMembershipMetadata(conversationId: "%direct", patch: { a: 1 }) { id }',
    "ok",
  ],
  "Mutation.patchMessageMetadata": [
    'patchMessageMetadata(id: "%own", patch: { a: 1 }) { id }',
    "CONFLICT",
  ],
  "Query.messageTypes": ["messageTypes { name }", "ok"],
  "Mutation.registerMessageType": [
    'registerMessageType(name: "x", schema: {}) { name }',
    "FORBIDDEN",
  ],
  "Mutation.patchUserMetadata": [
    'patchUserMetadata(userId: "%erased", patch: { a: 1 }) { id }',
    "FORBIDDEN",
  ],
  "Mutation.openDirectConversation": [
    'openDirectConversation(userId: "%erased") { id }',
    "NOT_FOUND",
  ],
  "Mutation.removeContact": ['removeContact(userId: "%erased") { id isDeleted }', "ok"],
  "Mutation.removeMember": [
    'removeMember(conversationId: "%group", userId: "%erased") { id }',
    "ok",
  ],
  "Mutation.sendContactRequest": ['sendContactRequest(userId: "%erased") { id }', "NOT_FOUND"],
  "Mutation.sendMessage": [
    'sendMessage(input: { conversationId: "%direct", clientMessageId: "%uuid", body: "x" }) { message { id } }',
    "CONFLICT",
  ],
  "Mutation.setBlocked": [
    'setBlocked(userId: "%erased", blocked: true) { id isDeleted viewerHasBlocked }',
    "ok",
  ],
  "Mutation.setMemberRole": [
    'setMemberRole(conversationId: "%group", userId: "%erased", role: ADMIN) { id }',
    "NOT_FOUND",
  ],
  "Mutation.setPinned": ['setPinned(messageId: "%message", pinned: false) { id }', "ok"],
  "Mutation.setReaction": [
    'setReaction(messageId: "%message", emoji: "👍", active: true) { id }',
    "ok",
  ],
  "Mutation.updateConversation": [
    'updateConversation(id: "%group", input: { name: "H" }) { id }',
    "ok",
  ],
  "Mutation.updateMembership": [
    'updateMembership(conversationId: "%direct", input: { archived: false }) { id }',
    "ok",
  ],
};

/** Root fields that are of the viewer's own account, of files, of the server, or of admins. */
export const ELSEWHERE = [
  "Query.serverInfo",
  "Mutation.signup",
  "Mutation.confirmEmail",
  "Mutation.resendCode",
  "Mutation.login",
  "Mutation.loginWithGoogle",
  "Mutation.exchangeToken",
  "Mutation.beginPasskeyLogin",
  "Mutation.loginWithPasskey",
  "Mutation.answerChallenge",
  "Mutation.refresh",
  "Mutation.requestPasswordReset",
  "Mutation.resetPassword",
  "Mutation.changePassword",
  "Mutation.beginPasskeyProof",
  "Mutation.beginPasskey",
  "Mutation.addPasskey",
  "Mutation.removePasskey",
  "Mutation.registerPushTarget",
  "Mutation.removePushTarget",
  "Mutation.beginTwoFactor",
  "Mutation.enableTwoFactor",
  "Mutation.disableTwoFactor",
  "Mutation.updateProfile",
  "Mutation.updateSettings",
  "Mutation.upload",
  "Mutation.createUploadTicket",
  "Mutation.completeUpload",
  "Mutation.endUserSessions",
  "Mutation.suspendUser",
  "Mutation.unsuspendUser",
  "Mutation.setRole",
];
