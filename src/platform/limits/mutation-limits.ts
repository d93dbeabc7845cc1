import type { LimitName } from "./quotas.js";

export interface MutationLimit {
  readonly limit: LimitName | "send";
  /** How much one call takes; one without it. */
  readonly amount?: (args: Record<string, unknown>) => number;
  /** Taken where the feature knows more: by whom, or whether it was a failure. */
  readonly inside?: true;
}

const inside = (limit: MutationLimit["limit"]): MutationLimit => ({ limit, inside: true });
const of = (limit: LimitName): MutationLimit => ({ limit });
const sizeOf = (list: unknown): number => (Array.isArray(list) ? Math.max(1, list.length) : 1);

/** The limit of each field of Mutation. The guard takes it before anything else is done. */
export const MUTATION_LIMITS: Readonly<Record<string, MutationLimit>> = {
  signup: inside("signup"),
  confirmEmail: inside("codeTries"),
  resendCode: inside("codes"),
  requestPasswordReset: inside("codes"),
  resetPassword: inside("codeTries"),
  login: inside("login"),
  loginWithGoogle: inside("codeTries"),
  exchangeToken: of("tokenExchanges"),
  beginPasskeyLogin: of("passkeyLogins"),
  loginWithPasskey: of("passkeyLogins"),
  answerChallenge: inside("codeTries"),
  refresh: of("refresh"),
  reauthenticate: of("sessions"),
  logout: of("sessions"),
  revokeSession: of("sessions"),
  revokeOtherSessions: of("sessions"),
  changePassword: of("accountChanges"),
  beginTwoFactor: of("accountChanges"),
  enableTwoFactor: of("accountChanges"),
  disableTwoFactor: of("accountChanges"),
  beginPasskeyProof: of("accountChanges"),
  beginPasskey: of("accountChanges"),
  addPasskey: of("accountChanges"),
  removePasskey: of("accountChanges"),
  deleteAccount: of("accountChanges"),
  updateProfile: of("settings"),
  updateSettings: of("settings"),
  updateMembership: of("settings"),
  patchMembershipMetadata: of("settings"),
  sendMessage: inside("send"),
  editMessage: of("edits"),
  patchMessageMetadata: of("edits"),
  deleteMessage: of("deletions"),
  setReaction: of("reactions"),
  setPinned: of("pins"),
  setTyping: of("typing"),
  markRead: of("receipts"),
  markDelivered: of("receipts"),
  openDirectConversation: of("directConversations"),
  createGroup: of("groups"),
  updateConversation: of("groupChanges"),
  patchConversationMetadata: of("groupChanges"),
  addMembers: { limit: "membersAdded", amount: ({ userIds }) => sizeOf(userIds) },
  answerGroupInvitation: of("invitationAnswers"),
  removeMember: of("groupChanges"),
  setMemberRole: of("groupChanges"),
  leaveConversation: of("groupChanges"),
  sendContactRequest: of("contactRequest"),
  answerContactRequest: of("contactAnswers"),
  removeContact: of("contactAnswers"),
  setBlocked: of("contactAnswers"),
  upload: of("uploads"),
  createUploadTicket: of("uploads"),
  completeUpload: of("uploads"),
  ensureConversation: of("administration"),
  upsertUsers: { limit: "administration", amount: ({ users }) => sizeOf(users) },
  patchUserMetadata: of("administration"),
  registerMessageType: of("administration"),
  issueTokens: of("administration"),
  setAccountActive: of("administration"),
  eraseAccount: of("administration"),
  createServiceKey: of("administration"),
  revokeServiceKey: of("administration"),
  setRole: of("administration"),
  endUserSessions: of("administration"),
  suspendUser: of("administration"),
  unsuspendUser: of("administration"),
};
