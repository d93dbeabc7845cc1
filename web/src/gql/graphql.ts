/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** A new passkey. */
export type AddPasskeyInput = {
  /** The `PublicKeyCredential`, as its `toJSON()` gives it. */
  credential: Record<string, unknown>;
  /** What its owner tells it by, such as the device: 1 to 60 characters. */
  name: string;
};

/** An answer to a LoginChallenge. */
export type AnswerChallengeInput = {
  /** Six digits, or a recovery code; case, spaces, dashes and words around it do not matter. Null: `credential` is given. */
  code?: string | null | undefined;
  /** For PASSKEY, as answer to `passkeyOptions`. The `PublicKeyCredential`, as its `toJSON()` gives it. */
  credential?: Record<string, unknown> | null | undefined;
  /** What `code` is, or that it is a passkey. */
  method: ChallengeMethod;
  /** Of the challenge. */
  token: string;
};

/** What a client can do with a file. */
export type AttachmentKind =
  /** MP3, M4A, AAC, FLAC, Ogg, WAV, AIFF, AMR, CAF, or a container of films that has sound only. */
  | 'AUDIO'
  /** PDF or plain text; documents and archives where the server takes them. */
  | 'FILE'
  /** JPEG, PNG, GIF or WebP: it has a size in pixels and thumbnails. HEIC and AVIF become one of them. */
  | 'IMAGE'
  /** MP4, QuickTime, 3GP, WebM, Matroska or Ogg, with pictures in it. */
  | 'VIDEO';

/** Who may see something of a person, or do something. */
export type Audience =
  /** Contacts alone. */
  | 'CONTACTS'
  /** All who are signed in, unless a block stands in between. */
  | 'EVERYONE'
  /** Its owner alone. */
  | 'NOBODY';

/** How the account was made. */
export type AuthProvider =
  /** By `signup`. */
  | 'APPLICATION'
  /** By `loginWithGoogle`; it has no password before `resetPassword` sets one. */
  | 'GOOGLE'
  /** By the app that the person uses: see `upsertUsers` and `exchangeToken`. */
  | 'SERVICE';

/** How the second factor is shown: by an authenticator app, by a code kept for loss, or by a passkey. */
export type ChallengeMethod =
  /** One of the account's passkeys: see `passkeyOptions`. */
  | 'PASSKEY'
  /** One of the ten codes of the set-up, each good once. */
  | 'RECOVERY_CODE'
  /** The six digits that the app shows. */
  | 'TOTP';

/** A new password by the old one. */
export type ChangePasswordInput = {
  /** INVALID_CREDENTIALS where it is wrong, RATE_LIMITED after ten wrong ones in 15 minutes. */
  currentPassword: string;
  /** 10 to 128 characters that are not easy to guess. */
  newPassword: string;
};

/** Proof of an address, and of the sign-up that is meant. */
export type ConfirmEmailInput = {
  /** The eight digits from the mail, as typed or pasted: grouped, in digits of any script, or with their sentence. */
  code: string;
  /** A name for this device in the list of sessions: at most 100 characters. */
  device?: string | null | undefined;
  /** As it was given to `signup`. */
  email: string;
  /** As it was given to `signup`: for another device, which has no token. */
  password?: string | null | undefined;
  /** What `signup` answered. Exactly one of token and password is given. */
  token?: string | null | undefined;
};

/** What the viewer and a person are to one another. */
export type ContactState =
  /** Contacts. */
  | 'CONTACT'
  /** Nothing: strangers, or a block stands in between. */
  | 'NONE'
  /** The other has asked and waits for the viewer's answer. */
  | 'REQUEST_RECEIVED'
  /** The viewer has asked and waits for an answer. */
  | 'REQUEST_SENT';

/** How many may be in it. */
export type ConversationKind =
  /** Two people, and always the same two. */
  | 'DIRECT'
  /** Up to 512 members, who come and go. */
  | 'GROUP';

/** A new group. */
export type CreateGroupInput = {
  /** Uploaded for the purpose GROUP_AVATAR. */
  avatarId?: string | null | undefined;
  /** Chosen by the client for each group and kept over retries: one id, one group. */
  clientConversationId: string;
  /** At most 500 characters. */
  description?: string | null | undefined;
  /** Beside the viewer, who becomes its owner. */
  memberIds: Array<string>;
  /** 1 to 100 characters. */
  name: string;
};

/** How far a person's export is. */
export type DataExportState =
  /** It could not be written, after several tries: ask for it again. */
  | 'FAILED'
  /** It is being written, or waits for its turn. */
  | 'PREPARING'
  /** The link is mailed, and leads to it until `expiresAt`. */
  | 'READY';

/** What all others have done whose receipts the viewer may see. */
export type DeliveryStatus =
  /** All have got it. */
  | 'DELIVERED'
  /** All have read it. */
  | 'READ'
  /** Stored; somebody has not got it yet, or nobody shows receipts. */
  | 'SENT';

/** What this server has switched on. */
export type Feature =
  /** `createUploadTicket`. */
  | 'DIRECT_UPLOAD'
  /** Mails to whoever is away and has unread messages. */
  | 'EMAIL_DIGEST'
  /** `loginWithGoogle`: the server has a client id of Google's. */
  | 'GOOGLE_LOGIN'
  /** `beginPasskey`, `loginWithPasskey`: the server knows where it is reached. */
  | 'PASSKEYS'
  /** People log in here by themselves. Without it `login` is for administrators alone, and `requestPasswordReset` for nobody. */
  | 'PASSWORD_LOGIN'
  /** `login` takes a phone number as well. */
  | 'PHONE_LOGIN'
  /** `signup`: for everybody, or for whom the operator admits. */
  | 'SIGNUP'
  /** `beginTwoFactor`. */
  | 'TWO_FACTOR';

/** What a person has stated. */
export type Gender =
  /** Stated as female. */
  | 'FEMALE'
  /** Stated as male. */
  | 'MALE'
  /** Not stated. */
  | 'UNSPECIFIED';

/** A login by a Google account. */
export type GoogleLoginInput = {
  /** A name for this device in the list of sessions: at most 100 characters. */
  device?: string | null | undefined;
  /** As Google Identity Services hands it to the client. */
  idToken: string;
};

/** Exactly one of email and phone. */
export type LoginInput = {
  /** A name for this device in the list of sessions: at most 100 characters. */
  device?: string | null | undefined;
  /** Null: log in by the number. */
  email?: string | null | undefined;
  /** Of the account. */
  password: string;
  /** Null: log in by the address. */
  phone?: string | null | undefined;
};

/** In a direct conversation both are MEMBER. */
export type MemberRole =
  /** May change the group, add members, remove those of the role MEMBER, pin, and delete messages of others. */
  | 'ADMIN'
  /** May write, and delete what is one's own. */
  | 'MEMBER'
  /** May do what admins do, set roles, and remove anybody. */
  | 'OWNER';

/** What is left out stays as it is. */
export type MembershipInput = {
  /** True: into the archived list, and out of the unread counts. Null: it stays. */
  archived?: boolean | null | undefined;
  /** What is not sent yet, at most as long as a message. Null or empty: nothing. */
  draft?: string | null | undefined;
  /** True: out of both lists and the unread counts, until a message comes; false: among those that are not archived. Null: it stays. */
  hidden?: boolean | null | undefined;
  /** Null: not muted any longer. */
  mutedUntil?: string | null | undefined;
  /** What is mailed. Null: it stays. */
  notify?: NotifyLevel | null | undefined;
  /** Kept for the client. Null: it stays. */
  pinned?: boolean | null | undefined;
  /** Marks the conversation as unread from a message on, by its `seq`; `markRead` takes the mark away. It changes no count. Null: no mark. */
  unreadFromSeq?: number | null | undefined;
};

/** What happened to a message; PINNED also stands for unpinned. */
export type MessageChange =
  /** It is new to whoever reads this. */
  | 'CREATED'
  /** Body, attachments, mentions, reactions and metadata are gone. */
  | 'DELETED'
  /** Another body, or other mentions. */
  | 'EDITED'
  /** The app's own data: no edit, so `editedAt` stays. */
  | 'METADATA'
  /** Pinned or unpinned: `pinnedAt` tells. */
  | 'PINNED'
  /** Somebody reacted, or took it back. */
  | 'REACTIONS';

/** Who speaks. */
export type MessageKind =
  /** The log itself, of what happened in a group. */
  | 'SYSTEM'
  /** A person. */
  | 'USER';

/** What of a conversation is worth a mail to its member. */
export type NotifyLevel =
  /** Every message of others: what it is at first. */
  | 'ALL'
  /** Messages that mention the member. */
  | 'MENTIONS'
  /** Nothing. */
  | 'NONE';

/** A login by a passkey. */
export type PasskeyLoginInput = {
  /** The `PublicKeyCredential`, as its `toJSON()` gives it. */
  credential: Record<string, unknown>;
  /** A name for this device in the list of sessions: at most 100 characters. */
  device?: string | null | undefined;
};

/** By the sockets that a person has open. */
export type PresenceStatus =
  /** Connected, but did nothing for five minutes. */
  | 'AWAY'
  /** Not connected. */
  | 'OFFLINE'
  /** Connected, and did something in the last five minutes. */
  | 'ONLINE';

/** What is not given stays; null takes away where that is possible. */
export type ProfileInput = {
  /** Uploaded for the purpose AVATAR. */
  avatarId?: string | null | undefined;
  /** At most 500 characters. */
  bio?: string | null | undefined;
  /** At most three, uploaded for the purpose COVER; they take the place of all. */
  coverIds?: Array<string> | null | undefined;
  /** Of the account, for a change of `phone`; INVALID_CREDENTIALS where it is wrong. Null: a recent login does. */
  currentPassword?: string | null | undefined;
  /** Null: it stays. */
  gender?: Gender | null | undefined;
  /** At most 60 characters. */
  name?: string | null | undefined;
  /** One can log in by it. Changing it needs the password, or a login of the last ten minutes (REAUTH_REQUIRED), and is told by mail. CONFLICT where it belongs to somebody else. */
  phone?: string | null | undefined;
};

/** A new password by a mailed code. */
export type ResetPasswordInput = {
  /** The eight digits from the mail, as typed or pasted. */
  code: string;
  /** That the code was mailed to. */
  email: string;
  /** 10 to 128 characters that are not easy to guess. */
  newPassword: string;
};

/** The last change that a client has of a conversation. */
export type RevisionPosition = {
  /** One that the viewer is not in is passed over. */
  conversationId: string;
  /** Of that change; 0: from the beginning. */
  revision: number;
};

/** What an account may do on this server. */
export type Role =
  /** May suspend accounts of the role USER. Sessions are short: one hour idle, a day at most. */
  | 'ADMIN'
  /** May also set roles, and act on all other accounts. */
  | 'SUPER_ADMIN'
  /** An account like any other. */
  | 'USER';

/** Exactly one of conversationId and userId; userId opens the direct conversation where there is none yet. */
export type SendMessageInput = {
  /** At most 10, each used in one message. */
  attachmentIds?: Array<string> | null | undefined;
  /** At most 10,000 characters. */
  body?: string | null | undefined;
  /** Chosen by the client for each message and kept over retries: one id, one message of its conversation. */
  clientMessageId: string;
  /** NOT_FOUND unless the viewer is a member; CONFLICT where the other of a direct conversation is erased. */
  conversationId?: string | null | undefined;
  /** Members of the conversation, at most 50. */
  mentionIds?: Array<string> | null | undefined;
  /** Data of the app's own, which all members read. With a `type` as its schema says: BAD_USER_INPUT with the path of what is not. */
  metadata?: Record<string, unknown> | null | undefined;
  /** The message of this conversation answered. */
  replyToId?: string | null | undefined;
  /** As it was registered by `registerMessageType`. `body` is then what is shown by clients that do not know it, and may be left out. */
  type?: string | null | undefined;
  /** Somebody else; BLOCKED where a block stands in between, NOT_FOUND for an erased account. */
  userId?: string | null | undefined;
};

/** What is not given stays. */
export type SettingsInput = {
  /** Whether unread messages are mailed after a while. Null: it stays. */
  emailDigest?: boolean | null | undefined;
  /** Who may add the viewer to groups without asking. Null: it stays. */
  groupInvites?: Audience | null | undefined;
  /** Who sees presence and when the viewer was last there. Null: it stays. */
  lastSeen?: Audience | null | undefined;
  /** Who sees how far the viewer has read. Null: it stays. */
  readReceipts?: Audience | null | undefined;
};

/** A new account. */
export type SignupInput = {
  /** Gets the code, and stays the name to log in by. */
  email: string;
  /** Only its owner is shown it. */
  gender?: Gender | null | undefined;
  /** From whoever runs the server, where it takes sign-ups by invitation. */
  invitation?: string | null | undefined;
  /** At most 60 characters. */
  name: string;
  /** 10 to 128 characters that are not easy to guess, else WEAK_PASSWORD. */
  password: string;
  /** One can log in by it, unless it belongs to somebody else. */
  phone?: string | null | undefined;
};

/** What happened in a group. The sender did it. */
export type SystemEvent =
  /** The group was made: `body` is its name, `subjects` are its first other members. */
  | 'CONVERSATION_CREATED'
  /** `body` is the new name. */
  | 'CONVERSATION_RENAMED'
  /** `subjects` are in from here on. */
  | 'MEMBER_ADDED'
  /** The sender went, and is the subject too. */
  | 'MEMBER_LEFT'
  /** `subjects` are out: for them it is the last message. */
  | 'MEMBER_REMOVED'
  /** `body` is the new role of `subjects`. */
  | 'ROLE_CHANGED';

/** What is left out stays as it is. */
export type UpdateConversationInput = {
  /** Uploaded by the viewer for the purpose GROUP_AVATAR. Null: none. */
  avatarId?: string | null | undefined;
  /** Null or empty: none. */
  description?: string | null | undefined;
  /** 1 to 100 characters. Null or empty: it stays. */
  name?: string | null | undefined;
};

/** What a file is uploaded for. All but MESSAGE take pictures only. */
export type UploadPurpose =
  /** The viewer's picture. */
  | 'AVATAR'
  /** The viewer's profile. */
  | 'COVER'
  /** A group's picture. */
  | 'GROUP_AVATAR'
  /** A message: any accepted type. */
  | 'MESSAGE';

/** Who writes by an account. It never changes. */
export type UserKind =
  /** A program of the app's, in whose name a key acts: it has no mailbox and no logins, is found by no search for people, and is nobody's contact. */
  | 'BOT'
  /** Somebody. */
  | 'PERSON';

/** Of a browser's `PushSubscription`, as its `toJSON()` gives them. */
export type WebPushKeysInput = {
  /** 16 bytes, base64url. */
  auth: string;
  /** A point of the curve P-256, base64url. */
  p256dh: string;
};

export type ServerInfoQueryVariables = Exact<{ [key: string]: never; }>;


export type ServerInfoQuery = { serverInfo: { version: string, features: Array<Feature>, identityProviders: Array<{ name: string, label: string, signInUrl: string | null }>, limits: { messageMaxChars: number, attachmentsPerMessage: number, uploadMaxBytes: number, uploadMimeTypes: Array<string>, groupMaxMembers: number, editWindowSeconds: number, typingTtlMs: number, presenceTtlMs: number, codeLength: number } } };

export type ViewerQueryVariables = Exact<{ [key: string]: never; }>;


export type ViewerQuery = { viewer: { revision: number, email: string, phone: string | null, gender: Gender, role: Role, provider: AuthProvider, twoFactorEnabled: boolean, twoFactorMethods: Array<ChallengeMethod>, settings: { lastSeen: Audience, readReceipts: Audience, groupInvites: Audience, emailDigest: boolean }, user: { id: string, name: string, kind: UserKind, isDeleted: boolean, bio: string | null, avatarUrl: string | null, contactState: ContactState, viewerHasBlocked: boolean, covers: Array<{ id: string, url: string, thumbnails: Array<{ width: number, height: number, url: string }> }>, avatar: { id: string, url: string, thumbnails: Array<{ width: number, height: number, url: string }> } | null, presence: { status: PresenceStatus, lastSeenAt: string | null } | null } } | null };

export type SignupMutationVariables = Exact<{
  input: SignupInput;
}>;


export type SignupMutation = { signup: { token: string, expiresAt: string, resendAfter: string } };

export type ConfirmEmailMutationVariables = Exact<{
  input: ConfirmEmailInput;
}>;


export type ConfirmEmailMutation = { confirmEmail: { tokens: { accessToken: string, accessTokenExpiresAt: string, refreshToken: string, refreshTokenExpiresAt: string, tokenType: string } | null, challenge: { token: string, methods: Array<ChallengeMethod>, expiresAt: string, passkeyOptions: Record<string, unknown> | null } | null } };

export type ResendCodeMutationVariables = Exact<{
  email: string;
  token?: string | null | undefined;
}>;


export type ResendCodeMutation = { resendCode: { expiresAt: string, resendAfter: string } };

export type LoginMutationVariables = Exact<{
  input: LoginInput;
}>;


export type LoginMutation = { login: { tokens: { accessToken: string, accessTokenExpiresAt: string, refreshToken: string, refreshTokenExpiresAt: string, tokenType: string } | null, challenge: { token: string, methods: Array<ChallengeMethod>, expiresAt: string, passkeyOptions: Record<string, unknown> | null } | null } };

export type LoginWithGoogleMutationVariables = Exact<{
  input: GoogleLoginInput;
}>;


export type LoginWithGoogleMutation = { loginWithGoogle: { tokens: { accessToken: string, accessTokenExpiresAt: string, refreshToken: string, refreshTokenExpiresAt: string, tokenType: string } | null, challenge: { token: string, methods: Array<ChallengeMethod>, expiresAt: string, passkeyOptions: Record<string, unknown> | null } | null } };

export type AnswerChallengeMutationVariables = Exact<{
  input: AnswerChallengeInput;
}>;


export type AnswerChallengeMutation = { answerChallenge: { tokens: { accessToken: string, accessTokenExpiresAt: string, refreshToken: string, refreshTokenExpiresAt: string, tokenType: string } | null, challenge: { token: string, methods: Array<ChallengeMethod>, expiresAt: string, passkeyOptions: Record<string, unknown> | null } | null } };

export type LogoutMutationVariables = Exact<{ [key: string]: never; }>;


export type LogoutMutation = { logout: boolean };

export type RequestPasswordResetMutationVariables = Exact<{
  email: string;
}>;


export type RequestPasswordResetMutation = { requestPasswordReset: { expiresAt: string, resendAfter: string } };

export type ResetPasswordMutationVariables = Exact<{
  input: ResetPasswordInput;
}>;


export type ResetPasswordMutation = { resetPassword: boolean };

export type BeginPasskeyLoginMutationVariables = Exact<{ [key: string]: never; }>;


export type BeginPasskeyLoginMutation = { beginPasskeyLogin: { options: Record<string, unknown> } };

export type LoginWithPasskeyMutationVariables = Exact<{
  input: PasskeyLoginInput;
}>;


export type LoginWithPasskeyMutation = { loginWithPasskey: { tokens: { accessToken: string, accessTokenExpiresAt: string, refreshToken: string, refreshTokenExpiresAt: string, tokenType: string } | null, challenge: { token: string, methods: Array<ChallengeMethod>, expiresAt: string, passkeyOptions: Record<string, unknown> | null } | null } };

export type ContactsQueryVariables = Exact<{
  state: ContactState;
  after?: string | null | undefined;
}>;


export type ContactsQuery = { viewer: { id: string, contacts: { nodes: Array<{ id: string, name: string, kind: UserKind, isDeleted: boolean, bio: string | null, avatarUrl: string | null, contactState: ContactState, viewerHasBlocked: boolean, avatar: { id: string, url: string, thumbnails: Array<{ width: number, height: number, url: string }> } | null, presence: { status: PresenceStatus, lastSeenAt: string | null } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };

export type SearchUsersQueryVariables = Exact<{
  query: string;
}>;


export type SearchUsersQuery = { users: { nodes: Array<{ id: string, name: string, kind: UserKind, isDeleted: boolean, bio: string | null, avatarUrl: string | null, contactState: ContactState, viewerHasBlocked: boolean, avatar: { id: string, url: string, thumbnails: Array<{ width: number, height: number, url: string }> } | null, presence: { status: PresenceStatus, lastSeenAt: string | null } | null }> } };

export type SendContactRequestMutationVariables = Exact<{
  userId: string;
}>;


export type SendContactRequestMutation = { sendContactRequest: { id: string, name: string, kind: UserKind, isDeleted: boolean, bio: string | null, avatarUrl: string | null, contactState: ContactState, viewerHasBlocked: boolean, avatar: { id: string, url: string, thumbnails: Array<{ width: number, height: number, url: string }> } | null, presence: { status: PresenceStatus, lastSeenAt: string | null } | null } };

export type AnswerContactRequestMutationVariables = Exact<{
  userId: string;
  accept: boolean;
}>;


export type AnswerContactRequestMutation = { answerContactRequest: { id: string, name: string, kind: UserKind, isDeleted: boolean, bio: string | null, avatarUrl: string | null, contactState: ContactState, viewerHasBlocked: boolean, avatar: { id: string, url: string, thumbnails: Array<{ width: number, height: number, url: string }> } | null, presence: { status: PresenceStatus, lastSeenAt: string | null } | null } };

export type RemoveContactMutationVariables = Exact<{
  userId: string;
}>;


export type RemoveContactMutation = { removeContact: { id: string, name: string, kind: UserKind, isDeleted: boolean, bio: string | null, avatarUrl: string | null, contactState: ContactState, viewerHasBlocked: boolean, avatar: { id: string, url: string, thumbnails: Array<{ width: number, height: number, url: string }> } | null, presence: { status: PresenceStatus, lastSeenAt: string | null } | null } };

export type SetBlockedMutationVariables = Exact<{
  userId: string;
  blocked: boolean;
}>;


export type SetBlockedMutation = { setBlocked: { id: string, name: string, kind: UserKind, isDeleted: boolean, bio: string | null, avatarUrl: string | null, contactState: ContactState, viewerHasBlocked: boolean, avatar: { id: string, url: string, thumbnails: Array<{ width: number, height: number, url: string }> } | null, presence: { status: PresenceStatus, lastSeenAt: string | null } | null } };

export type ConversationListQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type ConversationListQuery = { viewer: { id: string, conversations: { nodes: Array<{ id: string, kind: ConversationKind, name: string | null, description: string | null, createdAt: string, lastSeq: number, revision: number, memberCount: number, peer: { id: string, readSeq: number | null, deliveredSeq: number | null, user: { id: string, name: string, kind: UserKind, isDeleted: boolean, avatarUrl: string | null, avatar: { id: string, url: string } | null, presence: { status: PresenceStatus, lastSeenAt: string | null } | null } } | null, avatar: { id: string, url: string, thumbnails: Array<{ width: number, height: number, url: string }> } | null, lastMessage: { id: string, conversationId: string, seq: number, revision: number, kind: MessageKind, type: string | null, body: string | null, systemEvent: SystemEvent | null, subjectCount: number, createdAt: string, deletedAt: string | null, sender: { id: string, name: string } | null, attachments: Array<{ id: string, kind: AttachmentKind }>, subjects: Array<{ id: string, name: string }> } | null, viewerMembership: { id: string, role: MemberRole, readSeq: number | null, unreadCount: number | null, unreadMentionCount: number | null, notify: NotifyLevel | null, mutedUntil: string | null, archived: boolean | null, pinned: boolean | null, hidden: boolean | null, unreadFromSeq: number | null } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };

export type ConversationsByIdQueryVariables = Exact<{
  ids: Array<string> | string;
}>;


export type ConversationsByIdQuery = { nodes: Array<
    | { __typename: 'Attachment' }
    | { __typename: 'Conversation', id: string, kind: ConversationKind, name: string | null, description: string | null, createdAt: string, lastSeq: number, revision: number, memberCount: number, peer: { id: string, readSeq: number | null, deliveredSeq: number | null, user: { id: string, name: string, kind: UserKind, isDeleted: boolean, avatarUrl: string | null, avatar: { id: string, url: string } | null, presence: { status: PresenceStatus, lastSeenAt: string | null } | null } } | null, avatar: { id: string, url: string, thumbnails: Array<{ width: number, height: number, url: string }> } | null, lastMessage: { id: string, conversationId: string, seq: number, revision: number, kind: MessageKind, type: string | null, body: string | null, systemEvent: SystemEvent | null, subjectCount: number, createdAt: string, deletedAt: string | null, sender: { id: string, name: string } | null, attachments: Array<{ id: string, kind: AttachmentKind }>, subjects: Array<{ id: string, name: string }> } | null, viewerMembership: { id: string, role: MemberRole, readSeq: number | null, unreadCount: number | null, unreadMentionCount: number | null, notify: NotifyLevel | null, mutedUntil: string | null, archived: boolean | null, pinned: boolean | null, hidden: boolean | null, unreadFromSeq: number | null } | null }
    | { __typename: 'Membership' }
    | { __typename: 'Message' }
    | { __typename: 'Passkey' }
    | { __typename: 'PushTarget' }
    | { __typename: 'ServiceKey' }
    | { __typename: 'Session' }
    | { __typename: 'User' }
    | { __typename: 'Viewer' }
    | { __typename: 'Webhook' }
   | null> };

export type MembersQueryVariables = Exact<{
  id: string;
  after?: string | null | undefined;
}>;


export type MembersQuery = { conversation: { id: string, members: { totalCount: number, nodes: Array<{ id: string, role: MemberRole, readSeq: number | null, deliveredSeq: number | null, user: { id: string, name: string, kind: UserKind, isDeleted: boolean, bio: string | null, avatarUrl: string | null, contactState: ContactState, viewerHasBlocked: boolean, avatar: { id: string, url: string, thumbnails: Array<{ width: number, height: number, url: string }> } | null, presence: { status: PresenceStatus, lastSeenAt: string | null } | null } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };

export type ProfileQueryVariables = Exact<{
  id: string;
}>;


export type ProfileQuery = { user: { id: string, name: string, kind: UserKind, isDeleted: boolean, bio: string | null, avatarUrl: string | null, contactState: ContactState, viewerHasBlocked: boolean, covers: Array<{ id: string, url: string, thumbnails: Array<{ width: number, height: number, url: string }> }>, avatar: { id: string, url: string, thumbnails: Array<{ width: number, height: number, url: string }> } | null, presence: { status: PresenceStatus, lastSeenAt: string | null } | null } | null };

export type OpenDirectConversationMutationVariables = Exact<{
  userId: string;
}>;


export type OpenDirectConversationMutation = { openDirectConversation: { id: string } };

export type CreateGroupMutationVariables = Exact<{
  input: CreateGroupInput;
}>;


export type CreateGroupMutation = { createGroup: { id: string } };

export type UpdateConversationMutationVariables = Exact<{
  id: string;
  input: UpdateConversationInput;
}>;


export type UpdateConversationMutation = { updateConversation: { id: string, kind: ConversationKind, name: string | null, description: string | null, createdAt: string, lastSeq: number, revision: number, memberCount: number, avatar: { id: string, url: string, thumbnails: Array<{ width: number, height: number, url: string }> } | null, lastMessage: { id: string, conversationId: string, seq: number, revision: number, kind: MessageKind, type: string | null, body: string | null, systemEvent: SystemEvent | null, subjectCount: number, createdAt: string, deletedAt: string | null, sender: { id: string, name: string } | null, attachments: Array<{ id: string, kind: AttachmentKind }>, subjects: Array<{ id: string, name: string }> } | null, viewerMembership: { id: string, role: MemberRole, readSeq: number | null, unreadCount: number | null, unreadMentionCount: number | null, notify: NotifyLevel | null, mutedUntil: string | null, archived: boolean | null, pinned: boolean | null, hidden: boolean | null, unreadFromSeq: number | null } | null } };

export type AddMembersMutationVariables = Exact<{
  conversationId: string;
  userIds: Array<string> | string;
}>;


export type AddMembersMutation = { addMembers: { id: string, kind: ConversationKind, name: string | null, description: string | null, createdAt: string, lastSeq: number, revision: number, memberCount: number, avatar: { id: string, url: string, thumbnails: Array<{ width: number, height: number, url: string }> } | null, lastMessage: { id: string, conversationId: string, seq: number, revision: number, kind: MessageKind, type: string | null, body: string | null, systemEvent: SystemEvent | null, subjectCount: number, createdAt: string, deletedAt: string | null, sender: { id: string, name: string } | null, attachments: Array<{ id: string, kind: AttachmentKind }>, subjects: Array<{ id: string, name: string }> } | null, viewerMembership: { id: string, role: MemberRole, readSeq: number | null, unreadCount: number | null, unreadMentionCount: number | null, notify: NotifyLevel | null, mutedUntil: string | null, archived: boolean | null, pinned: boolean | null, hidden: boolean | null, unreadFromSeq: number | null } | null } };

export type RemoveMemberMutationVariables = Exact<{
  conversationId: string;
  userId: string;
}>;


export type RemoveMemberMutation = { removeMember: { id: string, kind: ConversationKind, name: string | null, description: string | null, createdAt: string, lastSeq: number, revision: number, memberCount: number, avatar: { id: string, url: string, thumbnails: Array<{ width: number, height: number, url: string }> } | null, lastMessage: { id: string, conversationId: string, seq: number, revision: number, kind: MessageKind, type: string | null, body: string | null, systemEvent: SystemEvent | null, subjectCount: number, createdAt: string, deletedAt: string | null, sender: { id: string, name: string } | null, attachments: Array<{ id: string, kind: AttachmentKind }>, subjects: Array<{ id: string, name: string }> } | null, viewerMembership: { id: string, role: MemberRole, readSeq: number | null, unreadCount: number | null, unreadMentionCount: number | null, notify: NotifyLevel | null, mutedUntil: string | null, archived: boolean | null, pinned: boolean | null, hidden: boolean | null, unreadFromSeq: number | null } | null } };

export type SetMemberRoleMutationVariables = Exact<{
  conversationId: string;
  userId: string;
  role: MemberRole;
}>;


export type SetMemberRoleMutation = { setMemberRole: { id: string, role: MemberRole, readSeq: number | null, deliveredSeq: number | null, user: { id: string, name: string, kind: UserKind, isDeleted: boolean, bio: string | null, avatarUrl: string | null, contactState: ContactState, viewerHasBlocked: boolean, avatar: { id: string, url: string, thumbnails: Array<{ width: number, height: number, url: string }> } | null, presence: { status: PresenceStatus, lastSeenAt: string | null } | null } } };

export type LeaveConversationMutationVariables = Exact<{
  id: string;
}>;


export type LeaveConversationMutation = { leaveConversation: boolean };

export type UpdateMembershipMutationVariables = Exact<{
  conversationId: string;
  input: MembershipInput;
}>;


export type UpdateMembershipMutation = { updateMembership: { id: string, role: MemberRole, readSeq: number | null, unreadCount: number | null, unreadMentionCount: number | null, notify: NotifyLevel | null, mutedUntil: string | null, archived: boolean | null, pinned: boolean | null, hidden: boolean | null, unreadFromSeq: number | null } };

export type GroupInvitationsQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type GroupInvitationsQuery = { viewer: { id: string, groupInvitations: { nodes: Array<{ name: string, memberCount: number, createdAt: string, id: string, inviter: { id: string, name: string } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };

export type GroupInvitationCardFragment = { name: string, memberCount: number, createdAt: string, id: string, inviter: { id: string, name: string } };

export type AnswerGroupInvitationMutationVariables = Exact<{
  conversationId: string;
  accept: boolean;
}>;


export type AnswerGroupInvitationMutation = { answerGroupInvitation: { id: string } | null };

export type PictureFragment = { id: string, url: string, thumbnails: Array<{ width: number, height: number, url: string }> };

export type PersonFragment = { id: string, name: string, kind: UserKind, isDeleted: boolean, bio: string | null, avatarUrl: string | null, contactState: ContactState, viewerHasBlocked: boolean, avatar: { id: string, url: string, thumbnails: Array<{ width: number, height: number, url: string }> } | null, presence: { status: PresenceStatus, lastSeenAt: string | null } | null };

export type AuthorFragment = { id: string, name: string, kind: UserKind, avatarUrl: string | null, avatar: { id: string, url: string, thumbnails: Array<{ width: number, height: number, url: string }> } | null };

export type FileFragment = { id: string, kind: AttachmentKind, filename: string, mimeType: string, byteSize: number, width: number | null, height: number | null, url: string, thumbnails: Array<{ width: number, height: number, url: string }> };

export type MessageItemFragment = { id: string, conversationId: string, seq: number, revision: number, kind: MessageKind, clientMessageId: string | null, type: string | null, body: string | null, systemEvent: SystemEvent | null, subjectCount: number, createdAt: string, editedAt: string | null, deletedAt: string | null, pinnedAt: string | null, status: DeliveryStatus, sender: { id: string, name: string, kind: UserKind, avatarUrl: string | null, avatar: { id: string, url: string, thumbnails: Array<{ width: number, height: number, url: string }> } | null } | null, attachments: Array<{ id: string, kind: AttachmentKind, filename: string, mimeType: string, byteSize: number, width: number | null, height: number | null, url: string, thumbnails: Array<{ width: number, height: number, url: string }> }>, mentions: Array<{ id: string, name: string }>, replyTo: { id: string, seq: number, type: string | null, body: string | null, deletedAt: string | null, sender: { id: string, name: string } | null, attachments: Array<{ id: string, kind: AttachmentKind }> } | null, reactions: Array<{ emoji: string, count: number, viewerHasReacted: boolean }>, subjects: Array<{ id: string, name: string }> };

export type OwnMembershipFragment = { id: string, role: MemberRole, readSeq: number | null, unreadCount: number | null, unreadMentionCount: number | null, notify: NotifyLevel | null, mutedUntil: string | null, archived: boolean | null, pinned: boolean | null, hidden: boolean | null, unreadFromSeq: number | null };

export type MemberItemFragment = { id: string, role: MemberRole, readSeq: number | null, deliveredSeq: number | null, user: { id: string, name: string, kind: UserKind, isDeleted: boolean, bio: string | null, avatarUrl: string | null, contactState: ContactState, viewerHasBlocked: boolean, avatar: { id: string, url: string, thumbnails: Array<{ width: number, height: number, url: string }> } | null, presence: { status: PresenceStatus, lastSeenAt: string | null } | null } };

export type PreviewFragment = { id: string, conversationId: string, seq: number, revision: number, kind: MessageKind, type: string | null, body: string | null, systemEvent: SystemEvent | null, subjectCount: number, createdAt: string, deletedAt: string | null, sender: { id: string, name: string } | null, attachments: Array<{ id: string, kind: AttachmentKind }>, subjects: Array<{ id: string, name: string }> };

export type PeerFragment = { id: string, readSeq: number | null, deliveredSeq: number | null, user: { id: string, name: string, kind: UserKind, isDeleted: boolean, avatarUrl: string | null, avatar: { id: string, url: string } | null, presence: { status: PresenceStatus, lastSeenAt: string | null } | null } };

export type ConversationItemFragment = { id: string, kind: ConversationKind, name: string | null, description: string | null, createdAt: string, lastSeq: number, revision: number, memberCount: number, avatar: { id: string, url: string, thumbnails: Array<{ width: number, height: number, url: string }> } | null, lastMessage: { id: string, conversationId: string, seq: number, revision: number, kind: MessageKind, type: string | null, body: string | null, systemEvent: SystemEvent | null, subjectCount: number, createdAt: string, deletedAt: string | null, sender: { id: string, name: string } | null, attachments: Array<{ id: string, kind: AttachmentKind }>, subjects: Array<{ id: string, name: string }> } | null, viewerMembership: { id: string, role: MemberRole, readSeq: number | null, unreadCount: number | null, unreadMentionCount: number | null, notify: NotifyLevel | null, mutedUntil: string | null, archived: boolean | null, pinned: boolean | null, hidden: boolean | null, unreadFromSeq: number | null } | null };

export type TokensFragment = { accessToken: string, accessTokenExpiresAt: string, refreshToken: string, refreshTokenExpiresAt: string, tokenType: string };

export type SignedFragment = { tokens: { accessToken: string, accessTokenExpiresAt: string, refreshToken: string, refreshTokenExpiresAt: string, tokenType: string } | null, challenge: { token: string, methods: Array<ChallengeMethod>, expiresAt: string, passkeyOptions: Record<string, unknown> | null } | null };

export type MeFragment = { revision: number, email: string, phone: string | null, gender: Gender, role: Role, provider: AuthProvider, twoFactorEnabled: boolean, twoFactorMethods: Array<ChallengeMethod>, settings: { lastSeen: Audience, readReceipts: Audience, groupInvites: Audience, emailDigest: boolean }, user: { id: string, name: string, kind: UserKind, isDeleted: boolean, bio: string | null, avatarUrl: string | null, contactState: ContactState, viewerHasBlocked: boolean, covers: Array<{ id: string, url: string, thumbnails: Array<{ width: number, height: number, url: string }> }>, avatar: { id: string, url: string, thumbnails: Array<{ width: number, height: number, url: string }> } | null, presence: { status: PresenceStatus, lastSeenAt: string | null } | null } };

export type ConversationEventsSubscriptionVariables = Exact<{
  since?: Array<RevisionPosition> | RevisionPosition | null | undefined;
}>;


export type ConversationEventsSubscription = { conversationEvents:
    | { __typename: 'CaughtUp', unlisted: Array<string> }
    | { __typename: 'MessageChanged', change: MessageChange, conversationId: string, revision: number, message: { id: string, conversationId: string, seq: number, revision: number, kind: MessageKind, clientMessageId: string | null, type: string | null, body: string | null, systemEvent: SystemEvent | null, subjectCount: number, createdAt: string, editedAt: string | null, deletedAt: string | null, pinnedAt: string | null, status: DeliveryStatus, sender: { id: string, name: string, kind: UserKind, avatarUrl: string | null, avatar: { id: string, url: string, thumbnails: Array<{ width: number, height: number, url: string }> } | null } | null, attachments: Array<{ id: string, kind: AttachmentKind, filename: string, mimeType: string, byteSize: number, width: number | null, height: number | null, url: string, thumbnails: Array<{ width: number, height: number, url: string }> }>, mentions: Array<{ id: string, name: string }>, replyTo: { id: string, seq: number, type: string | null, body: string | null, deletedAt: string | null, sender: { id: string, name: string } | null, attachments: Array<{ id: string, kind: AttachmentKind }> } | null, reactions: Array<{ emoji: string, count: number, viewerHasReacted: boolean }>, subjects: Array<{ id: string, name: string }> } }
    | { __typename: 'ResyncRequired', conversationId: string, revision: number, missed: number }
   };

export type ReceiptsSubscriptionVariables = Exact<{ [key: string]: never; }>;


export type ReceiptsSubscription = { receiptAdvanced: { conversationId: string, userId: string, readSeq: number, deliveredSeq: number } };

export type TypingSubscriptionVariables = Exact<{ [key: string]: never; }>;


export type TypingSubscription = { typingChanged: { conversationId: string, active: boolean, user: { id: string, name: string } } };

export type PresenceOfSubscriptionVariables = Exact<{
  userIds: Array<string> | string;
}>;


export type PresenceOfSubscription = { presenceChanged: { userId: string, presence: { status: PresenceStatus, lastSeenAt: string | null } } };

export type ViewerEventsSubscriptionVariables = Exact<{
  since?: number | null | undefined;
}>;


export type ViewerEventsSubscription = { viewerEvents:
    | { __typename: 'ConversationAppeared', viewerRevision: number, conversation: { id: string } }
    | { __typename: 'InvitationChanged', viewerRevision: number }
    | { __typename: 'MembershipChanged', viewerRevision: number, conversationId: string, membership: { id: string, role: MemberRole, readSeq: number | null, unreadCount: number | null, unreadMentionCount: number | null, notify: NotifyLevel | null, mutedUntil: string | null, archived: boolean | null, pinned: boolean | null, hidden: boolean | null, unreadFromSeq: number | null } | null }
    | { __typename: 'ProfileChanged', viewerRevision: number }
    | { __typename: 'SessionChanged', viewerRevision: number }
    | { __typename: 'SettingsChanged', viewerRevision: number }
    | { __typename: 'ViewerCaughtUp', viewerRevision: number }
    | { __typename: 'ViewerContactChanged', viewerRevision: number }
    | { __typename: 'ViewerResyncRequired', viewerRevision: number }
   };

export type AttentionQueryVariables = Exact<{ [key: string]: never; }>;


export type AttentionQuery = { viewer: { id: string, unreadConversationCount: number, contacts: { nodes: Array<{ id: string }> }, groupInvitations: { nodes: Array<{ conversationId: string }> } } | null };

export type LatestMessagesQueryVariables = Exact<{
  id: string;
}>;


export type LatestMessagesQuery = { conversation: { id: string, kind: ConversationKind, name: string | null, description: string | null, createdAt: string, lastSeq: number, revision: number, memberCount: number, messages: { nodes: Array<{ id: string, conversationId: string, seq: number, revision: number, kind: MessageKind, clientMessageId: string | null, type: string | null, body: string | null, systemEvent: SystemEvent | null, subjectCount: number, createdAt: string, editedAt: string | null, deletedAt: string | null, pinnedAt: string | null, status: DeliveryStatus, sender: { id: string, name: string, kind: UserKind, avatarUrl: string | null, avatar: { id: string, url: string, thumbnails: Array<{ width: number, height: number, url: string }> } | null } | null, attachments: Array<{ id: string, kind: AttachmentKind, filename: string, mimeType: string, byteSize: number, width: number | null, height: number | null, url: string, thumbnails: Array<{ width: number, height: number, url: string }> }>, mentions: Array<{ id: string, name: string }>, replyTo: { id: string, seq: number, type: string | null, body: string | null, deletedAt: string | null, sender: { id: string, name: string } | null, attachments: Array<{ id: string, kind: AttachmentKind }> } | null, reactions: Array<{ emoji: string, count: number, viewerHasReacted: boolean }>, subjects: Array<{ id: string, name: string }> }>, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean } }, avatar: { id: string, url: string, thumbnails: Array<{ width: number, height: number, url: string }> } | null, lastMessage: { id: string, conversationId: string, seq: number, revision: number, kind: MessageKind, type: string | null, body: string | null, systemEvent: SystemEvent | null, subjectCount: number, createdAt: string, deletedAt: string | null, sender: { id: string, name: string } | null, attachments: Array<{ id: string, kind: AttachmentKind }>, subjects: Array<{ id: string, name: string }> } | null, viewerMembership: { id: string, role: MemberRole, readSeq: number | null, unreadCount: number | null, unreadMentionCount: number | null, notify: NotifyLevel | null, mutedUntil: string | null, archived: boolean | null, pinned: boolean | null, hidden: boolean | null, unreadFromSeq: number | null } | null } | null };

export type MessagesAroundSeqQueryVariables = Exact<{
  id: string;
  aroundSeq: number;
}>;


export type MessagesAroundSeqQuery = { conversation: { id: string, revision: number, messages: { nodes: Array<{ id: string, conversationId: string, seq: number, revision: number, kind: MessageKind, clientMessageId: string | null, type: string | null, body: string | null, systemEvent: SystemEvent | null, subjectCount: number, createdAt: string, editedAt: string | null, deletedAt: string | null, pinnedAt: string | null, status: DeliveryStatus, sender: { id: string, name: string, kind: UserKind, avatarUrl: string | null, avatar: { id: string, url: string, thumbnails: Array<{ width: number, height: number, url: string }> } | null } | null, attachments: Array<{ id: string, kind: AttachmentKind, filename: string, mimeType: string, byteSize: number, width: number | null, height: number | null, url: string, thumbnails: Array<{ width: number, height: number, url: string }> }>, mentions: Array<{ id: string, name: string }>, replyTo: { id: string, seq: number, type: string | null, body: string | null, deletedAt: string | null, sender: { id: string, name: string } | null, attachments: Array<{ id: string, kind: AttachmentKind }> } | null, reactions: Array<{ emoji: string, count: number, viewerHasReacted: boolean }>, subjects: Array<{ id: string, name: string }> }>, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean } } } | null };

export type MessagesAroundQueryVariables = Exact<{
  id: string;
  around: string;
}>;


export type MessagesAroundQuery = { conversation: { id: string, messages: { nodes: Array<{ id: string, conversationId: string, seq: number, revision: number, kind: MessageKind, clientMessageId: string | null, type: string | null, body: string | null, systemEvent: SystemEvent | null, subjectCount: number, createdAt: string, editedAt: string | null, deletedAt: string | null, pinnedAt: string | null, status: DeliveryStatus, sender: { id: string, name: string, kind: UserKind, avatarUrl: string | null, avatar: { id: string, url: string, thumbnails: Array<{ width: number, height: number, url: string }> } | null } | null, attachments: Array<{ id: string, kind: AttachmentKind, filename: string, mimeType: string, byteSize: number, width: number | null, height: number | null, url: string, thumbnails: Array<{ width: number, height: number, url: string }> }>, mentions: Array<{ id: string, name: string }>, replyTo: { id: string, seq: number, type: string | null, body: string | null, deletedAt: string | null, sender: { id: string, name: string } | null, attachments: Array<{ id: string, kind: AttachmentKind }> } | null, reactions: Array<{ emoji: string, count: number, viewerHasReacted: boolean }>, subjects: Array<{ id: string, name: string }> }>, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean } } } | null };

export type MessagePageFragment = { nodes: Array<{ id: string, conversationId: string, seq: number, revision: number, kind: MessageKind, clientMessageId: string | null, type: string | null, body: string | null, systemEvent: SystemEvent | null, subjectCount: number, createdAt: string, editedAt: string | null, deletedAt: string | null, pinnedAt: string | null, status: DeliveryStatus, sender: { id: string, name: string, kind: UserKind, avatarUrl: string | null, avatar: { id: string, url: string, thumbnails: Array<{ width: number, height: number, url: string }> } | null } | null, attachments: Array<{ id: string, kind: AttachmentKind, filename: string, mimeType: string, byteSize: number, width: number | null, height: number | null, url: string, thumbnails: Array<{ width: number, height: number, url: string }> }>, mentions: Array<{ id: string, name: string }>, replyTo: { id: string, seq: number, type: string | null, body: string | null, deletedAt: string | null, sender: { id: string, name: string } | null, attachments: Array<{ id: string, kind: AttachmentKind }> } | null, reactions: Array<{ emoji: string, count: number, viewerHasReacted: boolean }>, subjects: Array<{ id: string, name: string }> }>, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean } };

export type PinnedMessagesQueryVariables = Exact<{
  id: string;
}>;


export type PinnedMessagesQuery = { conversation: { id: string, pinnedMessages: { nodes: Array<{ id: string, conversationId: string, seq: number, revision: number, kind: MessageKind, clientMessageId: string | null, type: string | null, body: string | null, systemEvent: SystemEvent | null, subjectCount: number, createdAt: string, editedAt: string | null, deletedAt: string | null, pinnedAt: string | null, status: DeliveryStatus, sender: { id: string, name: string, kind: UserKind, avatarUrl: string | null, avatar: { id: string, url: string, thumbnails: Array<{ width: number, height: number, url: string }> } | null } | null, attachments: Array<{ id: string, kind: AttachmentKind, filename: string, mimeType: string, byteSize: number, width: number | null, height: number | null, url: string, thumbnails: Array<{ width: number, height: number, url: string }> }>, mentions: Array<{ id: string, name: string }>, replyTo: { id: string, seq: number, type: string | null, body: string | null, deletedAt: string | null, sender: { id: string, name: string } | null, attachments: Array<{ id: string, kind: AttachmentKind }> } | null, reactions: Array<{ emoji: string, count: number, viewerHasReacted: boolean }>, subjects: Array<{ id: string, name: string }> }> } } | null };

export type SendMessageMutationVariables = Exact<{
  input: SendMessageInput;
}>;


export type SendMessageMutation = { sendMessage: { deduplicated: boolean, message: { id: string, conversationId: string, seq: number, revision: number, kind: MessageKind, clientMessageId: string | null, type: string | null, body: string | null, systemEvent: SystemEvent | null, subjectCount: number, createdAt: string, editedAt: string | null, deletedAt: string | null, pinnedAt: string | null, status: DeliveryStatus, sender: { id: string, name: string, kind: UserKind, avatarUrl: string | null, avatar: { id: string, url: string, thumbnails: Array<{ width: number, height: number, url: string }> } | null } | null, attachments: Array<{ id: string, kind: AttachmentKind, filename: string, mimeType: string, byteSize: number, width: number | null, height: number | null, url: string, thumbnails: Array<{ width: number, height: number, url: string }> }>, mentions: Array<{ id: string, name: string }>, replyTo: { id: string, seq: number, type: string | null, body: string | null, deletedAt: string | null, sender: { id: string, name: string } | null, attachments: Array<{ id: string, kind: AttachmentKind }> } | null, reactions: Array<{ emoji: string, count: number, viewerHasReacted: boolean }>, subjects: Array<{ id: string, name: string }> } } };

export type EditMessageMutationVariables = Exact<{
  id: string;
  body: string;
  ifRevision?: number | null | undefined;
  mentionIds?: Array<string> | string | null | undefined;
}>;


export type EditMessageMutation = { editMessage: { id: string, conversationId: string, seq: number, revision: number, kind: MessageKind, clientMessageId: string | null, type: string | null, body: string | null, systemEvent: SystemEvent | null, subjectCount: number, createdAt: string, editedAt: string | null, deletedAt: string | null, pinnedAt: string | null, status: DeliveryStatus, sender: { id: string, name: string, kind: UserKind, avatarUrl: string | null, avatar: { id: string, url: string, thumbnails: Array<{ width: number, height: number, url: string }> } | null } | null, attachments: Array<{ id: string, kind: AttachmentKind, filename: string, mimeType: string, byteSize: number, width: number | null, height: number | null, url: string, thumbnails: Array<{ width: number, height: number, url: string }> }>, mentions: Array<{ id: string, name: string }>, replyTo: { id: string, seq: number, type: string | null, body: string | null, deletedAt: string | null, sender: { id: string, name: string } | null, attachments: Array<{ id: string, kind: AttachmentKind }> } | null, reactions: Array<{ emoji: string, count: number, viewerHasReacted: boolean }>, subjects: Array<{ id: string, name: string }> } };

export type DeleteMessageMutationVariables = Exact<{
  id: string;
}>;


export type DeleteMessageMutation = { deleteMessage: { id: string, conversationId: string, seq: number, revision: number, kind: MessageKind, clientMessageId: string | null, type: string | null, body: string | null, systemEvent: SystemEvent | null, subjectCount: number, createdAt: string, editedAt: string | null, deletedAt: string | null, pinnedAt: string | null, status: DeliveryStatus, sender: { id: string, name: string, kind: UserKind, avatarUrl: string | null, avatar: { id: string, url: string, thumbnails: Array<{ width: number, height: number, url: string }> } | null } | null, attachments: Array<{ id: string, kind: AttachmentKind, filename: string, mimeType: string, byteSize: number, width: number | null, height: number | null, url: string, thumbnails: Array<{ width: number, height: number, url: string }> }>, mentions: Array<{ id: string, name: string }>, replyTo: { id: string, seq: number, type: string | null, body: string | null, deletedAt: string | null, sender: { id: string, name: string } | null, attachments: Array<{ id: string, kind: AttachmentKind }> } | null, reactions: Array<{ emoji: string, count: number, viewerHasReacted: boolean }>, subjects: Array<{ id: string, name: string }> } };

export type SetReactionMutationVariables = Exact<{
  messageId: string;
  emoji: string;
  active: boolean;
}>;


export type SetReactionMutation = { setReaction: { id: string, conversationId: string, seq: number, revision: number, kind: MessageKind, clientMessageId: string | null, type: string | null, body: string | null, systemEvent: SystemEvent | null, subjectCount: number, createdAt: string, editedAt: string | null, deletedAt: string | null, pinnedAt: string | null, status: DeliveryStatus, sender: { id: string, name: string, kind: UserKind, avatarUrl: string | null, avatar: { id: string, url: string, thumbnails: Array<{ width: number, height: number, url: string }> } | null } | null, attachments: Array<{ id: string, kind: AttachmentKind, filename: string, mimeType: string, byteSize: number, width: number | null, height: number | null, url: string, thumbnails: Array<{ width: number, height: number, url: string }> }>, mentions: Array<{ id: string, name: string }>, replyTo: { id: string, seq: number, type: string | null, body: string | null, deletedAt: string | null, sender: { id: string, name: string } | null, attachments: Array<{ id: string, kind: AttachmentKind }> } | null, reactions: Array<{ emoji: string, count: number, viewerHasReacted: boolean }>, subjects: Array<{ id: string, name: string }> } };

export type SetPinnedMutationVariables = Exact<{
  messageId: string;
  pinned: boolean;
}>;


export type SetPinnedMutation = { setPinned: { id: string, conversationId: string, seq: number, revision: number, kind: MessageKind, clientMessageId: string | null, type: string | null, body: string | null, systemEvent: SystemEvent | null, subjectCount: number, createdAt: string, editedAt: string | null, deletedAt: string | null, pinnedAt: string | null, status: DeliveryStatus, sender: { id: string, name: string, kind: UserKind, avatarUrl: string | null, avatar: { id: string, url: string, thumbnails: Array<{ width: number, height: number, url: string }> } | null } | null, attachments: Array<{ id: string, kind: AttachmentKind, filename: string, mimeType: string, byteSize: number, width: number | null, height: number | null, url: string, thumbnails: Array<{ width: number, height: number, url: string }> }>, mentions: Array<{ id: string, name: string }>, replyTo: { id: string, seq: number, type: string | null, body: string | null, deletedAt: string | null, sender: { id: string, name: string } | null, attachments: Array<{ id: string, kind: AttachmentKind }> } | null, reactions: Array<{ emoji: string, count: number, viewerHasReacted: boolean }>, subjects: Array<{ id: string, name: string }> } };

export type MarkReadMutationVariables = Exact<{
  conversationId: string;
  seq: number;
}>;


export type MarkReadMutation = { markRead: { id: string, role: MemberRole, readSeq: number | null, unreadCount: number | null, unreadMentionCount: number | null, notify: NotifyLevel | null, mutedUntil: string | null, archived: boolean | null, pinned: boolean | null, hidden: boolean | null, unreadFromSeq: number | null } };

export type MarkDeliveredMutationVariables = Exact<{
  conversationId: string;
  seq: number;
}>;


export type MarkDeliveredMutation = { markDelivered: { id: string } };

export type SetTypingMutationVariables = Exact<{
  conversationId: string;
  active: boolean;
}>;


export type SetTypingMutation = { setTyping: boolean };

export type UploadMutationVariables = Exact<{
  file: File;
  purpose: UploadPurpose;
}>;


export type UploadMutation = { upload: { id: string, kind: AttachmentKind, filename: string, mimeType: string, byteSize: number, width: number | null, height: number | null, url: string, thumbnails: Array<{ width: number, height: number, url: string }> } };

export type ReadByQueryVariables = Exact<{
  id: string;
  after?: string | null | undefined;
}>;


export type ReadByQuery = { node:
    | { __typename: 'Attachment' }
    | { __typename: 'Conversation' }
    | { __typename: 'Membership' }
    | { __typename: 'Message', id: string, readBy: { nodes: Array<{ id: string, name: string, kind: UserKind, avatarUrl: string | null, avatar: { id: string, url: string, thumbnails: Array<{ width: number, height: number, url: string }> } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } }
    | { __typename: 'Passkey' }
    | { __typename: 'PushTarget' }
    | { __typename: 'ServiceKey' }
    | { __typename: 'Session' }
    | { __typename: 'User' }
    | { __typename: 'Viewer' }
    | { __typename: 'Webhook' }
   | null };

export type DataExportQueryVariables = Exact<{ [key: string]: never; }>;


export type DataExportQuery = { viewer: { id: string, dataExport: { state: DataExportState, expiresAt: string | null } | null } | null };

export type RequestExportMutationVariables = Exact<{
  password?: string | null | undefined;
}>;


export type RequestExportMutation = { requestExport: { state: DataExportState, expiresAt: string | null } };

export type PushInfoQueryVariables = Exact<{ [key: string]: never; }>;


export type PushInfoQuery = { serverInfo: { push: { vapidPublicKey: string | null } } };

export type RegisterBrowserMutationVariables = Exact<{
  token: string;
  keys: WebPushKeysInput;
}>;


export type RegisterBrowserMutation = { registerPushTarget: { id: string } };

export type RemovePushTargetMutationVariables = Exact<{
  id: string;
}>;


export type RemovePushTargetMutation = { removePushTarget: boolean };

export type SessionsQueryVariables = Exact<{ [key: string]: never; }>;


export type SessionsQuery = { viewer: { id: string, sessions: Array<{ id: string, device: string | null, ipAddress: string | null, createdAt: string, lastUsedAt: string, isCurrent: boolean }> } | null };

export type BlockedUsersQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type BlockedUsersQuery = { viewer: { id: string, blockedUsers: { nodes: Array<{ id: string, name: string, kind: UserKind, isDeleted: boolean, bio: string | null, avatarUrl: string | null, contactState: ContactState, viewerHasBlocked: boolean, avatar: { id: string, url: string, thumbnails: Array<{ width: number, height: number, url: string }> } | null, presence: { status: PresenceStatus, lastSeenAt: string | null } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };

export type ChangePasswordMutationVariables = Exact<{
  input: ChangePasswordInput;
}>;


export type ChangePasswordMutation = { changePassword: { tokens: { accessToken: string, accessTokenExpiresAt: string, refreshToken: string, refreshTokenExpiresAt: string, tokenType: string } | null, challenge: { token: string, methods: Array<ChallengeMethod>, expiresAt: string, passkeyOptions: Record<string, unknown> | null } | null } };

export type RevokeSessionMutationVariables = Exact<{
  id: string;
  password?: string | null | undefined;
}>;


export type RevokeSessionMutation = { revokeSession: boolean };

export type RevokeOtherSessionsMutationVariables = Exact<{
  password?: string | null | undefined;
}>;


export type RevokeOtherSessionsMutation = { revokeOtherSessions: boolean };

export type UpdateProfileMutationVariables = Exact<{
  input: ProfileInput;
}>;


export type UpdateProfileMutation = { updateProfile: { revision: number, email: string, phone: string | null, gender: Gender, role: Role, provider: AuthProvider, twoFactorEnabled: boolean, twoFactorMethods: Array<ChallengeMethod>, settings: { lastSeen: Audience, readReceipts: Audience, groupInvites: Audience, emailDigest: boolean }, user: { id: string, name: string, kind: UserKind, isDeleted: boolean, bio: string | null, avatarUrl: string | null, contactState: ContactState, viewerHasBlocked: boolean, covers: Array<{ id: string, url: string, thumbnails: Array<{ width: number, height: number, url: string }> }>, avatar: { id: string, url: string, thumbnails: Array<{ width: number, height: number, url: string }> } | null, presence: { status: PresenceStatus, lastSeenAt: string | null } | null } } };

export type UpdateSettingsMutationVariables = Exact<{
  input: SettingsInput;
}>;


export type UpdateSettingsMutation = { updateSettings: { revision: number, email: string, phone: string | null, gender: Gender, role: Role, provider: AuthProvider, twoFactorEnabled: boolean, twoFactorMethods: Array<ChallengeMethod>, settings: { lastSeen: Audience, readReceipts: Audience, groupInvites: Audience, emailDigest: boolean }, user: { id: string, name: string, kind: UserKind, isDeleted: boolean, bio: string | null, avatarUrl: string | null, contactState: ContactState, viewerHasBlocked: boolean, covers: Array<{ id: string, url: string, thumbnails: Array<{ width: number, height: number, url: string }> }>, avatar: { id: string, url: string, thumbnails: Array<{ width: number, height: number, url: string }> } | null, presence: { status: PresenceStatus, lastSeenAt: string | null } | null } } };

export type BeginTwoFactorMutationVariables = Exact<{
  password: string;
}>;


export type BeginTwoFactorMutation = { beginTwoFactor: { otpauthUrl: string, recoveryCodes: Array<string> } };

export type EnableTwoFactorMutationVariables = Exact<{
  code?: string | null | undefined;
  credential?: Record<string, unknown> | null | undefined;
}>;


export type EnableTwoFactorMutation = { enableTwoFactor: { revision: number, email: string, phone: string | null, gender: Gender, role: Role, provider: AuthProvider, twoFactorEnabled: boolean, twoFactorMethods: Array<ChallengeMethod>, settings: { lastSeen: Audience, readReceipts: Audience, groupInvites: Audience, emailDigest: boolean }, user: { id: string, name: string, kind: UserKind, isDeleted: boolean, bio: string | null, avatarUrl: string | null, contactState: ContactState, viewerHasBlocked: boolean, covers: Array<{ id: string, url: string, thumbnails: Array<{ width: number, height: number, url: string }> }>, avatar: { id: string, url: string, thumbnails: Array<{ width: number, height: number, url: string }> } | null, presence: { status: PresenceStatus, lastSeenAt: string | null } | null } } };

export type DisableTwoFactorMutationVariables = Exact<{
  code?: string | null | undefined;
  credential?: Record<string, unknown> | null | undefined;
  password: string;
}>;


export type DisableTwoFactorMutation = { disableTwoFactor: { revision: number, email: string, phone: string | null, gender: Gender, role: Role, provider: AuthProvider, twoFactorEnabled: boolean, twoFactorMethods: Array<ChallengeMethod>, settings: { lastSeen: Audience, readReceipts: Audience, groupInvites: Audience, emailDigest: boolean }, user: { id: string, name: string, kind: UserKind, isDeleted: boolean, bio: string | null, avatarUrl: string | null, contactState: ContactState, viewerHasBlocked: boolean, covers: Array<{ id: string, url: string, thumbnails: Array<{ width: number, height: number, url: string }> }>, avatar: { id: string, url: string, thumbnails: Array<{ width: number, height: number, url: string }> } | null, presence: { status: PresenceStatus, lastSeenAt: string | null } | null } } };

export type DeleteAccountMutationVariables = Exact<{
  password?: string | null | undefined;
  code?: string | null | undefined;
  credential?: Record<string, unknown> | null | undefined;
}>;


export type DeleteAccountMutation = { deleteAccount: boolean };

export type PasskeysQueryVariables = Exact<{ [key: string]: never; }>;


export type PasskeysQuery = { viewer: { id: string, passkeys: Array<{ id: string, name: string, createdAt: string, lastUsedAt: string | null, backedUp: boolean }> } | null };

export type BeginPasskeyProofMutationVariables = Exact<{ [key: string]: never; }>;


export type BeginPasskeyProofMutation = { beginPasskeyProof: { options: Record<string, unknown> } };

export type BeginPasskeyMutationVariables = Exact<{
  password?: string | null | undefined;
  code?: string | null | undefined;
  credential?: Record<string, unknown> | null | undefined;
}>;


export type BeginPasskeyMutation = { beginPasskey: { options: Record<string, unknown> } };

export type AddPasskeyMutationVariables = Exact<{
  input: AddPasskeyInput;
}>;


export type AddPasskeyMutation = { addPasskey: { id: string } };

export type RemovePasskeyMutationVariables = Exact<{
  id: string;
  password?: string | null | undefined;
}>;


export type RemovePasskeyMutation = { removePasskey: boolean };

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
export const GroupInvitationCardFragmentDoc = new TypedDocumentString(`
    fragment GroupInvitationCard on GroupInvitation {
  id: conversationId
  name
  memberCount
  createdAt
  inviter {
    id
    name
  }
}
    `, {"fragmentName":"GroupInvitationCard"}) as unknown as TypedDocumentString<GroupInvitationCardFragment, unknown>;
export const PictureFragmentDoc = new TypedDocumentString(`
    fragment Picture on Attachment {
  id
  url
  thumbnails {
    width
    height
    url
  }
}
    `, {"fragmentName":"Picture"}) as unknown as TypedDocumentString<PictureFragment, unknown>;
export const PersonFragmentDoc = new TypedDocumentString(`
    fragment Person on User {
  id
  name
  kind
  isDeleted
  bio
  avatar {
    ...Picture
  }
  avatarUrl
  presence {
    status
    lastSeenAt
  }
  contactState
  viewerHasBlocked
}
    fragment Picture on Attachment {
  id
  url
  thumbnails {
    width
    height
    url
  }
}`, {"fragmentName":"Person"}) as unknown as TypedDocumentString<PersonFragment, unknown>;
export const MemberItemFragmentDoc = new TypedDocumentString(`
    fragment MemberItem on Membership {
  id
  role
  readSeq
  deliveredSeq
  user {
    ...Person
  }
}
    fragment Picture on Attachment {
  id
  url
  thumbnails {
    width
    height
    url
  }
}
fragment Person on User {
  id
  name
  kind
  isDeleted
  bio
  avatar {
    ...Picture
  }
  avatarUrl
  presence {
    status
    lastSeenAt
  }
  contactState
  viewerHasBlocked
}`, {"fragmentName":"MemberItem"}) as unknown as TypedDocumentString<MemberItemFragment, unknown>;
export const PeerFragmentDoc = new TypedDocumentString(`
    fragment Peer on Membership {
  id
  readSeq
  deliveredSeq
  user {
    id
    name
    kind
    isDeleted
    avatar {
      id
      url
    }
    avatarUrl
    presence {
      status
      lastSeenAt
    }
  }
}
    `, {"fragmentName":"Peer"}) as unknown as TypedDocumentString<PeerFragment, unknown>;
export const PreviewFragmentDoc = new TypedDocumentString(`
    fragment Preview on Message {
  id
  conversationId
  seq
  revision
  kind
  sender {
    id
    name
  }
  type
  body
  attachments {
    id
    kind
  }
  systemEvent
  subjects(first: 3) {
    id
    name
  }
  subjectCount
  createdAt
  deletedAt
}
    `, {"fragmentName":"Preview"}) as unknown as TypedDocumentString<PreviewFragment, unknown>;
export const OwnMembershipFragmentDoc = new TypedDocumentString(`
    fragment OwnMembership on Membership {
  id
  role
  readSeq
  unreadCount
  unreadMentionCount
  notify
  mutedUntil
  archived
  pinned
  hidden
  unreadFromSeq
}
    `, {"fragmentName":"OwnMembership"}) as unknown as TypedDocumentString<OwnMembershipFragment, unknown>;
export const ConversationItemFragmentDoc = new TypedDocumentString(`
    fragment ConversationItem on Conversation {
  id
  kind
  name
  description
  avatar {
    ...Picture
  }
  createdAt
  lastSeq
  revision
  memberCount
  lastMessage {
    ...Preview
  }
  viewerMembership {
    ...OwnMembership
  }
}
    fragment Picture on Attachment {
  id
  url
  thumbnails {
    width
    height
    url
  }
}
fragment OwnMembership on Membership {
  id
  role
  readSeq
  unreadCount
  unreadMentionCount
  notify
  mutedUntil
  archived
  pinned
  hidden
  unreadFromSeq
}
fragment Preview on Message {
  id
  conversationId
  seq
  revision
  kind
  sender {
    id
    name
  }
  type
  body
  attachments {
    id
    kind
  }
  systemEvent
  subjects(first: 3) {
    id
    name
  }
  subjectCount
  createdAt
  deletedAt
}`, {"fragmentName":"ConversationItem"}) as unknown as TypedDocumentString<ConversationItemFragment, unknown>;
export const TokensFragmentDoc = new TypedDocumentString(`
    fragment Tokens on AuthTokens {
  accessToken
  accessTokenExpiresAt
  refreshToken
  refreshTokenExpiresAt
  tokenType
}
    `, {"fragmentName":"Tokens"}) as unknown as TypedDocumentString<TokensFragment, unknown>;
export const SignedFragmentDoc = new TypedDocumentString(`
    fragment Signed on AuthResult {
  tokens {
    ...Tokens
  }
  challenge {
    token
    methods
    expiresAt
    passkeyOptions
  }
}
    fragment Tokens on AuthTokens {
  accessToken
  accessTokenExpiresAt
  refreshToken
  refreshTokenExpiresAt
  tokenType
}`, {"fragmentName":"Signed"}) as unknown as TypedDocumentString<SignedFragment, unknown>;
export const MeFragmentDoc = new TypedDocumentString(`
    fragment Me on Viewer {
  revision
  email
  phone
  gender
  role
  provider
  twoFactorEnabled
  twoFactorMethods
  settings {
    lastSeen
    readReceipts
    groupInvites
    emailDigest
  }
  user {
    ...Person
    covers {
      ...Picture
    }
  }
}
    fragment Picture on Attachment {
  id
  url
  thumbnails {
    width
    height
    url
  }
}
fragment Person on User {
  id
  name
  kind
  isDeleted
  bio
  avatar {
    ...Picture
  }
  avatarUrl
  presence {
    status
    lastSeenAt
  }
  contactState
  viewerHasBlocked
}`, {"fragmentName":"Me"}) as unknown as TypedDocumentString<MeFragment, unknown>;
export const AuthorFragmentDoc = new TypedDocumentString(`
    fragment Author on User {
  id
  name
  kind
  avatar {
    ...Picture
  }
  avatarUrl
}
    fragment Picture on Attachment {
  id
  url
  thumbnails {
    width
    height
    url
  }
}`, {"fragmentName":"Author"}) as unknown as TypedDocumentString<AuthorFragment, unknown>;
export const FileFragmentDoc = new TypedDocumentString(`
    fragment File on Attachment {
  id
  kind
  filename
  mimeType
  byteSize
  width
  height
  url
  thumbnails {
    width
    height
    url
  }
}
    `, {"fragmentName":"File"}) as unknown as TypedDocumentString<FileFragment, unknown>;
export const MessageItemFragmentDoc = new TypedDocumentString(`
    fragment MessageItem on Message {
  id
  conversationId
  seq
  revision
  kind
  clientMessageId
  sender {
    ...Author
  }
  type
  body
  attachments {
    ...File
  }
  mentions {
    id
    name
  }
  replyTo {
    id
    seq
    type
    body
    deletedAt
    sender {
      id
      name
    }
    attachments {
      id
      kind
    }
  }
  reactions {
    emoji
    count
    viewerHasReacted
  }
  systemEvent
  subjects(first: 3) {
    id
    name
  }
  subjectCount
  createdAt
  editedAt
  deletedAt
  pinnedAt
  status
}
    fragment Picture on Attachment {
  id
  url
  thumbnails {
    width
    height
    url
  }
}
fragment Author on User {
  id
  name
  kind
  avatar {
    ...Picture
  }
  avatarUrl
}
fragment File on Attachment {
  id
  kind
  filename
  mimeType
  byteSize
  width
  height
  url
  thumbnails {
    width
    height
    url
  }
}`, {"fragmentName":"MessageItem"}) as unknown as TypedDocumentString<MessageItemFragment, unknown>;
export const MessagePageFragmentDoc = new TypedDocumentString(`
    fragment MessagePage on MessageConnection {
  nodes {
    ...MessageItem
  }
  pageInfo {
    hasNextPage
    hasPreviousPage
  }
}
    fragment Picture on Attachment {
  id
  url
  thumbnails {
    width
    height
    url
  }
}
fragment Author on User {
  id
  name
  kind
  avatar {
    ...Picture
  }
  avatarUrl
}
fragment File on Attachment {
  id
  kind
  filename
  mimeType
  byteSize
  width
  height
  url
  thumbnails {
    width
    height
    url
  }
}
fragment MessageItem on Message {
  id
  conversationId
  seq
  revision
  kind
  clientMessageId
  sender {
    ...Author
  }
  type
  body
  attachments {
    ...File
  }
  mentions {
    id
    name
  }
  replyTo {
    id
    seq
    type
    body
    deletedAt
    sender {
      id
      name
    }
    attachments {
      id
      kind
    }
  }
  reactions {
    emoji
    count
    viewerHasReacted
  }
  systemEvent
  subjects(first: 3) {
    id
    name
  }
  subjectCount
  createdAt
  editedAt
  deletedAt
  pinnedAt
  status
}`, {"fragmentName":"MessagePage"}) as unknown as TypedDocumentString<MessagePageFragment, unknown>;
export const ServerInfoDocument = new TypedDocumentString(`
    query ServerInfo {
  serverInfo {
    version
    features
    identityProviders {
      name
      label
      signInUrl
    }
    limits {
      messageMaxChars
      attachmentsPerMessage
      uploadMaxBytes
      uploadMimeTypes
      groupMaxMembers
      editWindowSeconds
      typingTtlMs
      presenceTtlMs
      codeLength
    }
  }
}
    `) as unknown as TypedDocumentString<ServerInfoQuery, ServerInfoQueryVariables>;
export const ViewerDocument = new TypedDocumentString(`
    query Viewer {
  viewer {
    ...Me
  }
}
    fragment Picture on Attachment {
  id
  url
  thumbnails {
    width
    height
    url
  }
}
fragment Person on User {
  id
  name
  kind
  isDeleted
  bio
  avatar {
    ...Picture
  }
  avatarUrl
  presence {
    status
    lastSeenAt
  }
  contactState
  viewerHasBlocked
}
fragment Me on Viewer {
  revision
  email
  phone
  gender
  role
  provider
  twoFactorEnabled
  twoFactorMethods
  settings {
    lastSeen
    readReceipts
    groupInvites
    emailDigest
  }
  user {
    ...Person
    covers {
      ...Picture
    }
  }
}`) as unknown as TypedDocumentString<ViewerQuery, ViewerQueryVariables>;
export const SignupDocument = new TypedDocumentString(`
    mutation Signup($input: SignupInput!) {
  signup(input: $input) {
    token
    expiresAt
    resendAfter
  }
}
    `) as unknown as TypedDocumentString<SignupMutation, SignupMutationVariables>;
export const ConfirmEmailDocument = new TypedDocumentString(`
    mutation ConfirmEmail($input: ConfirmEmailInput!) {
  confirmEmail(input: $input) {
    ...Signed
  }
}
    fragment Tokens on AuthTokens {
  accessToken
  accessTokenExpiresAt
  refreshToken
  refreshTokenExpiresAt
  tokenType
}
fragment Signed on AuthResult {
  tokens {
    ...Tokens
  }
  challenge {
    token
    methods
    expiresAt
    passkeyOptions
  }
}`) as unknown as TypedDocumentString<ConfirmEmailMutation, ConfirmEmailMutationVariables>;
export const ResendCodeDocument = new TypedDocumentString(`
    mutation ResendCode($email: EmailAddress!, $token: String) {
  resendCode(email: $email, token: $token) {
    expiresAt
    resendAfter
  }
}
    `) as unknown as TypedDocumentString<ResendCodeMutation, ResendCodeMutationVariables>;
export const LoginDocument = new TypedDocumentString(`
    mutation Login($input: LoginInput!) {
  login(input: $input) {
    ...Signed
  }
}
    fragment Tokens on AuthTokens {
  accessToken
  accessTokenExpiresAt
  refreshToken
  refreshTokenExpiresAt
  tokenType
}
fragment Signed on AuthResult {
  tokens {
    ...Tokens
  }
  challenge {
    token
    methods
    expiresAt
    passkeyOptions
  }
}`) as unknown as TypedDocumentString<LoginMutation, LoginMutationVariables>;
export const LoginWithGoogleDocument = new TypedDocumentString(`
    mutation LoginWithGoogle($input: GoogleLoginInput!) {
  loginWithGoogle(input: $input) {
    ...Signed
  }
}
    fragment Tokens on AuthTokens {
  accessToken
  accessTokenExpiresAt
  refreshToken
  refreshTokenExpiresAt
  tokenType
}
fragment Signed on AuthResult {
  tokens {
    ...Tokens
  }
  challenge {
    token
    methods
    expiresAt
    passkeyOptions
  }
}`) as unknown as TypedDocumentString<LoginWithGoogleMutation, LoginWithGoogleMutationVariables>;
export const AnswerChallengeDocument = new TypedDocumentString(`
    mutation AnswerChallenge($input: AnswerChallengeInput!) {
  answerChallenge(input: $input) {
    ...Signed
  }
}
    fragment Tokens on AuthTokens {
  accessToken
  accessTokenExpiresAt
  refreshToken
  refreshTokenExpiresAt
  tokenType
}
fragment Signed on AuthResult {
  tokens {
    ...Tokens
  }
  challenge {
    token
    methods
    expiresAt
    passkeyOptions
  }
}`) as unknown as TypedDocumentString<AnswerChallengeMutation, AnswerChallengeMutationVariables>;
export const LogoutDocument = new TypedDocumentString(`
    mutation Logout {
  logout
}
    `) as unknown as TypedDocumentString<LogoutMutation, LogoutMutationVariables>;
export const RequestPasswordResetDocument = new TypedDocumentString(`
    mutation RequestPasswordReset($email: EmailAddress!) {
  requestPasswordReset(email: $email) {
    expiresAt
    resendAfter
  }
}
    `) as unknown as TypedDocumentString<RequestPasswordResetMutation, RequestPasswordResetMutationVariables>;
export const ResetPasswordDocument = new TypedDocumentString(`
    mutation ResetPassword($input: ResetPasswordInput!) {
  resetPassword(input: $input)
}
    `) as unknown as TypedDocumentString<ResetPasswordMutation, ResetPasswordMutationVariables>;
export const BeginPasskeyLoginDocument = new TypedDocumentString(`
    mutation BeginPasskeyLogin {
  beginPasskeyLogin {
    options
  }
}
    `) as unknown as TypedDocumentString<BeginPasskeyLoginMutation, BeginPasskeyLoginMutationVariables>;
export const LoginWithPasskeyDocument = new TypedDocumentString(`
    mutation LoginWithPasskey($input: PasskeyLoginInput!) {
  loginWithPasskey(input: $input) {
    ...Signed
  }
}
    fragment Tokens on AuthTokens {
  accessToken
  accessTokenExpiresAt
  refreshToken
  refreshTokenExpiresAt
  tokenType
}
fragment Signed on AuthResult {
  tokens {
    ...Tokens
  }
  challenge {
    token
    methods
    expiresAt
    passkeyOptions
  }
}`) as unknown as TypedDocumentString<LoginWithPasskeyMutation, LoginWithPasskeyMutationVariables>;
export const ContactsDocument = new TypedDocumentString(`
    query Contacts($state: ContactState!, $after: String) {
  viewer {
    id
    contacts(first: 50, state: $state, after: $after) {
      nodes {
        ...Person
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    fragment Picture on Attachment {
  id
  url
  thumbnails {
    width
    height
    url
  }
}
fragment Person on User {
  id
  name
  kind
  isDeleted
  bio
  avatar {
    ...Picture
  }
  avatarUrl
  presence {
    status
    lastSeenAt
  }
  contactState
  viewerHasBlocked
}`) as unknown as TypedDocumentString<ContactsQuery, ContactsQueryVariables>;
export const SearchUsersDocument = new TypedDocumentString(`
    query SearchUsers($query: String!) {
  users(query: $query, first: 20) {
    nodes {
      ...Person
    }
  }
}
    fragment Picture on Attachment {
  id
  url
  thumbnails {
    width
    height
    url
  }
}
fragment Person on User {
  id
  name
  kind
  isDeleted
  bio
  avatar {
    ...Picture
  }
  avatarUrl
  presence {
    status
    lastSeenAt
  }
  contactState
  viewerHasBlocked
}`) as unknown as TypedDocumentString<SearchUsersQuery, SearchUsersQueryVariables>;
export const SendContactRequestDocument = new TypedDocumentString(`
    mutation SendContactRequest($userId: ID!) {
  sendContactRequest(userId: $userId) {
    ...Person
  }
}
    fragment Picture on Attachment {
  id
  url
  thumbnails {
    width
    height
    url
  }
}
fragment Person on User {
  id
  name
  kind
  isDeleted
  bio
  avatar {
    ...Picture
  }
  avatarUrl
  presence {
    status
    lastSeenAt
  }
  contactState
  viewerHasBlocked
}`) as unknown as TypedDocumentString<SendContactRequestMutation, SendContactRequestMutationVariables>;
export const AnswerContactRequestDocument = new TypedDocumentString(`
    mutation AnswerContactRequest($userId: ID!, $accept: Boolean!) {
  answerContactRequest(userId: $userId, accept: $accept) {
    ...Person
  }
}
    fragment Picture on Attachment {
  id
  url
  thumbnails {
    width
    height
    url
  }
}
fragment Person on User {
  id
  name
  kind
  isDeleted
  bio
  avatar {
    ...Picture
  }
  avatarUrl
  presence {
    status
    lastSeenAt
  }
  contactState
  viewerHasBlocked
}`) as unknown as TypedDocumentString<AnswerContactRequestMutation, AnswerContactRequestMutationVariables>;
export const RemoveContactDocument = new TypedDocumentString(`
    mutation RemoveContact($userId: ID!) {
  removeContact(userId: $userId) {
    ...Person
  }
}
    fragment Picture on Attachment {
  id
  url
  thumbnails {
    width
    height
    url
  }
}
fragment Person on User {
  id
  name
  kind
  isDeleted
  bio
  avatar {
    ...Picture
  }
  avatarUrl
  presence {
    status
    lastSeenAt
  }
  contactState
  viewerHasBlocked
}`) as unknown as TypedDocumentString<RemoveContactMutation, RemoveContactMutationVariables>;
export const SetBlockedDocument = new TypedDocumentString(`
    mutation SetBlocked($userId: ID!, $blocked: Boolean!) {
  setBlocked(userId: $userId, blocked: $blocked) {
    ...Person
  }
}
    fragment Picture on Attachment {
  id
  url
  thumbnails {
    width
    height
    url
  }
}
fragment Person on User {
  id
  name
  kind
  isDeleted
  bio
  avatar {
    ...Picture
  }
  avatarUrl
  presence {
    status
    lastSeenAt
  }
  contactState
  viewerHasBlocked
}`) as unknown as TypedDocumentString<SetBlockedMutation, SetBlockedMutationVariables>;
export const ConversationListDocument = new TypedDocumentString(`
    query ConversationList($after: String) {
  viewer {
    id
    conversations(first: 25, after: $after) {
      nodes {
        ...ConversationItem
        peer {
          ...Peer
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    fragment Picture on Attachment {
  id
  url
  thumbnails {
    width
    height
    url
  }
}
fragment OwnMembership on Membership {
  id
  role
  readSeq
  unreadCount
  unreadMentionCount
  notify
  mutedUntil
  archived
  pinned
  hidden
  unreadFromSeq
}
fragment Preview on Message {
  id
  conversationId
  seq
  revision
  kind
  sender {
    id
    name
  }
  type
  body
  attachments {
    id
    kind
  }
  systemEvent
  subjects(first: 3) {
    id
    name
  }
  subjectCount
  createdAt
  deletedAt
}
fragment Peer on Membership {
  id
  readSeq
  deliveredSeq
  user {
    id
    name
    kind
    isDeleted
    avatar {
      id
      url
    }
    avatarUrl
    presence {
      status
      lastSeenAt
    }
  }
}
fragment ConversationItem on Conversation {
  id
  kind
  name
  description
  avatar {
    ...Picture
  }
  createdAt
  lastSeq
  revision
  memberCount
  lastMessage {
    ...Preview
  }
  viewerMembership {
    ...OwnMembership
  }
}`) as unknown as TypedDocumentString<ConversationListQuery, ConversationListQueryVariables>;
export const ConversationsByIdDocument = new TypedDocumentString(`
    query ConversationsById($ids: [ID!]!) {
  nodes(ids: $ids) {
    __typename
    ... on Conversation {
      ...ConversationItem
      peer {
        ...Peer
      }
    }
  }
}
    fragment Picture on Attachment {
  id
  url
  thumbnails {
    width
    height
    url
  }
}
fragment OwnMembership on Membership {
  id
  role
  readSeq
  unreadCount
  unreadMentionCount
  notify
  mutedUntil
  archived
  pinned
  hidden
  unreadFromSeq
}
fragment Preview on Message {
  id
  conversationId
  seq
  revision
  kind
  sender {
    id
    name
  }
  type
  body
  attachments {
    id
    kind
  }
  systemEvent
  subjects(first: 3) {
    id
    name
  }
  subjectCount
  createdAt
  deletedAt
}
fragment Peer on Membership {
  id
  readSeq
  deliveredSeq
  user {
    id
    name
    kind
    isDeleted
    avatar {
      id
      url
    }
    avatarUrl
    presence {
      status
      lastSeenAt
    }
  }
}
fragment ConversationItem on Conversation {
  id
  kind
  name
  description
  avatar {
    ...Picture
  }
  createdAt
  lastSeq
  revision
  memberCount
  lastMessage {
    ...Preview
  }
  viewerMembership {
    ...OwnMembership
  }
}`) as unknown as TypedDocumentString<ConversationsByIdQuery, ConversationsByIdQueryVariables>;
export const MembersDocument = new TypedDocumentString(`
    query Members($id: ID!, $after: String) {
  conversation(id: $id) {
    id
    members(first: 50, after: $after) {
      nodes {
        ...MemberItem
      }
      pageInfo {
        hasNextPage
        endCursor
      }
      totalCount
    }
  }
}
    fragment Picture on Attachment {
  id
  url
  thumbnails {
    width
    height
    url
  }
}
fragment Person on User {
  id
  name
  kind
  isDeleted
  bio
  avatar {
    ...Picture
  }
  avatarUrl
  presence {
    status
    lastSeenAt
  }
  contactState
  viewerHasBlocked
}
fragment MemberItem on Membership {
  id
  role
  readSeq
  deliveredSeq
  user {
    ...Person
  }
}`) as unknown as TypedDocumentString<MembersQuery, MembersQueryVariables>;
export const ProfileDocument = new TypedDocumentString(`
    query Profile($id: ID!) {
  user(id: $id) {
    ...Person
    covers {
      ...Picture
    }
  }
}
    fragment Picture on Attachment {
  id
  url
  thumbnails {
    width
    height
    url
  }
}
fragment Person on User {
  id
  name
  kind
  isDeleted
  bio
  avatar {
    ...Picture
  }
  avatarUrl
  presence {
    status
    lastSeenAt
  }
  contactState
  viewerHasBlocked
}`) as unknown as TypedDocumentString<ProfileQuery, ProfileQueryVariables>;
export const OpenDirectConversationDocument = new TypedDocumentString(`
    mutation OpenDirectConversation($userId: ID!) {
  openDirectConversation(userId: $userId) {
    id
  }
}
    `) as unknown as TypedDocumentString<OpenDirectConversationMutation, OpenDirectConversationMutationVariables>;
export const CreateGroupDocument = new TypedDocumentString(`
    mutation CreateGroup($input: CreateGroupInput!) {
  createGroup(input: $input) {
    id
  }
}
    `) as unknown as TypedDocumentString<CreateGroupMutation, CreateGroupMutationVariables>;
export const UpdateConversationDocument = new TypedDocumentString(`
    mutation UpdateConversation($id: ID!, $input: UpdateConversationInput!) {
  updateConversation(id: $id, input: $input) {
    ...ConversationItem
  }
}
    fragment Picture on Attachment {
  id
  url
  thumbnails {
    width
    height
    url
  }
}
fragment OwnMembership on Membership {
  id
  role
  readSeq
  unreadCount
  unreadMentionCount
  notify
  mutedUntil
  archived
  pinned
  hidden
  unreadFromSeq
}
fragment Preview on Message {
  id
  conversationId
  seq
  revision
  kind
  sender {
    id
    name
  }
  type
  body
  attachments {
    id
    kind
  }
  systemEvent
  subjects(first: 3) {
    id
    name
  }
  subjectCount
  createdAt
  deletedAt
}
fragment ConversationItem on Conversation {
  id
  kind
  name
  description
  avatar {
    ...Picture
  }
  createdAt
  lastSeq
  revision
  memberCount
  lastMessage {
    ...Preview
  }
  viewerMembership {
    ...OwnMembership
  }
}`) as unknown as TypedDocumentString<UpdateConversationMutation, UpdateConversationMutationVariables>;
export const AddMembersDocument = new TypedDocumentString(`
    mutation AddMembers($conversationId: ID!, $userIds: [ID!]!) {
  addMembers(conversationId: $conversationId, userIds: $userIds) {
    ...ConversationItem
  }
}
    fragment Picture on Attachment {
  id
  url
  thumbnails {
    width
    height
    url
  }
}
fragment OwnMembership on Membership {
  id
  role
  readSeq
  unreadCount
  unreadMentionCount
  notify
  mutedUntil
  archived
  pinned
  hidden
  unreadFromSeq
}
fragment Preview on Message {
  id
  conversationId
  seq
  revision
  kind
  sender {
    id
    name
  }
  type
  body
  attachments {
    id
    kind
  }
  systemEvent
  subjects(first: 3) {
    id
    name
  }
  subjectCount
  createdAt
  deletedAt
}
fragment ConversationItem on Conversation {
  id
  kind
  name
  description
  avatar {
    ...Picture
  }
  createdAt
  lastSeq
  revision
  memberCount
  lastMessage {
    ...Preview
  }
  viewerMembership {
    ...OwnMembership
  }
}`) as unknown as TypedDocumentString<AddMembersMutation, AddMembersMutationVariables>;
export const RemoveMemberDocument = new TypedDocumentString(`
    mutation RemoveMember($conversationId: ID!, $userId: ID!) {
  removeMember(conversationId: $conversationId, userId: $userId) {
    ...ConversationItem
  }
}
    fragment Picture on Attachment {
  id
  url
  thumbnails {
    width
    height
    url
  }
}
fragment OwnMembership on Membership {
  id
  role
  readSeq
  unreadCount
  unreadMentionCount
  notify
  mutedUntil
  archived
  pinned
  hidden
  unreadFromSeq
}
fragment Preview on Message {
  id
  conversationId
  seq
  revision
  kind
  sender {
    id
    name
  }
  type
  body
  attachments {
    id
    kind
  }
  systemEvent
  subjects(first: 3) {
    id
    name
  }
  subjectCount
  createdAt
  deletedAt
}
fragment ConversationItem on Conversation {
  id
  kind
  name
  description
  avatar {
    ...Picture
  }
  createdAt
  lastSeq
  revision
  memberCount
  lastMessage {
    ...Preview
  }
  viewerMembership {
    ...OwnMembership
  }
}`) as unknown as TypedDocumentString<RemoveMemberMutation, RemoveMemberMutationVariables>;
export const SetMemberRoleDocument = new TypedDocumentString(`
    mutation SetMemberRole($conversationId: ID!, $userId: ID!, $role: MemberRole!) {
  setMemberRole(conversationId: $conversationId, userId: $userId, role: $role) {
    ...MemberItem
  }
}
    fragment Picture on Attachment {
  id
  url
  thumbnails {
    width
    height
    url
  }
}
fragment Person on User {
  id
  name
  kind
  isDeleted
  bio
  avatar {
    ...Picture
  }
  avatarUrl
  presence {
    status
    lastSeenAt
  }
  contactState
  viewerHasBlocked
}
fragment MemberItem on Membership {
  id
  role
  readSeq
  deliveredSeq
  user {
    ...Person
  }
}`) as unknown as TypedDocumentString<SetMemberRoleMutation, SetMemberRoleMutationVariables>;
export const LeaveConversationDocument = new TypedDocumentString(`
    mutation LeaveConversation($id: ID!) {
  leaveConversation(id: $id)
}
    `) as unknown as TypedDocumentString<LeaveConversationMutation, LeaveConversationMutationVariables>;
export const UpdateMembershipDocument = new TypedDocumentString(`
    mutation UpdateMembership($conversationId: ID!, $input: MembershipInput!) {
  updateMembership(conversationId: $conversationId, input: $input) {
    ...OwnMembership
  }
}
    fragment OwnMembership on Membership {
  id
  role
  readSeq
  unreadCount
  unreadMentionCount
  notify
  mutedUntil
  archived
  pinned
  hidden
  unreadFromSeq
}`) as unknown as TypedDocumentString<UpdateMembershipMutation, UpdateMembershipMutationVariables>;
export const GroupInvitationsDocument = new TypedDocumentString(`
    query GroupInvitations($after: String) {
  viewer {
    id
    groupInvitations(first: 50, after: $after) {
      nodes {
        ...GroupInvitationCard
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    fragment GroupInvitationCard on GroupInvitation {
  id: conversationId
  name
  memberCount
  createdAt
  inviter {
    id
    name
  }
}`) as unknown as TypedDocumentString<GroupInvitationsQuery, GroupInvitationsQueryVariables>;
export const AnswerGroupInvitationDocument = new TypedDocumentString(`
    mutation AnswerGroupInvitation($conversationId: ID!, $accept: Boolean!) {
  answerGroupInvitation(conversationId: $conversationId, accept: $accept) {
    id
  }
}
    `) as unknown as TypedDocumentString<AnswerGroupInvitationMutation, AnswerGroupInvitationMutationVariables>;
export const ConversationEventsDocument = new TypedDocumentString(`
    subscription ConversationEvents($since: [RevisionPosition!]) {
  conversationEvents(since: $since) {
    __typename
    ... on MessageChanged {
      change
      conversationId
      revision
      message {
        ...MessageItem
      }
    }
    ... on CaughtUp {
      unlisted
    }
    ... on ResyncRequired {
      conversationId
      revision
      missed
    }
  }
}
    fragment Picture on Attachment {
  id
  url
  thumbnails {
    width
    height
    url
  }
}
fragment Author on User {
  id
  name
  kind
  avatar {
    ...Picture
  }
  avatarUrl
}
fragment File on Attachment {
  id
  kind
  filename
  mimeType
  byteSize
  width
  height
  url
  thumbnails {
    width
    height
    url
  }
}
fragment MessageItem on Message {
  id
  conversationId
  seq
  revision
  kind
  clientMessageId
  sender {
    ...Author
  }
  type
  body
  attachments {
    ...File
  }
  mentions {
    id
    name
  }
  replyTo {
    id
    seq
    type
    body
    deletedAt
    sender {
      id
      name
    }
    attachments {
      id
      kind
    }
  }
  reactions {
    emoji
    count
    viewerHasReacted
  }
  systemEvent
  subjects(first: 3) {
    id
    name
  }
  subjectCount
  createdAt
  editedAt
  deletedAt
  pinnedAt
  status
}`) as unknown as TypedDocumentString<ConversationEventsSubscription, ConversationEventsSubscriptionVariables>;
export const ReceiptsDocument = new TypedDocumentString(`
    subscription Receipts {
  receiptAdvanced {
    conversationId
    userId
    readSeq
    deliveredSeq
  }
}
    `) as unknown as TypedDocumentString<ReceiptsSubscription, ReceiptsSubscriptionVariables>;
export const TypingDocument = new TypedDocumentString(`
    subscription Typing {
  typingChanged {
    conversationId
    active
    user {
      id
      name
    }
  }
}
    `) as unknown as TypedDocumentString<TypingSubscription, TypingSubscriptionVariables>;
export const PresenceOfDocument = new TypedDocumentString(`
    subscription PresenceOf($userIds: [ID!]!) {
  presenceChanged(userIds: $userIds) {
    userId
    presence {
      status
      lastSeenAt
    }
  }
}
    `) as unknown as TypedDocumentString<PresenceOfSubscription, PresenceOfSubscriptionVariables>;
export const ViewerEventsDocument = new TypedDocumentString(`
    subscription ViewerEvents($since: Int) {
  viewerEvents(since: $since) {
    __typename
    ... on ViewerPosition {
      viewerRevision
    }
    ... on MembershipChanged {
      conversationId
      membership {
        ...OwnMembership
      }
    }
    ... on ConversationAppeared {
      conversation {
        id
      }
    }
  }
}
    fragment OwnMembership on Membership {
  id
  role
  readSeq
  unreadCount
  unreadMentionCount
  notify
  mutedUntil
  archived
  pinned
  hidden
  unreadFromSeq
}`) as unknown as TypedDocumentString<ViewerEventsSubscription, ViewerEventsSubscriptionVariables>;
export const AttentionDocument = new TypedDocumentString(`
    query Attention {
  viewer {
    id
    unreadConversationCount
    contacts(first: 50, state: REQUEST_RECEIVED) {
      nodes {
        id
      }
    }
    groupInvitations(first: 50) {
      nodes {
        conversationId
      }
    }
  }
}
    `) as unknown as TypedDocumentString<AttentionQuery, AttentionQueryVariables>;
export const LatestMessagesDocument = new TypedDocumentString(`
    query LatestMessages($id: ID!) {
  conversation(id: $id) {
    ...ConversationItem
    messages(last: 50) {
      ...MessagePage
    }
  }
}
    fragment Picture on Attachment {
  id
  url
  thumbnails {
    width
    height
    url
  }
}
fragment Author on User {
  id
  name
  kind
  avatar {
    ...Picture
  }
  avatarUrl
}
fragment File on Attachment {
  id
  kind
  filename
  mimeType
  byteSize
  width
  height
  url
  thumbnails {
    width
    height
    url
  }
}
fragment MessageItem on Message {
  id
  conversationId
  seq
  revision
  kind
  clientMessageId
  sender {
    ...Author
  }
  type
  body
  attachments {
    ...File
  }
  mentions {
    id
    name
  }
  replyTo {
    id
    seq
    type
    body
    deletedAt
    sender {
      id
      name
    }
    attachments {
      id
      kind
    }
  }
  reactions {
    emoji
    count
    viewerHasReacted
  }
  systemEvent
  subjects(first: 3) {
    id
    name
  }
  subjectCount
  createdAt
  editedAt
  deletedAt
  pinnedAt
  status
}
fragment OwnMembership on Membership {
  id
  role
  readSeq
  unreadCount
  unreadMentionCount
  notify
  mutedUntil
  archived
  pinned
  hidden
  unreadFromSeq
}
fragment Preview on Message {
  id
  conversationId
  seq
  revision
  kind
  sender {
    id
    name
  }
  type
  body
  attachments {
    id
    kind
  }
  systemEvent
  subjects(first: 3) {
    id
    name
  }
  subjectCount
  createdAt
  deletedAt
}
fragment ConversationItem on Conversation {
  id
  kind
  name
  description
  avatar {
    ...Picture
  }
  createdAt
  lastSeq
  revision
  memberCount
  lastMessage {
    ...Preview
  }
  viewerMembership {
    ...OwnMembership
  }
}
fragment MessagePage on MessageConnection {
  nodes {
    ...MessageItem
  }
  pageInfo {
    hasNextPage
    hasPreviousPage
  }
}`) as unknown as TypedDocumentString<LatestMessagesQuery, LatestMessagesQueryVariables>;
export const MessagesAroundSeqDocument = new TypedDocumentString(`
    query MessagesAroundSeq($id: ID!, $aroundSeq: Int!) {
  conversation(id: $id) {
    id
    revision
    messages(aroundSeq: $aroundSeq) {
      ...MessagePage
    }
  }
}
    fragment Picture on Attachment {
  id
  url
  thumbnails {
    width
    height
    url
  }
}
fragment Author on User {
  id
  name
  kind
  avatar {
    ...Picture
  }
  avatarUrl
}
fragment File on Attachment {
  id
  kind
  filename
  mimeType
  byteSize
  width
  height
  url
  thumbnails {
    width
    height
    url
  }
}
fragment MessageItem on Message {
  id
  conversationId
  seq
  revision
  kind
  clientMessageId
  sender {
    ...Author
  }
  type
  body
  attachments {
    ...File
  }
  mentions {
    id
    name
  }
  replyTo {
    id
    seq
    type
    body
    deletedAt
    sender {
      id
      name
    }
    attachments {
      id
      kind
    }
  }
  reactions {
    emoji
    count
    viewerHasReacted
  }
  systemEvent
  subjects(first: 3) {
    id
    name
  }
  subjectCount
  createdAt
  editedAt
  deletedAt
  pinnedAt
  status
}
fragment MessagePage on MessageConnection {
  nodes {
    ...MessageItem
  }
  pageInfo {
    hasNextPage
    hasPreviousPage
  }
}`) as unknown as TypedDocumentString<MessagesAroundSeqQuery, MessagesAroundSeqQueryVariables>;
export const MessagesAroundDocument = new TypedDocumentString(`
    query MessagesAround($id: ID!, $around: ID!) {
  conversation(id: $id) {
    id
    messages(around: $around) {
      ...MessagePage
    }
  }
}
    fragment Picture on Attachment {
  id
  url
  thumbnails {
    width
    height
    url
  }
}
fragment Author on User {
  id
  name
  kind
  avatar {
    ...Picture
  }
  avatarUrl
}
fragment File on Attachment {
  id
  kind
  filename
  mimeType
  byteSize
  width
  height
  url
  thumbnails {
    width
    height
    url
  }
}
fragment MessageItem on Message {
  id
  conversationId
  seq
  revision
  kind
  clientMessageId
  sender {
    ...Author
  }
  type
  body
  attachments {
    ...File
  }
  mentions {
    id
    name
  }
  replyTo {
    id
    seq
    type
    body
    deletedAt
    sender {
      id
      name
    }
    attachments {
      id
      kind
    }
  }
  reactions {
    emoji
    count
    viewerHasReacted
  }
  systemEvent
  subjects(first: 3) {
    id
    name
  }
  subjectCount
  createdAt
  editedAt
  deletedAt
  pinnedAt
  status
}
fragment MessagePage on MessageConnection {
  nodes {
    ...MessageItem
  }
  pageInfo {
    hasNextPage
    hasPreviousPage
  }
}`) as unknown as TypedDocumentString<MessagesAroundQuery, MessagesAroundQueryVariables>;
export const PinnedMessagesDocument = new TypedDocumentString(`
    query PinnedMessages($id: ID!) {
  conversation(id: $id) {
    id
    pinnedMessages(first: 50) {
      nodes {
        ...MessageItem
      }
    }
  }
}
    fragment Picture on Attachment {
  id
  url
  thumbnails {
    width
    height
    url
  }
}
fragment Author on User {
  id
  name
  kind
  avatar {
    ...Picture
  }
  avatarUrl
}
fragment File on Attachment {
  id
  kind
  filename
  mimeType
  byteSize
  width
  height
  url
  thumbnails {
    width
    height
    url
  }
}
fragment MessageItem on Message {
  id
  conversationId
  seq
  revision
  kind
  clientMessageId
  sender {
    ...Author
  }
  type
  body
  attachments {
    ...File
  }
  mentions {
    id
    name
  }
  replyTo {
    id
    seq
    type
    body
    deletedAt
    sender {
      id
      name
    }
    attachments {
      id
      kind
    }
  }
  reactions {
    emoji
    count
    viewerHasReacted
  }
  systemEvent
  subjects(first: 3) {
    id
    name
  }
  subjectCount
  createdAt
  editedAt
  deletedAt
  pinnedAt
  status
}`) as unknown as TypedDocumentString<PinnedMessagesQuery, PinnedMessagesQueryVariables>;
export const SendMessageDocument = new TypedDocumentString(`
    mutation SendMessage($input: SendMessageInput!) {
  sendMessage(input: $input) {
    message {
      ...MessageItem
    }
    deduplicated
  }
}
    fragment Picture on Attachment {
  id
  url
  thumbnails {
    width
    height
    url
  }
}
fragment Author on User {
  id
  name
  kind
  avatar {
    ...Picture
  }
  avatarUrl
}
fragment File on Attachment {
  id
  kind
  filename
  mimeType
  byteSize
  width
  height
  url
  thumbnails {
    width
    height
    url
  }
}
fragment MessageItem on Message {
  id
  conversationId
  seq
  revision
  kind
  clientMessageId
  sender {
    ...Author
  }
  type
  body
  attachments {
    ...File
  }
  mentions {
    id
    name
  }
  replyTo {
    id
    seq
    type
    body
    deletedAt
    sender {
      id
      name
    }
    attachments {
      id
      kind
    }
  }
  reactions {
    emoji
    count
    viewerHasReacted
  }
  systemEvent
  subjects(first: 3) {
    id
    name
  }
  subjectCount
  createdAt
  editedAt
  deletedAt
  pinnedAt
  status
}`) as unknown as TypedDocumentString<SendMessageMutation, SendMessageMutationVariables>;
export const EditMessageDocument = new TypedDocumentString(`
    mutation EditMessage($id: ID!, $body: String!, $ifRevision: Int, $mentionIds: [ID!]) {
  editMessage(
    id: $id
    body: $body
    ifRevision: $ifRevision
    mentionIds: $mentionIds
  ) {
    ...MessageItem
  }
}
    fragment Picture on Attachment {
  id
  url
  thumbnails {
    width
    height
    url
  }
}
fragment Author on User {
  id
  name
  kind
  avatar {
    ...Picture
  }
  avatarUrl
}
fragment File on Attachment {
  id
  kind
  filename
  mimeType
  byteSize
  width
  height
  url
  thumbnails {
    width
    height
    url
  }
}
fragment MessageItem on Message {
  id
  conversationId
  seq
  revision
  kind
  clientMessageId
  sender {
    ...Author
  }
  type
  body
  attachments {
    ...File
  }
  mentions {
    id
    name
  }
  replyTo {
    id
    seq
    type
    body
    deletedAt
    sender {
      id
      name
    }
    attachments {
      id
      kind
    }
  }
  reactions {
    emoji
    count
    viewerHasReacted
  }
  systemEvent
  subjects(first: 3) {
    id
    name
  }
  subjectCount
  createdAt
  editedAt
  deletedAt
  pinnedAt
  status
}`) as unknown as TypedDocumentString<EditMessageMutation, EditMessageMutationVariables>;
export const DeleteMessageDocument = new TypedDocumentString(`
    mutation DeleteMessage($id: ID!) {
  deleteMessage(id: $id) {
    ...MessageItem
  }
}
    fragment Picture on Attachment {
  id
  url
  thumbnails {
    width
    height
    url
  }
}
fragment Author on User {
  id
  name
  kind
  avatar {
    ...Picture
  }
  avatarUrl
}
fragment File on Attachment {
  id
  kind
  filename
  mimeType
  byteSize
  width
  height
  url
  thumbnails {
    width
    height
    url
  }
}
fragment MessageItem on Message {
  id
  conversationId
  seq
  revision
  kind
  clientMessageId
  sender {
    ...Author
  }
  type
  body
  attachments {
    ...File
  }
  mentions {
    id
    name
  }
  replyTo {
    id
    seq
    type
    body
    deletedAt
    sender {
      id
      name
    }
    attachments {
      id
      kind
    }
  }
  reactions {
    emoji
    count
    viewerHasReacted
  }
  systemEvent
  subjects(first: 3) {
    id
    name
  }
  subjectCount
  createdAt
  editedAt
  deletedAt
  pinnedAt
  status
}`) as unknown as TypedDocumentString<DeleteMessageMutation, DeleteMessageMutationVariables>;
export const SetReactionDocument = new TypedDocumentString(`
    mutation SetReaction($messageId: ID!, $emoji: String!, $active: Boolean!) {
  setReaction(messageId: $messageId, emoji: $emoji, active: $active) {
    ...MessageItem
  }
}
    fragment Picture on Attachment {
  id
  url
  thumbnails {
    width
    height
    url
  }
}
fragment Author on User {
  id
  name
  kind
  avatar {
    ...Picture
  }
  avatarUrl
}
fragment File on Attachment {
  id
  kind
  filename
  mimeType
  byteSize
  width
  height
  url
  thumbnails {
    width
    height
    url
  }
}
fragment MessageItem on Message {
  id
  conversationId
  seq
  revision
  kind
  clientMessageId
  sender {
    ...Author
  }
  type
  body
  attachments {
    ...File
  }
  mentions {
    id
    name
  }
  replyTo {
    id
    seq
    type
    body
    deletedAt
    sender {
      id
      name
    }
    attachments {
      id
      kind
    }
  }
  reactions {
    emoji
    count
    viewerHasReacted
  }
  systemEvent
  subjects(first: 3) {
    id
    name
  }
  subjectCount
  createdAt
  editedAt
  deletedAt
  pinnedAt
  status
}`) as unknown as TypedDocumentString<SetReactionMutation, SetReactionMutationVariables>;
export const SetPinnedDocument = new TypedDocumentString(`
    mutation SetPinned($messageId: ID!, $pinned: Boolean!) {
  setPinned(messageId: $messageId, pinned: $pinned) {
    ...MessageItem
  }
}
    fragment Picture on Attachment {
  id
  url
  thumbnails {
    width
    height
    url
  }
}
fragment Author on User {
  id
  name
  kind
  avatar {
    ...Picture
  }
  avatarUrl
}
fragment File on Attachment {
  id
  kind
  filename
  mimeType
  byteSize
  width
  height
  url
  thumbnails {
    width
    height
    url
  }
}
fragment MessageItem on Message {
  id
  conversationId
  seq
  revision
  kind
  clientMessageId
  sender {
    ...Author
  }
  type
  body
  attachments {
    ...File
  }
  mentions {
    id
    name
  }
  replyTo {
    id
    seq
    type
    body
    deletedAt
    sender {
      id
      name
    }
    attachments {
      id
      kind
    }
  }
  reactions {
    emoji
    count
    viewerHasReacted
  }
  systemEvent
  subjects(first: 3) {
    id
    name
  }
  subjectCount
  createdAt
  editedAt
  deletedAt
  pinnedAt
  status
}`) as unknown as TypedDocumentString<SetPinnedMutation, SetPinnedMutationVariables>;
export const MarkReadDocument = new TypedDocumentString(`
    mutation MarkRead($conversationId: ID!, $seq: Int!) {
  markRead(conversationId: $conversationId, seq: $seq) {
    ...OwnMembership
  }
}
    fragment OwnMembership on Membership {
  id
  role
  readSeq
  unreadCount
  unreadMentionCount
  notify
  mutedUntil
  archived
  pinned
  hidden
  unreadFromSeq
}`) as unknown as TypedDocumentString<MarkReadMutation, MarkReadMutationVariables>;
export const MarkDeliveredDocument = new TypedDocumentString(`
    mutation MarkDelivered($conversationId: ID!, $seq: Int!) {
  markDelivered(conversationId: $conversationId, seq: $seq) {
    id
  }
}
    `) as unknown as TypedDocumentString<MarkDeliveredMutation, MarkDeliveredMutationVariables>;
export const SetTypingDocument = new TypedDocumentString(`
    mutation SetTyping($conversationId: ID!, $active: Boolean!) {
  setTyping(conversationId: $conversationId, active: $active)
}
    `) as unknown as TypedDocumentString<SetTypingMutation, SetTypingMutationVariables>;
export const UploadDocument = new TypedDocumentString(`
    mutation Upload($file: Upload!, $purpose: UploadPurpose!) {
  upload(file: $file, purpose: $purpose) {
    ...File
  }
}
    fragment File on Attachment {
  id
  kind
  filename
  mimeType
  byteSize
  width
  height
  url
  thumbnails {
    width
    height
    url
  }
}`) as unknown as TypedDocumentString<UploadMutation, UploadMutationVariables>;
export const ReadByDocument = new TypedDocumentString(`
    query ReadBy($id: ID!, $after: String) {
  node(id: $id) {
    __typename
    ... on Message {
      id
      readBy(first: 50, after: $after) {
        nodes {
          ...Author
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  }
}
    fragment Picture on Attachment {
  id
  url
  thumbnails {
    width
    height
    url
  }
}
fragment Author on User {
  id
  name
  kind
  avatar {
    ...Picture
  }
  avatarUrl
}`) as unknown as TypedDocumentString<ReadByQuery, ReadByQueryVariables>;
export const DataExportDocument = new TypedDocumentString(`
    query DataExport {
  viewer {
    id
    dataExport {
      state
      expiresAt
    }
  }
}
    `) as unknown as TypedDocumentString<DataExportQuery, DataExportQueryVariables>;
export const RequestExportDocument = new TypedDocumentString(`
    mutation RequestExport($password: String) {
  requestExport(password: $password) {
    state
    expiresAt
  }
}
    `) as unknown as TypedDocumentString<RequestExportMutation, RequestExportMutationVariables>;
export const PushInfoDocument = new TypedDocumentString(`
    query PushInfo {
  serverInfo {
    push {
      vapidPublicKey
    }
  }
}
    `) as unknown as TypedDocumentString<PushInfoQuery, PushInfoQueryVariables>;
export const RegisterBrowserDocument = new TypedDocumentString(`
    mutation RegisterBrowser($token: String!, $keys: WebPushKeysInput!) {
  registerPushTarget(kind: WEB, token: $token, keys: $keys) {
    id
  }
}
    `) as unknown as TypedDocumentString<RegisterBrowserMutation, RegisterBrowserMutationVariables>;
export const RemovePushTargetDocument = new TypedDocumentString(`
    mutation RemovePushTarget($id: ID!) {
  removePushTarget(id: $id)
}
    `) as unknown as TypedDocumentString<RemovePushTargetMutation, RemovePushTargetMutationVariables>;
export const SessionsDocument = new TypedDocumentString(`
    query Sessions {
  viewer {
    id
    sessions {
      id
      device
      ipAddress
      createdAt
      lastUsedAt
      isCurrent
    }
  }
}
    `) as unknown as TypedDocumentString<SessionsQuery, SessionsQueryVariables>;
export const BlockedUsersDocument = new TypedDocumentString(`
    query BlockedUsers($after: String) {
  viewer {
    id
    blockedUsers(first: 50, after: $after) {
      nodes {
        ...Person
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    fragment Picture on Attachment {
  id
  url
  thumbnails {
    width
    height
    url
  }
}
fragment Person on User {
  id
  name
  kind
  isDeleted
  bio
  avatar {
    ...Picture
  }
  avatarUrl
  presence {
    status
    lastSeenAt
  }
  contactState
  viewerHasBlocked
}`) as unknown as TypedDocumentString<BlockedUsersQuery, BlockedUsersQueryVariables>;
export const ChangePasswordDocument = new TypedDocumentString(`
    mutation ChangePassword($input: ChangePasswordInput!) {
  changePassword(input: $input) {
    ...Signed
  }
}
    fragment Tokens on AuthTokens {
  accessToken
  accessTokenExpiresAt
  refreshToken
  refreshTokenExpiresAt
  tokenType
}
fragment Signed on AuthResult {
  tokens {
    ...Tokens
  }
  challenge {
    token
    methods
    expiresAt
    passkeyOptions
  }
}`) as unknown as TypedDocumentString<ChangePasswordMutation, ChangePasswordMutationVariables>;
export const RevokeSessionDocument = new TypedDocumentString(`
    mutation RevokeSession($id: ID!, $password: String) {
  revokeSession(id: $id, password: $password)
}
    `) as unknown as TypedDocumentString<RevokeSessionMutation, RevokeSessionMutationVariables>;
export const RevokeOtherSessionsDocument = new TypedDocumentString(`
    mutation RevokeOtherSessions($password: String) {
  revokeOtherSessions(password: $password)
}
    `) as unknown as TypedDocumentString<RevokeOtherSessionsMutation, RevokeOtherSessionsMutationVariables>;
export const UpdateProfileDocument = new TypedDocumentString(`
    mutation UpdateProfile($input: ProfileInput!) {
  updateProfile(input: $input) {
    ...Me
  }
}
    fragment Picture on Attachment {
  id
  url
  thumbnails {
    width
    height
    url
  }
}
fragment Person on User {
  id
  name
  kind
  isDeleted
  bio
  avatar {
    ...Picture
  }
  avatarUrl
  presence {
    status
    lastSeenAt
  }
  contactState
  viewerHasBlocked
}
fragment Me on Viewer {
  revision
  email
  phone
  gender
  role
  provider
  twoFactorEnabled
  twoFactorMethods
  settings {
    lastSeen
    readReceipts
    groupInvites
    emailDigest
  }
  user {
    ...Person
    covers {
      ...Picture
    }
  }
}`) as unknown as TypedDocumentString<UpdateProfileMutation, UpdateProfileMutationVariables>;
export const UpdateSettingsDocument = new TypedDocumentString(`
    mutation UpdateSettings($input: SettingsInput!) {
  updateSettings(input: $input) {
    ...Me
  }
}
    fragment Picture on Attachment {
  id
  url
  thumbnails {
    width
    height
    url
  }
}
fragment Person on User {
  id
  name
  kind
  isDeleted
  bio
  avatar {
    ...Picture
  }
  avatarUrl
  presence {
    status
    lastSeenAt
  }
  contactState
  viewerHasBlocked
}
fragment Me on Viewer {
  revision
  email
  phone
  gender
  role
  provider
  twoFactorEnabled
  twoFactorMethods
  settings {
    lastSeen
    readReceipts
    groupInvites
    emailDigest
  }
  user {
    ...Person
    covers {
      ...Picture
    }
  }
}`) as unknown as TypedDocumentString<UpdateSettingsMutation, UpdateSettingsMutationVariables>;
export const BeginTwoFactorDocument = new TypedDocumentString(`
    mutation BeginTwoFactor($password: String!) {
  beginTwoFactor(password: $password) {
    otpauthUrl
    recoveryCodes
  }
}
    `) as unknown as TypedDocumentString<BeginTwoFactorMutation, BeginTwoFactorMutationVariables>;
export const EnableTwoFactorDocument = new TypedDocumentString(`
    mutation EnableTwoFactor($code: String, $credential: WebAuthnJSON) {
  enableTwoFactor(code: $code, credential: $credential) {
    ...Me
  }
}
    fragment Picture on Attachment {
  id
  url
  thumbnails {
    width
    height
    url
  }
}
fragment Person on User {
  id
  name
  kind
  isDeleted
  bio
  avatar {
    ...Picture
  }
  avatarUrl
  presence {
    status
    lastSeenAt
  }
  contactState
  viewerHasBlocked
}
fragment Me on Viewer {
  revision
  email
  phone
  gender
  role
  provider
  twoFactorEnabled
  twoFactorMethods
  settings {
    lastSeen
    readReceipts
    groupInvites
    emailDigest
  }
  user {
    ...Person
    covers {
      ...Picture
    }
  }
}`) as unknown as TypedDocumentString<EnableTwoFactorMutation, EnableTwoFactorMutationVariables>;
export const DisableTwoFactorDocument = new TypedDocumentString(`
    mutation DisableTwoFactor($code: String, $credential: WebAuthnJSON, $password: String!) {
  disableTwoFactor(code: $code, credential: $credential, password: $password) {
    ...Me
  }
}
    fragment Picture on Attachment {
  id
  url
  thumbnails {
    width
    height
    url
  }
}
fragment Person on User {
  id
  name
  kind
  isDeleted
  bio
  avatar {
    ...Picture
  }
  avatarUrl
  presence {
    status
    lastSeenAt
  }
  contactState
  viewerHasBlocked
}
fragment Me on Viewer {
  revision
  email
  phone
  gender
  role
  provider
  twoFactorEnabled
  twoFactorMethods
  settings {
    lastSeen
    readReceipts
    groupInvites
    emailDigest
  }
  user {
    ...Person
    covers {
      ...Picture
    }
  }
}`) as unknown as TypedDocumentString<DisableTwoFactorMutation, DisableTwoFactorMutationVariables>;
export const DeleteAccountDocument = new TypedDocumentString(`
    mutation DeleteAccount($password: String, $code: String, $credential: WebAuthnJSON) {
  deleteAccount(password: $password, code: $code, credential: $credential)
}
    `) as unknown as TypedDocumentString<DeleteAccountMutation, DeleteAccountMutationVariables>;
export const PasskeysDocument = new TypedDocumentString(`
    query Passkeys {
  viewer {
    id
    passkeys {
      id
      name
      createdAt
      lastUsedAt
      backedUp
    }
  }
}
    `) as unknown as TypedDocumentString<PasskeysQuery, PasskeysQueryVariables>;
export const BeginPasskeyProofDocument = new TypedDocumentString(`
    mutation BeginPasskeyProof {
  beginPasskeyProof {
    options
  }
}
    `) as unknown as TypedDocumentString<BeginPasskeyProofMutation, BeginPasskeyProofMutationVariables>;
export const BeginPasskeyDocument = new TypedDocumentString(`
    mutation BeginPasskey($password: String, $code: String, $credential: WebAuthnJSON) {
  beginPasskey(password: $password, code: $code, credential: $credential) {
    options
  }
}
    `) as unknown as TypedDocumentString<BeginPasskeyMutation, BeginPasskeyMutationVariables>;
export const AddPasskeyDocument = new TypedDocumentString(`
    mutation AddPasskey($input: AddPasskeyInput!) {
  addPasskey(input: $input) {
    id
  }
}
    `) as unknown as TypedDocumentString<AddPasskeyMutation, AddPasskeyMutationVariables>;
export const RemovePasskeyDocument = new TypedDocumentString(`
    mutation RemovePasskey($id: ID!, $password: String) {
  removePasskey(id: $id, password: $password)
}
    `) as unknown as TypedDocumentString<RemovePasskeyMutation, RemovePasskeyMutationVariables>;