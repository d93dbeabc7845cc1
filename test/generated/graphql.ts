/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** Who may see something of a person. */
export type Audience =
  | 'CONTACTS'
  | 'EVERYONE'
  | 'NOBODY';

export type ConfirmEmailInput = {
  /** The eight digits from the mail. */
  code: string;
  /** A name for this device in the list of sessions: at most 100 characters. */
  device?: string | null | undefined;
  email: string;
};

/** What the viewer and a person are to one another. */
export type ContactState =
  | 'CONTACT'
  | 'NONE'
  | 'REQUEST_RECEIVED'
  | 'REQUEST_SENT';

export type ConversationKind =
  | 'DIRECT'
  | 'GROUP';

export type CreateGroupInput = {
  /** Chosen by the client for each group and kept over retries: one id, one group. */
  clientConversationId: string | number;
  /** At most 500 characters. */
  description?: string | null | undefined;
  /** Beside the viewer, who becomes its owner. */
  memberIds: Array<string | number>;
  /** 1 to 100 characters. */
  name: string;
};

/** What all others have done whose receipts the viewer may see. */
export type DeliveryStatus =
  | 'DELIVERED'
  | 'READ'
  | 'SENT';

/** What `extensions.code` of an error can be. */
export type ErrorCode =
  | 'ACCOUNT_SUSPENDED'
  | 'BAD_USER_INPUT'
  | 'BLOCKED'
  | 'CHALLENGE_REQUIRED'
  | 'CODE_EXPIRED'
  | 'CODE_INVALID'
  | 'CONFLICT'
  | 'EDIT_WINDOW_CLOSED'
  | 'EMAIL_NOT_CONFIRMED'
  | 'FILE_TOO_LARGE'
  | 'FILE_TYPE_REJECTED'
  | 'FORBIDDEN'
  | 'IDEMPOTENCY_KEY_REUSED'
  | 'INTERNAL_SERVER_ERROR'
  | 'INVALID_CREDENTIALS'
  | 'LIMIT_REACHED'
  | 'NOT_A_MEMBER'
  | 'NOT_FOUND'
  | 'QUERY_TOO_COMPLEX'
  | 'QUOTA_EXCEEDED'
  | 'RATE_LIMITED'
  | 'REAUTH_REQUIRED'
  | 'REFRESH_INVALID'
  | 'REFRESH_REUSED'
  | 'REVISION_CONFLICT'
  | 'SERVICE_UNAVAILABLE'
  | 'TOO_MANY_ATTEMPTS'
  | 'UNAUTHENTICATED'
  | 'WEAK_PASSWORD';

/** What this server has switched on. */
export type Feature =
  | 'DIRECT_UPLOAD'
  | 'EMAIL_DIGEST'
  | 'GOOGLE_LOGIN'
  | 'PHONE_LOGIN'
  | 'TWO_FACTOR';

export type Gender =
  | 'FEMALE'
  | 'MALE'
  | 'UNSPECIFIED';

/** Exactly one of email and phone. */
export type LoginInput = {
  /** A name for this device in the list of sessions: at most 100 characters. */
  device?: string | null | undefined;
  email?: string | null | undefined;
  password: string;
  phone?: string | null | undefined;
};

/** In a direct conversation both are MEMBER. */
export type MemberRole =
  | 'ADMIN'
  | 'MEMBER'
  | 'OWNER';

/** What is left out stays as it is. */
export type MembershipInput = {
  archived?: boolean | null | undefined;
  /** Null: not muted any longer. */
  mutedUntil?: string | null | undefined;
  notify?: NotifyLevel | null | undefined;
};

/** What happened to a message; PINNED also stands for unpinned. */
export type MessageChange =
  | 'CREATED'
  | 'DELETED'
  | 'EDITED'
  | 'PINNED'
  | 'REACTIONS';

export type MessageKind =
  | 'SYSTEM'
  | 'USER';

export type NotifyLevel =
  | 'ALL'
  | 'MENTIONS'
  | 'NONE';

/** AWAY: connected, but without doing anything for five minutes. */
export type PresenceStatus =
  | 'AWAY'
  | 'OFFLINE'
  | 'ONLINE';

/** The last change that a client has of a conversation. */
export type RevisionPosition = {
  conversationId: string | number;
  revision: number;
};

/** What an account may do on this server. */
export type Role =
  | 'ADMIN'
  | 'SUPER_ADMIN'
  | 'USER';

/** Exactly one of conversationId and userId; userId opens the direct conversation where there is none yet. */
export type SendMessageInput = {
  /** At most 10, each used in one message. */
  attachmentIds?: Array<string | number> | null | undefined;
  /** At most 10,000 characters. */
  body?: string | null | undefined;
  /** Chosen by the client for each message and kept over retries: one id, one message. */
  clientMessageId: string | number;
  conversationId?: string | number | null | undefined;
  /** Members of the conversation, at most 50. */
  mentionIds?: Array<string | number> | null | undefined;
  /** The message of this conversation answered. */
  replyToId?: string | number | null | undefined;
  userId?: string | number | null | undefined;
};

/** The last message that a client has of a conversation. */
export type SeqPosition = {
  conversationId: string | number;
  seq: number;
};

/** What is not given stays. */
export type SettingsInput = {
  emailDigest?: boolean | null | undefined;
  lastSeen?: Audience | null | undefined;
  readReceipts?: Audience | null | undefined;
};

export type SignupInput = {
  email: string;
  gender?: Gender | null | undefined;
  /** At most 60 characters. */
  name: string;
  /** 10 to 128 characters that are not easy to guess, else WEAK_PASSWORD. */
  password: string;
  /** One can log in by it, unless it belongs to somebody else. */
  phone?: string | null | undefined;
};

export type SystemEvent =
  | 'CONVERSATION_CREATED'
  | 'CONVERSATION_RENAMED'
  | 'MEMBER_ADDED'
  | 'MEMBER_LEFT'
  | 'MEMBER_REMOVED'
  | 'ROLE_CHANGED';

/** What is left out stays as it is. */
export type UpdateConversationInput = {
  /** Null or empty: none. */
  description?: string | null | undefined;
  name?: string | null | undefined;
};

export type SignupMutationVariables = Exact<{
  input: SignupInput;
}>;


export type SignupMutation = { signup: { expiresAt: string, resendAfter: string } };

export type ConfirmEmailMutationVariables = Exact<{
  input: ConfirmEmailInput;
}>;


export type ConfirmEmailMutation = { confirmEmail: { tokens: { accessToken: string, accessTokenExpiresAt: string, refreshToken: string, refreshTokenExpiresAt: string, tokenType: string } | null, viewer: { id: string, email: string } | null } };

export type LoginMutationVariables = Exact<{
  input: LoginInput;
}>;


export type LoginMutation = { login: { tokens: { accessToken: string, accessTokenExpiresAt: string, refreshToken: string, refreshTokenExpiresAt: string, tokenType: string } | null, viewer: { id: string, user: { id: string, name: string } } | null } };

export type RefreshMutationVariables = Exact<{
  refreshToken: string;
}>;


export type RefreshMutation = { refresh: { tokens: { accessToken: string, accessTokenExpiresAt: string, refreshToken: string, refreshTokenExpiresAt: string, tokenType: string } | null, viewer: { id: string } | null } };

export type LogoutMutationVariables = Exact<{ [key: string]: never; }>;


export type LogoutMutation = { logout: boolean };

export type ViewerQueryVariables = Exact<{ [key: string]: never; }>;


export type ViewerQuery = { viewer: { id: string, email: string, role: Role, user: { id: string, name: string } } | null };

export type TokensFragment = { accessToken: string, accessTokenExpiresAt: string, refreshToken: string, refreshTokenExpiresAt: string, tokenType: string };

export type SendContactRequestMutationVariables = Exact<{
  userId: string | number;
}>;


export type SendContactRequestMutation = { sendContactRequest: { id: string, name: string, bio: string | null, contactState: ContactState, viewerHasBlocked: boolean } };

export type AnswerContactRequestMutationVariables = Exact<{
  userId: string | number;
  accept: boolean;
}>;


export type AnswerContactRequestMutation = { answerContactRequest: { id: string, name: string, bio: string | null, contactState: ContactState, viewerHasBlocked: boolean } };

export type RemoveContactMutationVariables = Exact<{
  userId: string | number;
}>;


export type RemoveContactMutation = { removeContact: { id: string, name: string, bio: string | null, contactState: ContactState, viewerHasBlocked: boolean } };

export type SetBlockedMutationVariables = Exact<{
  userId: string | number;
  blocked: boolean;
}>;


export type SetBlockedMutation = { setBlocked: { id: string, name: string, bio: string | null, contactState: ContactState, viewerHasBlocked: boolean } };

export type ContactsQueryVariables = Exact<{
  state?: ContactState | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type ContactsQuery = { viewer: { id: string, contacts: { nodes: Array<{ id: string, name: string, bio: string | null, contactState: ContactState, viewerHasBlocked: boolean }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };

export type BlockedUsersQueryVariables = Exact<{ [key: string]: never; }>;


export type BlockedUsersQuery = { viewer: { id: string, blockedUsers: { nodes: Array<{ id: string, name: string, bio: string | null, contactState: ContactState, viewerHasBlocked: boolean }> } } | null };

export type ContactPartsFragment = { id: string, name: string, bio: string | null, contactState: ContactState, viewerHasBlocked: boolean };

export type ConversationsQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
  last?: number | null | undefined;
  before?: string | null | undefined;
  unreadOnly?: boolean | null | undefined;
  archived?: boolean | null | undefined;
}>;


export type ConversationsQuery = { viewer: { id: string, unreadCount: number, unreadConversationCount: number, conversations: { nodes: Array<{ id: string, name: string | null, lastSeq: number, lastMessage: { seq: number, body: string | null } | null, viewerMembership: { id: string, role: MemberRole, joinedSeq: number, readSeq: number | null, deliveredSeq: number | null, unreadCount: number | null, unreadMentionCount: number | null, notify: NotifyLevel | null, mutedUntil: string | null, archived: boolean | null, user: { id: string } } | null }>, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null } } } | null };

export type ConversationQueryVariables = Exact<{
  id: string | number;
}>;


export type ConversationQuery = { conversation: { id: string, kind: ConversationKind, name: string | null, description: string | null, lastSeq: number, revision: number, memberCount: number, viewerMembership: { id: string, role: MemberRole, joinedSeq: number, readSeq: number | null, deliveredSeq: number | null, unreadCount: number | null, unreadMentionCount: number | null, notify: NotifyLevel | null, mutedUntil: string | null, archived: boolean | null, user: { id: string } } | null, members: { totalCount: number, nodes: Array<{ id: string, role: MemberRole, joinedSeq: number, readSeq: number | null, deliveredSeq: number | null, unreadCount: number | null, unreadMentionCount: number | null, notify: NotifyLevel | null, mutedUntil: string | null, archived: boolean | null, user: { id: string } }> } } | null };

export type ConversationWithQueryVariables = Exact<{
  userId: string | number;
}>;


export type ConversationWithQuery = { conversationWith: { id: string } | null };

export type MembersQueryVariables = Exact<{
  id: string | number;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type MembersQuery = { conversation: { id: string, members: { totalCount: number, nodes: Array<{ user: { id: string } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };

export type CreateGroupMutationVariables = Exact<{
  input: CreateGroupInput;
}>;


export type CreateGroupMutation = { createGroup: { id: string, kind: ConversationKind, name: string | null, description: string | null, lastSeq: number, revision: number, memberCount: number } };

export type UpdateConversationMutationVariables = Exact<{
  id: string | number;
  input: UpdateConversationInput;
}>;


export type UpdateConversationMutation = { updateConversation: { id: string, kind: ConversationKind, name: string | null, description: string | null, lastSeq: number, revision: number, memberCount: number } };

export type AddMembersMutationVariables = Exact<{
  conversationId: string | number;
  userIds: Array<string | number> | string | number;
}>;


export type AddMembersMutation = { addMembers: { id: string, kind: ConversationKind, name: string | null, description: string | null, lastSeq: number, revision: number, memberCount: number } };

export type RemoveMemberMutationVariables = Exact<{
  conversationId: string | number;
  userId: string | number;
}>;


export type RemoveMemberMutation = { removeMember: { id: string, kind: ConversationKind, name: string | null, description: string | null, lastSeq: number, revision: number, memberCount: number } };

export type SetMemberRoleMutationVariables = Exact<{
  conversationId: string | number;
  userId: string | number;
  role: MemberRole;
}>;


export type SetMemberRoleMutation = { setMemberRole: { id: string, role: MemberRole, joinedSeq: number, readSeq: number | null, deliveredSeq: number | null, unreadCount: number | null, unreadMentionCount: number | null, notify: NotifyLevel | null, mutedUntil: string | null, archived: boolean | null, user: { id: string } } };

export type LeaveConversationMutationVariables = Exact<{
  id: string | number;
}>;


export type LeaveConversationMutation = { leaveConversation: boolean };

export type UpdateMembershipMutationVariables = Exact<{
  conversationId: string | number;
  input: MembershipInput;
}>;


export type UpdateMembershipMutation = { updateMembership: { id: string, role: MemberRole, joinedSeq: number, readSeq: number | null, deliveredSeq: number | null, unreadCount: number | null, unreadMentionCount: number | null, notify: NotifyLevel | null, mutedUntil: string | null, archived: boolean | null, user: { id: string } } };

export type MarkReadMutationVariables = Exact<{
  conversationId: string | number;
  seq: number;
}>;


export type MarkReadMutation = { markRead: { id: string, role: MemberRole, joinedSeq: number, readSeq: number | null, deliveredSeq: number | null, unreadCount: number | null, unreadMentionCount: number | null, notify: NotifyLevel | null, mutedUntil: string | null, archived: boolean | null, user: { id: string } } };

export type MarkDeliveredMutationVariables = Exact<{
  conversationId: string | number;
  seq: number;
}>;


export type MarkDeliveredMutation = { markDelivered: { id: string, role: MemberRole, joinedSeq: number, readSeq: number | null, deliveredSeq: number | null, unreadCount: number | null, unreadMentionCount: number | null, notify: NotifyLevel | null, mutedUntil: string | null, archived: boolean | null, user: { id: string } } };

export type ConversationPartsFragment = { id: string, kind: ConversationKind, name: string | null, description: string | null, lastSeq: number, revision: number, memberCount: number };

export type MembershipPartsFragment = { id: string, role: MemberRole, joinedSeq: number, readSeq: number | null, deliveredSeq: number | null, unreadCount: number | null, unreadMentionCount: number | null, notify: NotifyLevel | null, mutedUntil: string | null, archived: boolean | null, user: { id: string } };

export type SetTypingMutationVariables = Exact<{
  conversationId: string | number;
  active: boolean;
}>;


export type SetTypingMutation = { setTyping: boolean };

export type TypingQueryVariables = Exact<{
  conversationId: string | number;
}>;


export type TypingQuery = { conversation: { id: string, typing: Array<{ id: string }> } | null };

export type PresenceQueryVariables = Exact<{
  ids: Array<string | number> | string | number;
}>;


export type PresenceQuery = { nodes: Array<
    | { __typename: 'Conversation' }
    | { __typename: 'Membership' }
    | { __typename: 'Message' }
    | { __typename: 'Session' }
    | { __typename: 'User', presence: { status: PresenceStatus, lastSeenAt: string | null } | null }
    | { __typename: 'Viewer' }
   | null> };

export type NodesQueryVariables = Exact<{
  ids: Array<string | number> | string | number;
}>;


export type NodesQuery = { nodes: Array<
    | { __typename: 'Conversation', id: string }
    | { __typename: 'Membership', id: string }
    | { __typename: 'Message', id: string }
    | { __typename: 'Session', id: string }
    | { __typename: 'User', id: string }
    | { __typename: 'Viewer', id: string }
   | null> };

export type ServerInfoQueryVariables = Exact<{ [key: string]: never; }>;


export type ServerInfoQuery = { serverInfo: { version: string, time: string, errorCodes: Array<ErrorCode>, features: Array<Feature>, limits: { messageMaxChars: number, groupMaxMembers: number, replayMaxMessages: number } } };

export type TypingChangedSubscriptionVariables = Exact<{
  conversationId?: string | number | null | undefined;
}>;


export type TypingChangedSubscription = { typingChanged: { conversationId: string, active: boolean, user: { id: string } } };

export type PresenceChangedSubscriptionVariables = Exact<{
  userIds: Array<string | number> | string | number;
}>;


export type PresenceChangedSubscription = { presenceChanged: { userId: string, presence: { status: PresenceStatus, lastSeenAt: string | null } } };

export type ReceiptAdvancedSubscriptionVariables = Exact<{
  conversationId?: string | number | null | undefined;
}>;


export type ReceiptAdvancedSubscription = { receiptAdvanced: { conversationId: string, userId: string, readSeq: number, deliveredSeq: number } };

export type UpdateSettingsMutationVariables = Exact<{
  input: SettingsInput;
}>;


export type UpdateSettingsMutation = { updateSettings: { id: string } };

export type ConversationRevisionsSubscriptionVariables = Exact<{
  since?: Array<RevisionPosition> | RevisionPosition | null | undefined;
}>;


export type ConversationRevisionsSubscription = { conversationEvents:
    | { __typename: 'CaughtUp' }
    | { __typename: 'MessageChanged', revision: number }
    | { __typename: 'ResyncRequired' }
   };

export type OpenDirectConversationMutationVariables = Exact<{
  userId: string | number;
}>;


export type OpenDirectConversationMutation = { openDirectConversation: { id: string, kind: ConversationKind, lastSeq: number } };

export type SendMessageMutationVariables = Exact<{
  input: SendMessageInput;
}>;


export type SendMessageMutation = { sendMessage: { deduplicated: boolean, message: { id: string, conversationId: string, seq: number, revision: number, body: string | null, clientMessageId: string | null, createdAt: string, sender: { id: string, name: string } | null } } };

export type MessagesQueryVariables = Exact<{
  conversationId: string | number;
  first?: number | null | undefined;
  after?: string | null | undefined;
  last?: number | null | undefined;
  before?: string | null | undefined;
  around?: string | number | null | undefined;
}>;


export type MessagesQuery = { conversation: { id: string, lastSeq: number, messages: { nodes: Array<{ id: string, conversationId: string, seq: number, revision: number, body: string | null, clientMessageId: string | null, createdAt: string, sender: { id: string, name: string } | null }>, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null } } } | null };

export type MessageReceivedSubscriptionVariables = Exact<{
  conversationId?: string | number | null | undefined;
  since?: Array<SeqPosition> | SeqPosition | null | undefined;
}>;


export type MessageReceivedSubscription = { messageReceived: { id: string, conversationId: string, seq: number, revision: number, body: string | null, clientMessageId: string | null, createdAt: string, sender: { id: string, name: string } | null } };

export type RepliesQueryVariables = Exact<{
  conversationId: string | number;
  replyToId: string | number;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type RepliesQuery = { conversation: { id: string, messages: { nodes: Array<{ id: string, conversationId: string, seq: number, revision: number, body: string | null, clientMessageId: string | null, createdAt: string, sender: { id: string, name: string } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };

export type ChangesQueryVariables = Exact<{
  conversationId: string | number;
  afterRevision: number;
  first?: number | null | undefined;
}>;


export type ChangesQuery = { conversation: { id: string, changes: { revision: number, hasMore: boolean, nodes: Array<{ kind: MessageKind, systemEvent: SystemEvent | null, replyCount: number, editedAt: string | null, deletedAt: string | null, pinnedAt: string | null, id: string, conversationId: string, seq: number, revision: number, body: string | null, clientMessageId: string | null, createdAt: string, subjects: Array<{ id: string }>, mentions: Array<{ id: string }>, replyTo: { id: string } | null, reactions: Array<{ emoji: string, count: number, viewerHasReacted: boolean }>, sender: { id: string, name: string } | null }> } } | null };

export type PinnedMessagesQueryVariables = Exact<{
  conversationId: string | number;
}>;


export type PinnedMessagesQuery = { conversation: { id: string, pinnedMessages: { nodes: Array<{ id: string, conversationId: string, seq: number, revision: number, body: string | null, clientMessageId: string | null, createdAt: string, sender: { id: string, name: string } | null }> } } | null };

export type HistoryQueryVariables = Exact<{
  conversationId: string | number;
  last?: number | null | undefined;
  before?: string | null | undefined;
}>;


export type HistoryQuery = { conversation: { id: string, messages: { nodes: Array<{ kind: MessageKind, systemEvent: SystemEvent | null, replyCount: number, editedAt: string | null, deletedAt: string | null, pinnedAt: string | null, id: string, conversationId: string, seq: number, revision: number, body: string | null, clientMessageId: string | null, createdAt: string, subjects: Array<{ id: string }>, mentions: Array<{ id: string }>, replyTo: { id: string } | null, reactions: Array<{ emoji: string, count: number, viewerHasReacted: boolean }>, sender: { id: string, name: string } | null }>, pageInfo: { hasPreviousPage: boolean, startCursor: string | null } } } | null };

export type ReceiptsQueryVariables = Exact<{
  conversationId: string | number;
}>;


export type ReceiptsQuery = { conversation: { id: string, messages: { nodes: Array<{ id: string, seq: number, status: DeliveryStatus, readBy: { nodes: Array<{ id: string }> } }> } } | null };

export type EditMessageMutationVariables = Exact<{
  id: string | number;
  body: string;
  ifRevision?: number | null | undefined;
}>;


export type EditMessageMutation = { editMessage: { kind: MessageKind, systemEvent: SystemEvent | null, replyCount: number, editedAt: string | null, deletedAt: string | null, pinnedAt: string | null, id: string, conversationId: string, seq: number, revision: number, body: string | null, clientMessageId: string | null, createdAt: string, subjects: Array<{ id: string }>, mentions: Array<{ id: string }>, replyTo: { id: string } | null, reactions: Array<{ emoji: string, count: number, viewerHasReacted: boolean }>, sender: { id: string, name: string } | null } };

export type DeleteMessageMutationVariables = Exact<{
  id: string | number;
}>;


export type DeleteMessageMutation = { deleteMessage: { kind: MessageKind, systemEvent: SystemEvent | null, replyCount: number, editedAt: string | null, deletedAt: string | null, pinnedAt: string | null, id: string, conversationId: string, seq: number, revision: number, body: string | null, clientMessageId: string | null, createdAt: string, subjects: Array<{ id: string }>, mentions: Array<{ id: string }>, replyTo: { id: string } | null, reactions: Array<{ emoji: string, count: number, viewerHasReacted: boolean }>, sender: { id: string, name: string } | null } };

export type SetReactionMutationVariables = Exact<{
  messageId: string | number;
  emoji: string;
  active: boolean;
}>;


export type SetReactionMutation = { setReaction: { kind: MessageKind, systemEvent: SystemEvent | null, replyCount: number, editedAt: string | null, deletedAt: string | null, pinnedAt: string | null, id: string, conversationId: string, seq: number, revision: number, body: string | null, clientMessageId: string | null, createdAt: string, subjects: Array<{ id: string }>, mentions: Array<{ id: string }>, replyTo: { id: string } | null, reactions: Array<{ emoji: string, count: number, viewerHasReacted: boolean }>, sender: { id: string, name: string } | null } };

export type SetPinnedMutationVariables = Exact<{
  messageId: string | number;
  pinned: boolean;
}>;


export type SetPinnedMutation = { setPinned: { kind: MessageKind, systemEvent: SystemEvent | null, replyCount: number, editedAt: string | null, deletedAt: string | null, pinnedAt: string | null, id: string, conversationId: string, seq: number, revision: number, body: string | null, clientMessageId: string | null, createdAt: string, subjects: Array<{ id: string }>, mentions: Array<{ id: string }>, replyTo: { id: string } | null, reactions: Array<{ emoji: string, count: number, viewerHasReacted: boolean }>, sender: { id: string, name: string } | null } };

export type ConversationEventsSubscriptionVariables = Exact<{
  conversationId?: string | number | null | undefined;
  since?: Array<RevisionPosition> | RevisionPosition | null | undefined;
}>;


export type ConversationEventsSubscription = { conversationEvents:
    | { __typename: 'CaughtUp', unlisted: Array<string>, count: number }
    | { __typename: 'MessageChanged', change: MessageChange, conversationId: string, revision: number, replayed: boolean, message: { kind: MessageKind, systemEvent: SystemEvent | null, replyCount: number, editedAt: string | null, deletedAt: string | null, pinnedAt: string | null, id: string, conversationId: string, seq: number, revision: number, body: string | null, clientMessageId: string | null, createdAt: string, subjects: Array<{ id: string }>, mentions: Array<{ id: string }>, replyTo: { id: string } | null, reactions: Array<{ emoji: string, count: number, viewerHasReacted: boolean }>, sender: { id: string, name: string } | null } }
    | { __typename: 'ResyncRequired', conversationId: string, revision: number, missed: number }
   };

export type MessageStateFragment = { kind: MessageKind, systemEvent: SystemEvent | null, replyCount: number, editedAt: string | null, deletedAt: string | null, pinnedAt: string | null, id: string, conversationId: string, seq: number, revision: number, body: string | null, clientMessageId: string | null, createdAt: string, subjects: Array<{ id: string }>, mentions: Array<{ id: string }>, replyTo: { id: string } | null, reactions: Array<{ emoji: string, count: number, viewerHasReacted: boolean }>, sender: { id: string, name: string } | null };

export type MessagePartsFragment = { id: string, conversationId: string, seq: number, revision: number, body: string | null, clientMessageId: string | null, createdAt: string, sender: { id: string, name: string } | null };

export type ModelEventsSubscriptionVariables = Exact<{
  since?: Array<RevisionPosition> | RevisionPosition | null | undefined;
}>;


export type ModelEventsSubscription = { conversationEvents:
    | { __typename: 'CaughtUp', unlisted: Array<string> }
    | { __typename: 'MessageChanged', conversationId: string, revision: number, message: { seq: number, revision: number, body: string | null, systemEvent: SystemEvent | null, deletedAt: string | null, reactions: Array<{ emoji: string, count: number }> } }
    | { __typename: 'ResyncRequired' }
   };

export type ModelChangesQueryVariables = Exact<{
  conversationId: string | number;
  afterRevision: number;
}>;


export type ModelChangesQuery = { conversation: { id: string, changes: { revision: number, hasMore: boolean, nodes: Array<{ seq: number, revision: number, body: string | null, systemEvent: SystemEvent | null, deletedAt: string | null, reactions: Array<{ emoji: string, count: number }> }> } } | null };

export type ModelStateQueryVariables = Exact<{
  conversationId: string | number;
}>;


export type ModelStateQuery = { conversation: { id: string, lastSeq: number, revision: number, viewerMembership: { role: MemberRole, readSeq: number | null, unreadCount: number | null } | null, messages: { nodes: Array<{ id: string, seq: number, revision: number, body: string | null, systemEvent: SystemEvent | null, deletedAt: string | null, reactions: Array<{ emoji: string, count: number }> }> } } | null };

export type ModelMessageFragment = { seq: number, revision: number, body: string | null, systemEvent: SystemEvent | null, deletedAt: string | null, reactions: Array<{ emoji: string, count: number }> };

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}
export const TokensFragmentDoc = new TypedDocumentString(`
    fragment Tokens on AuthTokens {
  accessToken
  accessTokenExpiresAt
  refreshToken
  refreshTokenExpiresAt
  tokenType
}
    `, {"fragmentName":"Tokens"}) as unknown as TypedDocumentString<TokensFragment, unknown>;
export const ContactPartsFragmentDoc = new TypedDocumentString(`
    fragment ContactParts on User {
  id
  name
  bio
  contactState
  viewerHasBlocked
}
    `, {"fragmentName":"ContactParts"}) as unknown as TypedDocumentString<ContactPartsFragment, unknown>;
export const ConversationPartsFragmentDoc = new TypedDocumentString(`
    fragment ConversationParts on Conversation {
  id
  kind
  name
  description
  lastSeq
  revision
  memberCount
}
    `, {"fragmentName":"ConversationParts"}) as unknown as TypedDocumentString<ConversationPartsFragment, unknown>;
export const MembershipPartsFragmentDoc = new TypedDocumentString(`
    fragment MembershipParts on Membership {
  id
  user {
    id
  }
  role
  joinedSeq
  readSeq
  deliveredSeq
  unreadCount
  unreadMentionCount
  notify
  mutedUntil
  archived
}
    `, {"fragmentName":"MembershipParts"}) as unknown as TypedDocumentString<MembershipPartsFragment, unknown>;
export const MessagePartsFragmentDoc = new TypedDocumentString(`
    fragment MessageParts on Message {
  id
  conversationId
  seq
  revision
  body
  clientMessageId
  createdAt
  sender {
    id
    name
  }
}
    `, {"fragmentName":"MessageParts"}) as unknown as TypedDocumentString<MessagePartsFragment, unknown>;
export const MessageStateFragmentDoc = new TypedDocumentString(`
    fragment MessageState on Message {
  ...MessageParts
  kind
  systemEvent
  subjects {
    id
  }
  mentions {
    id
  }
  replyTo {
    id
  }
  replyCount
  reactions {
    emoji
    count
    viewerHasReacted
  }
  editedAt
  deletedAt
  pinnedAt
}
    fragment MessageParts on Message {
  id
  conversationId
  seq
  revision
  body
  clientMessageId
  createdAt
  sender {
    id
    name
  }
}`, {"fragmentName":"MessageState"}) as unknown as TypedDocumentString<MessageStateFragment, unknown>;
export const ModelMessageFragmentDoc = new TypedDocumentString(`
    fragment ModelMessage on Message {
  seq
  revision
  body
  systemEvent
  deletedAt
  reactions {
    emoji
    count
  }
}
    `, {"fragmentName":"ModelMessage"}) as unknown as TypedDocumentString<ModelMessageFragment, unknown>;
export const SignupDocument = new TypedDocumentString(`
    mutation Signup($input: SignupInput!) {
  signup(input: $input) {
    expiresAt
    resendAfter
  }
}
    `) as unknown as TypedDocumentString<SignupMutation, SignupMutationVariables>;
export const ConfirmEmailDocument = new TypedDocumentString(`
    mutation ConfirmEmail($input: ConfirmEmailInput!) {
  confirmEmail(input: $input) {
    tokens {
      ...Tokens
    }
    viewer {
      id
      email
    }
  }
}
    fragment Tokens on AuthTokens {
  accessToken
  accessTokenExpiresAt
  refreshToken
  refreshTokenExpiresAt
  tokenType
}`) as unknown as TypedDocumentString<ConfirmEmailMutation, ConfirmEmailMutationVariables>;
export const LoginDocument = new TypedDocumentString(`
    mutation Login($input: LoginInput!) {
  login(input: $input) {
    tokens {
      ...Tokens
    }
    viewer {
      id
      user {
        id
        name
      }
    }
  }
}
    fragment Tokens on AuthTokens {
  accessToken
  accessTokenExpiresAt
  refreshToken
  refreshTokenExpiresAt
  tokenType
}`) as unknown as TypedDocumentString<LoginMutation, LoginMutationVariables>;
export const RefreshDocument = new TypedDocumentString(`
    mutation Refresh($refreshToken: String!) {
  refresh(refreshToken: $refreshToken) {
    tokens {
      ...Tokens
    }
    viewer {
      id
    }
  }
}
    fragment Tokens on AuthTokens {
  accessToken
  accessTokenExpiresAt
  refreshToken
  refreshTokenExpiresAt
  tokenType
}`) as unknown as TypedDocumentString<RefreshMutation, RefreshMutationVariables>;
export const LogoutDocument = new TypedDocumentString(`
    mutation Logout {
  logout
}
    `) as unknown as TypedDocumentString<LogoutMutation, LogoutMutationVariables>;
export const ViewerDocument = new TypedDocumentString(`
    query Viewer {
  viewer {
    id
    email
    role
    user {
      id
      name
    }
  }
}
    `) as unknown as TypedDocumentString<ViewerQuery, ViewerQueryVariables>;
export const SendContactRequestDocument = new TypedDocumentString(`
    mutation SendContactRequest($userId: ID!) {
  sendContactRequest(userId: $userId) {
    ...ContactParts
  }
}
    fragment ContactParts on User {
  id
  name
  bio
  contactState
  viewerHasBlocked
}`) as unknown as TypedDocumentString<SendContactRequestMutation, SendContactRequestMutationVariables>;
export const AnswerContactRequestDocument = new TypedDocumentString(`
    mutation AnswerContactRequest($userId: ID!, $accept: Boolean!) {
  answerContactRequest(userId: $userId, accept: $accept) {
    ...ContactParts
  }
}
    fragment ContactParts on User {
  id
  name
  bio
  contactState
  viewerHasBlocked
}`) as unknown as TypedDocumentString<AnswerContactRequestMutation, AnswerContactRequestMutationVariables>;
export const RemoveContactDocument = new TypedDocumentString(`
    mutation RemoveContact($userId: ID!) {
  removeContact(userId: $userId) {
    ...ContactParts
  }
}
    fragment ContactParts on User {
  id
  name
  bio
  contactState
  viewerHasBlocked
}`) as unknown as TypedDocumentString<RemoveContactMutation, RemoveContactMutationVariables>;
export const SetBlockedDocument = new TypedDocumentString(`
    mutation SetBlocked($userId: ID!, $blocked: Boolean!) {
  setBlocked(userId: $userId, blocked: $blocked) {
    ...ContactParts
  }
}
    fragment ContactParts on User {
  id
  name
  bio
  contactState
  viewerHasBlocked
}`) as unknown as TypedDocumentString<SetBlockedMutation, SetBlockedMutationVariables>;
export const ContactsDocument = new TypedDocumentString(`
    query Contacts($state: ContactState, $first: Int, $after: String) {
  viewer {
    id
    contacts(state: $state, first: $first, after: $after) {
      nodes {
        ...ContactParts
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    fragment ContactParts on User {
  id
  name
  bio
  contactState
  viewerHasBlocked
}`) as unknown as TypedDocumentString<ContactsQuery, ContactsQueryVariables>;
export const BlockedUsersDocument = new TypedDocumentString(`
    query BlockedUsers {
  viewer {
    id
    blockedUsers {
      nodes {
        ...ContactParts
      }
    }
  }
}
    fragment ContactParts on User {
  id
  name
  bio
  contactState
  viewerHasBlocked
}`) as unknown as TypedDocumentString<BlockedUsersQuery, BlockedUsersQueryVariables>;
export const ConversationsDocument = new TypedDocumentString(`
    query Conversations($first: Int, $after: String, $last: Int, $before: String, $unreadOnly: Boolean, $archived: Boolean) {
  viewer {
    id
    unreadCount
    unreadConversationCount
    conversations(
      first: $first
      after: $after
      last: $last
      before: $before
      unreadOnly: $unreadOnly
      archived: $archived
    ) {
      nodes {
        id
        name
        lastSeq
        lastMessage {
          seq
          body
        }
        viewerMembership {
          ...MembershipParts
        }
      }
      pageInfo {
        hasNextPage
        hasPreviousPage
        startCursor
        endCursor
      }
    }
  }
}
    fragment MembershipParts on Membership {
  id
  user {
    id
  }
  role
  joinedSeq
  readSeq
  deliveredSeq
  unreadCount
  unreadMentionCount
  notify
  mutedUntil
  archived
}`) as unknown as TypedDocumentString<ConversationsQuery, ConversationsQueryVariables>;
export const ConversationDocument = new TypedDocumentString(`
    query Conversation($id: ID!) {
  conversation(id: $id) {
    ...ConversationParts
    viewerMembership {
      ...MembershipParts
    }
    members(first: 100) {
      totalCount
      nodes {
        ...MembershipParts
      }
    }
  }
}
    fragment ConversationParts on Conversation {
  id
  kind
  name
  description
  lastSeq
  revision
  memberCount
}
fragment MembershipParts on Membership {
  id
  user {
    id
  }
  role
  joinedSeq
  readSeq
  deliveredSeq
  unreadCount
  unreadMentionCount
  notify
  mutedUntil
  archived
}`) as unknown as TypedDocumentString<ConversationQuery, ConversationQueryVariables>;
export const ConversationWithDocument = new TypedDocumentString(`
    query ConversationWith($userId: ID!) {
  conversationWith(userId: $userId) {
    id
  }
}
    `) as unknown as TypedDocumentString<ConversationWithQuery, ConversationWithQueryVariables>;
export const MembersDocument = new TypedDocumentString(`
    query Members($id: ID!, $first: Int, $after: String) {
  conversation(id: $id) {
    id
    members(first: $first, after: $after) {
      totalCount
      nodes {
        user {
          id
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    `) as unknown as TypedDocumentString<MembersQuery, MembersQueryVariables>;
export const CreateGroupDocument = new TypedDocumentString(`
    mutation CreateGroup($input: CreateGroupInput!) {
  createGroup(input: $input) {
    ...ConversationParts
  }
}
    fragment ConversationParts on Conversation {
  id
  kind
  name
  description
  lastSeq
  revision
  memberCount
}`) as unknown as TypedDocumentString<CreateGroupMutation, CreateGroupMutationVariables>;
export const UpdateConversationDocument = new TypedDocumentString(`
    mutation UpdateConversation($id: ID!, $input: UpdateConversationInput!) {
  updateConversation(id: $id, input: $input) {
    ...ConversationParts
  }
}
    fragment ConversationParts on Conversation {
  id
  kind
  name
  description
  lastSeq
  revision
  memberCount
}`) as unknown as TypedDocumentString<UpdateConversationMutation, UpdateConversationMutationVariables>;
export const AddMembersDocument = new TypedDocumentString(`
    mutation AddMembers($conversationId: ID!, $userIds: [ID!]!) {
  addMembers(conversationId: $conversationId, userIds: $userIds) {
    ...ConversationParts
  }
}
    fragment ConversationParts on Conversation {
  id
  kind
  name
  description
  lastSeq
  revision
  memberCount
}`) as unknown as TypedDocumentString<AddMembersMutation, AddMembersMutationVariables>;
export const RemoveMemberDocument = new TypedDocumentString(`
    mutation RemoveMember($conversationId: ID!, $userId: ID!) {
  removeMember(conversationId: $conversationId, userId: $userId) {
    ...ConversationParts
  }
}
    fragment ConversationParts on Conversation {
  id
  kind
  name
  description
  lastSeq
  revision
  memberCount
}`) as unknown as TypedDocumentString<RemoveMemberMutation, RemoveMemberMutationVariables>;
export const SetMemberRoleDocument = new TypedDocumentString(`
    mutation SetMemberRole($conversationId: ID!, $userId: ID!, $role: MemberRole!) {
  setMemberRole(conversationId: $conversationId, userId: $userId, role: $role) {
    ...MembershipParts
  }
}
    fragment MembershipParts on Membership {
  id
  user {
    id
  }
  role
  joinedSeq
  readSeq
  deliveredSeq
  unreadCount
  unreadMentionCount
  notify
  mutedUntil
  archived
}`) as unknown as TypedDocumentString<SetMemberRoleMutation, SetMemberRoleMutationVariables>;
export const LeaveConversationDocument = new TypedDocumentString(`
    mutation LeaveConversation($id: ID!) {
  leaveConversation(id: $id)
}
    `) as unknown as TypedDocumentString<LeaveConversationMutation, LeaveConversationMutationVariables>;
export const UpdateMembershipDocument = new TypedDocumentString(`
    mutation UpdateMembership($conversationId: ID!, $input: MembershipInput!) {
  updateMembership(conversationId: $conversationId, input: $input) {
    ...MembershipParts
  }
}
    fragment MembershipParts on Membership {
  id
  user {
    id
  }
  role
  joinedSeq
  readSeq
  deliveredSeq
  unreadCount
  unreadMentionCount
  notify
  mutedUntil
  archived
}`) as unknown as TypedDocumentString<UpdateMembershipMutation, UpdateMembershipMutationVariables>;
export const MarkReadDocument = new TypedDocumentString(`
    mutation MarkRead($conversationId: ID!, $seq: Int!) {
  markRead(conversationId: $conversationId, seq: $seq) {
    ...MembershipParts
  }
}
    fragment MembershipParts on Membership {
  id
  user {
    id
  }
  role
  joinedSeq
  readSeq
  deliveredSeq
  unreadCount
  unreadMentionCount
  notify
  mutedUntil
  archived
}`) as unknown as TypedDocumentString<MarkReadMutation, MarkReadMutationVariables>;
export const MarkDeliveredDocument = new TypedDocumentString(`
    mutation MarkDelivered($conversationId: ID!, $seq: Int!) {
  markDelivered(conversationId: $conversationId, seq: $seq) {
    ...MembershipParts
  }
}
    fragment MembershipParts on Membership {
  id
  user {
    id
  }
  role
  joinedSeq
  readSeq
  deliveredSeq
  unreadCount
  unreadMentionCount
  notify
  mutedUntil
  archived
}`) as unknown as TypedDocumentString<MarkDeliveredMutation, MarkDeliveredMutationVariables>;
export const SetTypingDocument = new TypedDocumentString(`
    mutation SetTyping($conversationId: ID!, $active: Boolean!) {
  setTyping(conversationId: $conversationId, active: $active)
}
    `) as unknown as TypedDocumentString<SetTypingMutation, SetTypingMutationVariables>;
export const TypingDocument = new TypedDocumentString(`
    query Typing($conversationId: ID!) {
  conversation(id: $conversationId) {
    id
    typing {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<TypingQuery, TypingQueryVariables>;
export const PresenceDocument = new TypedDocumentString(`
    query Presence($ids: [ID!]!) {
  nodes(ids: $ids) {
    __typename
    ... on User {
      presence {
        status
        lastSeenAt
      }
    }
  }
}
    `) as unknown as TypedDocumentString<PresenceQuery, PresenceQueryVariables>;
export const NodesDocument = new TypedDocumentString(`
    query Nodes($ids: [ID!]!) {
  nodes(ids: $ids) {
    __typename
    id
  }
}
    `) as unknown as TypedDocumentString<NodesQuery, NodesQueryVariables>;
export const ServerInfoDocument = new TypedDocumentString(`
    query ServerInfo {
  serverInfo {
    version
    time
    errorCodes
    features
    limits {
      messageMaxChars
      groupMaxMembers
      replayMaxMessages
    }
  }
}
    `) as unknown as TypedDocumentString<ServerInfoQuery, ServerInfoQueryVariables>;
export const TypingChangedDocument = new TypedDocumentString(`
    subscription TypingChanged($conversationId: ID) {
  typingChanged(conversationId: $conversationId) {
    conversationId
    active
    user {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<TypingChangedSubscription, TypingChangedSubscriptionVariables>;
export const PresenceChangedDocument = new TypedDocumentString(`
    subscription PresenceChanged($userIds: [ID!]!) {
  presenceChanged(userIds: $userIds) {
    userId
    presence {
      status
      lastSeenAt
    }
  }
}
    `) as unknown as TypedDocumentString<PresenceChangedSubscription, PresenceChangedSubscriptionVariables>;
export const ReceiptAdvancedDocument = new TypedDocumentString(`
    subscription ReceiptAdvanced($conversationId: ID) {
  receiptAdvanced(conversationId: $conversationId) {
    conversationId
    userId
    readSeq
    deliveredSeq
  }
}
    `) as unknown as TypedDocumentString<ReceiptAdvancedSubscription, ReceiptAdvancedSubscriptionVariables>;
export const UpdateSettingsDocument = new TypedDocumentString(`
    mutation UpdateSettings($input: SettingsInput!) {
  updateSettings(input: $input) {
    id
  }
}
    `) as unknown as TypedDocumentString<UpdateSettingsMutation, UpdateSettingsMutationVariables>;
export const ConversationRevisionsDocument = new TypedDocumentString(`
    subscription ConversationRevisions($since: [RevisionPosition!]) {
  conversationEvents(since: $since) {
    __typename
    ... on MessageChanged {
      revision
    }
  }
}
    `) as unknown as TypedDocumentString<ConversationRevisionsSubscription, ConversationRevisionsSubscriptionVariables>;
export const OpenDirectConversationDocument = new TypedDocumentString(`
    mutation OpenDirectConversation($userId: ID!) {
  openDirectConversation(userId: $userId) {
    id
    kind
    lastSeq
  }
}
    `) as unknown as TypedDocumentString<OpenDirectConversationMutation, OpenDirectConversationMutationVariables>;
export const SendMessageDocument = new TypedDocumentString(`
    mutation SendMessage($input: SendMessageInput!) {
  sendMessage(input: $input) {
    deduplicated
    message {
      ...MessageParts
    }
  }
}
    fragment MessageParts on Message {
  id
  conversationId
  seq
  revision
  body
  clientMessageId
  createdAt
  sender {
    id
    name
  }
}`) as unknown as TypedDocumentString<SendMessageMutation, SendMessageMutationVariables>;
export const MessagesDocument = new TypedDocumentString(`
    query Messages($conversationId: ID!, $first: Int, $after: String, $last: Int, $before: String, $around: ID) {
  conversation(id: $conversationId) {
    id
    lastSeq
    messages(
      first: $first
      after: $after
      last: $last
      before: $before
      around: $around
    ) {
      nodes {
        ...MessageParts
      }
      pageInfo {
        hasNextPage
        hasPreviousPage
        startCursor
        endCursor
      }
    }
  }
}
    fragment MessageParts on Message {
  id
  conversationId
  seq
  revision
  body
  clientMessageId
  createdAt
  sender {
    id
    name
  }
}`) as unknown as TypedDocumentString<MessagesQuery, MessagesQueryVariables>;
export const MessageReceivedDocument = new TypedDocumentString(`
    subscription MessageReceived($conversationId: ID, $since: [SeqPosition!]) {
  messageReceived(conversationId: $conversationId, since: $since) {
    ...MessageParts
  }
}
    fragment MessageParts on Message {
  id
  conversationId
  seq
  revision
  body
  clientMessageId
  createdAt
  sender {
    id
    name
  }
}`) as unknown as TypedDocumentString<MessageReceivedSubscription, MessageReceivedSubscriptionVariables>;
export const RepliesDocument = new TypedDocumentString(`
    query Replies($conversationId: ID!, $replyToId: ID!, $first: Int, $after: String) {
  conversation(id: $conversationId) {
    id
    messages(replyToId: $replyToId, first: $first, after: $after) {
      nodes {
        ...MessageParts
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    fragment MessageParts on Message {
  id
  conversationId
  seq
  revision
  body
  clientMessageId
  createdAt
  sender {
    id
    name
  }
}`) as unknown as TypedDocumentString<RepliesQuery, RepliesQueryVariables>;
export const ChangesDocument = new TypedDocumentString(`
    query Changes($conversationId: ID!, $afterRevision: Int!, $first: Int) {
  conversation(id: $conversationId) {
    id
    changes(afterRevision: $afterRevision, first: $first) {
      nodes {
        ...MessageState
      }
      revision
      hasMore
    }
  }
}
    fragment MessageState on Message {
  ...MessageParts
  kind
  systemEvent
  subjects {
    id
  }
  mentions {
    id
  }
  replyTo {
    id
  }
  replyCount
  reactions {
    emoji
    count
    viewerHasReacted
  }
  editedAt
  deletedAt
  pinnedAt
}
fragment MessageParts on Message {
  id
  conversationId
  seq
  revision
  body
  clientMessageId
  createdAt
  sender {
    id
    name
  }
}`) as unknown as TypedDocumentString<ChangesQuery, ChangesQueryVariables>;
export const PinnedMessagesDocument = new TypedDocumentString(`
    query PinnedMessages($conversationId: ID!) {
  conversation(id: $conversationId) {
    id
    pinnedMessages {
      nodes {
        ...MessageParts
      }
    }
  }
}
    fragment MessageParts on Message {
  id
  conversationId
  seq
  revision
  body
  clientMessageId
  createdAt
  sender {
    id
    name
  }
}`) as unknown as TypedDocumentString<PinnedMessagesQuery, PinnedMessagesQueryVariables>;
export const HistoryDocument = new TypedDocumentString(`
    query History($conversationId: ID!, $last: Int, $before: String) {
  conversation(id: $conversationId) {
    id
    messages(last: $last, before: $before) {
      nodes {
        ...MessageState
      }
      pageInfo {
        hasPreviousPage
        startCursor
      }
    }
  }
}
    fragment MessageState on Message {
  ...MessageParts
  kind
  systemEvent
  subjects {
    id
  }
  mentions {
    id
  }
  replyTo {
    id
  }
  replyCount
  reactions {
    emoji
    count
    viewerHasReacted
  }
  editedAt
  deletedAt
  pinnedAt
}
fragment MessageParts on Message {
  id
  conversationId
  seq
  revision
  body
  clientMessageId
  createdAt
  sender {
    id
    name
  }
}`) as unknown as TypedDocumentString<HistoryQuery, HistoryQueryVariables>;
export const ReceiptsDocument = new TypedDocumentString(`
    query Receipts($conversationId: ID!) {
  conversation(id: $conversationId) {
    id
    messages(last: 5) {
      nodes {
        id
        seq
        status
        readBy {
          nodes {
            id
          }
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<ReceiptsQuery, ReceiptsQueryVariables>;
export const EditMessageDocument = new TypedDocumentString(`
    mutation EditMessage($id: ID!, $body: String!, $ifRevision: Int) {
  editMessage(id: $id, body: $body, ifRevision: $ifRevision) {
    ...MessageState
  }
}
    fragment MessageState on Message {
  ...MessageParts
  kind
  systemEvent
  subjects {
    id
  }
  mentions {
    id
  }
  replyTo {
    id
  }
  replyCount
  reactions {
    emoji
    count
    viewerHasReacted
  }
  editedAt
  deletedAt
  pinnedAt
}
fragment MessageParts on Message {
  id
  conversationId
  seq
  revision
  body
  clientMessageId
  createdAt
  sender {
    id
    name
  }
}`) as unknown as TypedDocumentString<EditMessageMutation, EditMessageMutationVariables>;
export const DeleteMessageDocument = new TypedDocumentString(`
    mutation DeleteMessage($id: ID!) {
  deleteMessage(id: $id) {
    ...MessageState
  }
}
    fragment MessageState on Message {
  ...MessageParts
  kind
  systemEvent
  subjects {
    id
  }
  mentions {
    id
  }
  replyTo {
    id
  }
  replyCount
  reactions {
    emoji
    count
    viewerHasReacted
  }
  editedAt
  deletedAt
  pinnedAt
}
fragment MessageParts on Message {
  id
  conversationId
  seq
  revision
  body
  clientMessageId
  createdAt
  sender {
    id
    name
  }
}`) as unknown as TypedDocumentString<DeleteMessageMutation, DeleteMessageMutationVariables>;
export const SetReactionDocument = new TypedDocumentString(`
    mutation SetReaction($messageId: ID!, $emoji: String!, $active: Boolean!) {
  setReaction(messageId: $messageId, emoji: $emoji, active: $active) {
    ...MessageState
  }
}
    fragment MessageState on Message {
  ...MessageParts
  kind
  systemEvent
  subjects {
    id
  }
  mentions {
    id
  }
  replyTo {
    id
  }
  replyCount
  reactions {
    emoji
    count
    viewerHasReacted
  }
  editedAt
  deletedAt
  pinnedAt
}
fragment MessageParts on Message {
  id
  conversationId
  seq
  revision
  body
  clientMessageId
  createdAt
  sender {
    id
    name
  }
}`) as unknown as TypedDocumentString<SetReactionMutation, SetReactionMutationVariables>;
export const SetPinnedDocument = new TypedDocumentString(`
    mutation SetPinned($messageId: ID!, $pinned: Boolean!) {
  setPinned(messageId: $messageId, pinned: $pinned) {
    ...MessageState
  }
}
    fragment MessageState on Message {
  ...MessageParts
  kind
  systemEvent
  subjects {
    id
  }
  mentions {
    id
  }
  replyTo {
    id
  }
  replyCount
  reactions {
    emoji
    count
    viewerHasReacted
  }
  editedAt
  deletedAt
  pinnedAt
}
fragment MessageParts on Message {
  id
  conversationId
  seq
  revision
  body
  clientMessageId
  createdAt
  sender {
    id
    name
  }
}`) as unknown as TypedDocumentString<SetPinnedMutation, SetPinnedMutationVariables>;
export const ConversationEventsDocument = new TypedDocumentString(`
    subscription ConversationEvents($conversationId: ID, $since: [RevisionPosition!]) {
  conversationEvents(conversationId: $conversationId, since: $since) {
    __typename
    ... on MessageChanged {
      change
      conversationId
      revision
      replayed
      message {
        ...MessageState
      }
    }
    ... on CaughtUp {
      count: replayed
      unlisted
    }
    ... on ResyncRequired {
      conversationId
      revision
      missed
    }
  }
}
    fragment MessageState on Message {
  ...MessageParts
  kind
  systemEvent
  subjects {
    id
  }
  mentions {
    id
  }
  replyTo {
    id
  }
  replyCount
  reactions {
    emoji
    count
    viewerHasReacted
  }
  editedAt
  deletedAt
  pinnedAt
}
fragment MessageParts on Message {
  id
  conversationId
  seq
  revision
  body
  clientMessageId
  createdAt
  sender {
    id
    name
  }
}`) as unknown as TypedDocumentString<ConversationEventsSubscription, ConversationEventsSubscriptionVariables>;
export const ModelEventsDocument = new TypedDocumentString(`
    subscription ModelEvents($since: [RevisionPosition!]) {
  conversationEvents(since: $since) {
    __typename
    ... on MessageChanged {
      conversationId
      revision
      message {
        ...ModelMessage
      }
    }
    ... on CaughtUp {
      unlisted
    }
  }
}
    fragment ModelMessage on Message {
  seq
  revision
  body
  systemEvent
  deletedAt
  reactions {
    emoji
    count
  }
}`) as unknown as TypedDocumentString<ModelEventsSubscription, ModelEventsSubscriptionVariables>;
export const ModelChangesDocument = new TypedDocumentString(`
    query ModelChanges($conversationId: ID!, $afterRevision: Int!) {
  conversation(id: $conversationId) {
    id
    changes(afterRevision: $afterRevision) {
      revision
      hasMore
      nodes {
        ...ModelMessage
      }
    }
  }
}
    fragment ModelMessage on Message {
  seq
  revision
  body
  systemEvent
  deletedAt
  reactions {
    emoji
    count
  }
}`) as unknown as TypedDocumentString<ModelChangesQuery, ModelChangesQueryVariables>;
export const ModelStateDocument = new TypedDocumentString(`
    query ModelState($conversationId: ID!) {
  conversation(id: $conversationId) {
    id
    lastSeq
    revision
    viewerMembership {
      role
      readSeq
      unreadCount
    }
    messages(last: 40) {
      nodes {
        id
        ...ModelMessage
      }
    }
  }
}
    fragment ModelMessage on Message {
  seq
  revision
  body
  systemEvent
  deletedAt
  reactions {
    emoji
    count
  }
}`) as unknown as TypedDocumentString<ModelStateQuery, ModelStateQueryVariables>;