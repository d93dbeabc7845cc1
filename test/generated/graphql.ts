/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** Whether an account can be used. */
export type AccountState =
  /** It can. */
  | 'ACTIVE'
  /** The app keeps its owner out: see `setAccountActive`. */
  | 'DEACTIVATED'
  /** It is gone; its id stays. */
  | 'ERASED'
  /** An administrator keeps its owner out, for a while or for good. */
  | 'SUSPENDED';

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
  avatarId?: string | number | null | undefined;
  /** Chosen by the client for each group and kept over retries: one id, one group. */
  clientConversationId: string | number;
  /** At most 500 characters. */
  description?: string | null | undefined;
  /** Beside the viewer, who becomes its owner. */
  memberIds: Array<string | number>;
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

/** A conversation of the app's, as it is to be. */
export type EnsureConversationInput = {
  /** True: whoever is not named is taken out of the group. */
  exact?: boolean | null | undefined;
  /** The app's own id of it: any characters, 1 to 256 bytes of UTF-8. One id, one conversation. */
  externalId: string | number;
  /** It never changes: CONFLICT where it is another. */
  kind: ConversationKind;
  /** At most 512, each once. Of a direct conversation the two, who never change: CONFLICT where they have one already under another external id. */
  members: Array<EnsureMemberInput>;
  /** A patch of the conversation's metadata (RFC 7386): names that are left out stay, null takes one away. Null: it stays as it is. */
  metadata?: Record<string, unknown> | null | undefined;
  /** Of a group: 1 to 100 characters. Null or left out: it stays; a new group needs one. Not for a direct conversation. */
  name?: string | null | undefined;
};

/** Somebody who is to be in a conversation: exactly one of the two ids. */
export type EnsureMemberInput = {
  /** As it was given to `upsertUsers`. */
  externalId?: string | number | null | undefined;
  /** What they may do in a group. Left out or null: MEMBER for whoever is not in it yet, else what they are. */
  role?: MemberRole | null | undefined;
  /** Null: `externalId` says who. */
  userId?: string | number | null | undefined;
};

/** What `extensions.code` of an error can be. Where they help, `field`, `limit`, `retryAfterMs` and `requestId` stand beside it. */
export type ErrorCode =
  /** The message says until when, where there is an end. */
  | 'ACCOUNT_SUSPENDED'
  /** The document or an argument is not valid; `field` names the argument. */
  | 'BAD_USER_INPUT'
  /** One of the two has blocked the other; which one is not told. */
  | 'BLOCKED'
  /** Two-factor login is on: send it again with a code or a passkey. */
  | 'CHALLENGE_REQUIRED'
  /** The code or the login challenge is over: get another one. */
  | 'CODE_EXPIRED'
  /** The code is wrong, or was used. */
  | 'CODE_INVALID'
  /** It does not fit how things are; the message says what is in its way. */
  | 'CONFLICT'
  /** The message is older than `editWindowSeconds`. */
  | 'EDIT_WINDOW_CLOSED'
  /** More than `limit` bytes, or than `limit` pixels of a picture. */
  | 'FILE_TOO_LARGE'
  /** Unreadable, none of `uploadMimeTypes`, or not what its purpose or its ticket asks for. */
  | 'FILE_TYPE_REJECTED'
  /** The viewer lacks the right: a role, or to be the sender. */
  | 'FORBIDDEN'
  /** That clientMessageId or clientConversationId stands for something else already. */
  | 'IDEMPOTENCY_KEY_REUSED'
  /** The server's fault; its log has more under the same `requestId`. */
  | 'INTERNAL_SERVER_ERROR'
  /** No such account or a wrong password, which look alike; or Google's word is no good. */
  | 'INVALID_CREDENTIALS'
  /** As many as there can be: members, pins, or emoji or changes of a message. */
  | 'LIMIT_REACHED'
  /** There is none, or none that the viewer may see: both look alike. */
  | 'NOT_FOUND'
  /** The operation is too deep or too dear, or has too many aliases or directives. */
  | 'QUERY_TOO_COMPLEX'
  /** The viewer would keep more than `limit` bytes of files. */
  | 'QUOTA_EXCEEDED'
  /** Too often: try again after `retryAfterMs`. */
  | 'RATE_LIMITED'
  /** A login of the last ten minutes is needed: log in again. */
  | 'REAUTH_REQUIRED'
  /** The refresh token is no good, or its session has ended: log in again. */
  | 'REFRESH_INVALID'
  /** An old refresh token came back, which has ended the session: log in again. */
  | 'REFRESH_REUSED'
  /** The message has changed since `ifRevision`: look at it again. */
  | 'REVISION_CONFLICT'
  /** Busy, or something behind the server is away or not set up: try again later. */
  | 'SERVICE_UNAVAILABLE'
  /** Five tries were made at that code or login challenge: get another one. */
  | 'TOO_MANY_ATTEMPTS'
  /** There is no access token, or it has expired, or its session has ended. */
  | 'UNAUTHENTICATED'
  /** Fewer than 10 characters, easy to guess, or known from a breach elsewhere. */
  | 'WEAK_PASSWORD';

/** A login by a token of the app's own, or of whoever signs its people in. */
export type ExchangeTokenInput = {
  /** A name for this device in the list of sessions: at most 100 characters. */
  device?: string | null | undefined;
  /** Whose token it is: one of `serverInfo.identityProviders`, as it is written there. */
  issuer: string;
  /** A JWT of that issuer's for this server, such as an ID token of OpenID Connect. One with a `jti` is good once. */
  token: string;
};

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
  /** Clears the conversation for the viewer alone, up to and with a message, by its `seq`: in no list, no quote and no event is it shown to them any more, and it counts as read. Nobody else is told. BAD_USER_INPUT beyond the last message. Null: what is there is shown again. */
  clearedSeq?: number | null | undefined;
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
  avatarId?: string | number | null | undefined;
  /** At most 500 characters. */
  bio?: string | null | undefined;
  /** At most three, uploaded for the purpose COVER; they take the place of all. */
  coverIds?: Array<string | number> | null | undefined;
  /** Of the account, for a change of `phone`; INVALID_CREDENTIALS where it is wrong. Null: a recent login does. */
  currentPassword?: string | null | undefined;
  /** Null: it stays. */
  gender?: Gender | null | undefined;
  /** At most 60 characters. */
  name?: string | null | undefined;
  /** One can log in by it. Changing it needs the password, or a login of the last ten minutes (REAUTH_REQUIRED), and is told by mail. CONFLICT where it belongs to somebody else. */
  phone?: string | null | undefined;
};

/** Through whose service a device is told while its app is closed. */
export type PushKind =
  /** Apple's, by a token of the device. */
  | 'APNS'
  /** Expo's. */
  | 'EXPO'
  /** Firebase Cloud Messaging. */
  | 'FCM'
  /** That of its browser. */
  | 'WEB';

/** How much a notification says to whoever carries it. */
export type PushPayload =
  /** Who writes what: the first 200 characters. */
  | 'FULL'
  /** Ids alone: the device asks for the rest. */
  | 'IDS_ONLY';

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
  conversationId: string | number;
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

/** What a service key may do. */
export type Scope =
  /** Do in the name of a person who is no administrator what that person may do. */
  | 'ACT_AS'
  /** Read every conversation, with its members and messages. */
  | 'CONVERSATIONS_READ'
  /** Make conversations, and say of every one what its owner may: name, members, roles and metadata. */
  | 'CONVERSATIONS_WRITE'
  /** Follow by `serverEvents` what happens in every conversation. */
  | 'EVENTS_READ'
  /** Register types of messages, and change the metadata of every message. */
  | 'MESSAGES_WRITE'
  /** Open and end sessions of people who are no administrators. */
  | 'TOKENS_ISSUE'
  /** See people, whoever has blocked whom, and their accounts: address, state and sessions. */
  | 'USERS_READ'
  /** Bring the app's users in, change, deactivate and erase accounts. */
  | 'USERS_WRITE'
  /** Make, change and see webhooks, by which it is told of every conversation. */
  | 'WEBHOOKS_WRITE';

/** Exactly one of conversationId and userId; userId opens the direct conversation where there is none yet. */
export type SendMessageInput = {
  /** At most 10, each used in one message. */
  attachmentIds?: Array<string | number> | null | undefined;
  /** At most 10,000 characters. */
  body?: string | null | undefined;
  /** Chosen by the client for each message and kept over retries: one id, one message of its conversation. */
  clientMessageId: string | number;
  /** NOT_FOUND unless the viewer is a member; CONFLICT where the other of a direct conversation is erased. */
  conversationId?: string | number | null | undefined;
  /** Members of the conversation, at most 50. */
  mentionIds?: Array<string | number> | null | undefined;
  /** Data of the app's own, which all members read. With a `type` as its schema says: BAD_USER_INPUT with the path of what is not. */
  metadata?: Record<string, unknown> | null | undefined;
  /** The message of this conversation answered. */
  replyToId?: string | number | null | undefined;
  /** As it was registered by `registerMessageType`. `body` is then what is shown by clients that do not know it, and may be left out. */
  type?: string | null | undefined;
  /** Somebody else; BLOCKED where a block stands in between, NOT_FOUND for an erased account. */
  userId?: string | number | null | undefined;
};

/** The last message that a client has of a conversation. */
export type SeqPosition = {
  /** One that the viewer is not in is passed over. */
  conversationId: string | number;
  /** Of that message; 0: from the beginning. */
  seq: number;
};

/** What backends are told of. In the body of a webhook it is written `message.created`. */
export type ServerEventType =
  /** A group was made. */
  | 'CONVERSATION_CREATED'
  /** A group has another name. */
  | 'CONVERSATION_RENAMED'
  /** Some came into a group. */
  | 'MEMBER_ADDED'
  /** Somebody left a group. */
  | 'MEMBER_LEFT'
  /** Some were taken out of a group. */
  | 'MEMBER_REMOVED'
  /** Some have another role in a group. */
  | 'MEMBER_ROLE_CHANGED'
  /** A message that the backend was not told of before. */
  | 'MESSAGE_CREATED'
  /** What it said is gone. */
  | 'MESSAGE_DELETED'
  /** Another body, or other mentions. */
  | 'MESSAGE_EDITED'
  /** The app's own data of a message. */
  | 'MESSAGE_METADATA'
  /** Pinned, or unpinned. */
  | 'MESSAGE_PINNED'
  /** Somebody reacted, or took it back. */
  | 'MESSAGE_REACTIONS';

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
  avatarId?: string | number | null | undefined;
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

/** A user of the app. Of one who is here already, what is left out stays as it is, and null takes away. */
export type UpsertUserInput = {
  /** A picture of the app's own: an address with https, at most 2,048 characters. The server never fetches it. */
  avatarUrl?: string | null | undefined;
  /** Where the account's mail goes; the app answers for it. CONFLICT where another account has it. A bot has none: BAD_USER_INPUT. */
  email?: string | null | undefined;
  /** The app's own id: any characters, 1 to 256 bytes of UTF-8, told apart by each byte. One id, one account. */
  externalId: string | number;
  /** Null or left out: PERSON for a new account, else as it is. It never changes: CONFLICT. */
  kind?: UserKind | null | undefined;
  /** A patch of what the app says of the person (RFC 7386): names that are left out stay, null takes one away. Null: none is left. */
  metadata?: Record<string, unknown> | null | undefined;
  /** 1 to 60 characters. */
  name: string;
};

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

/** How a webhook is. */
export type WebhookState =
  /** It is told as things happen. */
  | 'ACTIVE'
  /** Something was not taken, and is tried again; `lastError` says why. */
  | 'FAILING'
  /** Nothing is sent; what happens meanwhile is sent afterwards. */
  | 'PAUSED';

export type EnsureConversationMutationVariables = Exact<{
  input: EnsureConversationInput;
}>;


export type EnsureConversationMutation = { ensureConversation: { id: string, externalId: string | null, kind: ConversationKind, name: string | null, memberCount: number, lastSeq: number, members: { nodes: Array<{ role: MemberRole, readSeq: number | null, unreadCount: number | null, user: { id: string, externalId: string | null } }> }, viewerMembership: { id: string } | null, peer: { id: string } | null, typing: Array<{ id: string }> } };

export type AppConversationQueryVariables = Exact<{
  id?: string | number | null | undefined;
  externalId?: string | number | null | undefined;
}>;


export type AppConversationQuery = { conversation: { id: string, externalId: string | null, kind: ConversationKind, name: string | null, memberCount: number, lastSeq: number, messages: { nodes: Array<{ seq: number, kind: MessageKind, systemEvent: SystemEvent | null, body: string | null, status: DeliveryStatus, sender: { id: string } | null, subjects: Array<{ id: string }>, replyTo: { id: string } | null, reactions: Array<{ emoji: string, viewerHasReacted: boolean }> }> }, members: { nodes: Array<{ role: MemberRole, readSeq: number | null, unreadCount: number | null, user: { id: string, externalId: string | null } }> }, viewerMembership: { id: string } | null, peer: { id: string } | null, typing: Array<{ id: string }> } | null };

export type PatchConversationMetadataMutationVariables = Exact<{
  id: string | number;
  patch: Record<string, unknown>;
  ifRevision?: number | null | undefined;
}>;


export type PatchConversationMetadataMutation = { patchConversationMetadata: { id: string, metadata: Record<string, unknown> | null, metadataRevision: number } };

export type PatchMembershipMetadataMutationVariables = Exact<{
  conversationId: string | number;
  patch: Record<string, unknown>;
  ifRevision?: number | null | undefined;
}>;


export type PatchMembershipMetadataMutation = { patchMembershipMetadata: { id: string, metadata: Record<string, unknown> | null, metadataRevision: number | null } };

export type ConversationMetadataQueryVariables = Exact<{
  id: string | number;
}>;


export type ConversationMetadataQuery = { conversation: { id: string, metadata: Record<string, unknown> | null, metadataRevision: number, viewerMembership: { id: string, metadata: Record<string, unknown> | null, metadataRevision: number | null } | null, members: { nodes: Array<{ id: string, metadata: Record<string, unknown> | null, metadataRevision: number | null }> } } | null };

export type ConversationMetadataFragment = { id: string, metadata: Record<string, unknown> | null, metadataRevision: number };

export type MembershipMetadataFragment = { id: string, metadata: Record<string, unknown> | null, metadataRevision: number | null };

export type AppConversationFragment = { id: string, externalId: string | null, kind: ConversationKind, name: string | null, memberCount: number, lastSeq: number, members: { nodes: Array<{ role: MemberRole, readSeq: number | null, unreadCount: number | null, user: { id: string, externalId: string | null } }> }, viewerMembership: { id: string } | null, peer: { id: string } | null, typing: Array<{ id: string }> };

export type UpsertUsersMutationVariables = Exact<{
  users: Array<UpsertUserInput> | UpsertUserInput;
}>;


export type UpsertUsersMutation = { upsertUsers: Array<{ created: boolean, user: { id: string, externalId: string | null, name: string, kind: UserKind, avatarUrl: string | null, metadata: Record<string, unknown> | null, metadataRevision: number } }> };

export type UserMetadataFragment = { id: string, metadata: Record<string, unknown> | null, metadataRevision: number };

export type UserMetadataQueryVariables = Exact<{
  id: string | number;
}>;


export type UserMetadataQuery = { user: { id: string, metadata: Record<string, unknown> | null, metadataRevision: number } | null };

export type PatchUserMetadataMutationVariables = Exact<{
  userId?: string | number | null | undefined;
  externalId?: string | number | null | undefined;
  patch: Record<string, unknown>;
  ifRevision?: number | null | undefined;
}>;


export type PatchUserMetadataMutation = { patchUserMetadata: { id: string, metadata: Record<string, unknown> | null, metadataRevision: number } };

export type IssueTokensMutationVariables = Exact<{
  userId?: string | number | null | undefined;
  externalId?: string | number | null | undefined;
  device: string;
}>;


export type IssueTokensMutation = { issueTokens: { accessToken: string, accessTokenExpiresAt: string, refreshToken: string, refreshTokenExpiresAt: string, tokenType: string } };

export type SetAccountActiveMutationVariables = Exact<{
  userId?: string | number | null | undefined;
  externalId?: string | number | null | undefined;
  active: boolean;
}>;


export type SetAccountActiveMutation = { setAccountActive: { id: string, externalId: string | null } };

export type EraseAppAccountMutationVariables = Exact<{
  userId?: string | number | null | undefined;
  externalId?: string | number | null | undefined;
}>;


export type EraseAppAccountMutation = { eraseAccount: boolean };

export type AccountsQueryVariables = Exact<{
  query?: string | null | undefined;
  email?: string | null | undefined;
  externalId?: string | number | null | undefined;
  state?: AccountState | null | undefined;
  role?: Role | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type AccountsQuery = { accounts: { nodes: Array<{ email: string | null, role: Role, state: AccountState, suspendedUntil: string | null, createdAt: string, lastSeenAt: string | null, conversationCount: number, sessions: Array<{ device: string | null, issuedBy: string | null }>, user: { id: string, name: string, externalId: string | null, isDeleted: boolean } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type SignupMutationVariables = Exact<{
  input: SignupInput;
}>;


export type SignupMutation = { signup: { token: string, expiresAt: string, resendAfter: string } };

export type ConfirmEmailMutationVariables = Exact<{
  input: ConfirmEmailInput;
}>;


export type ConfirmEmailMutation = { confirmEmail: { tokens: { accessToken: string, accessTokenExpiresAt: string, refreshToken: string, refreshTokenExpiresAt: string, tokenType: string } | null, viewer: { id: string, email: string, user: { id: string } } | null } };

export type LoginMutationVariables = Exact<{
  input: LoginInput;
}>;


export type LoginMutation = { login: { tokens: { accessToken: string, accessTokenExpiresAt: string, refreshToken: string, refreshTokenExpiresAt: string, tokenType: string } | null, viewer: { id: string, email: string, provider: AuthProvider, user: { id: string } } | null, challenge: { token: string, methods: Array<ChallengeMethod>, expiresAt: string, passkeyOptions: Record<string, unknown> | null } | null } };

export type RefreshMutationVariables = Exact<{
  refreshToken: string;
}>;


export type RefreshMutation = { refresh: { tokens: { accessToken: string, accessTokenExpiresAt: string, refreshToken: string, refreshTokenExpiresAt: string, tokenType: string } | null, viewer: { id: string, user: { id: string } } | null } };

export type LogoutMutationVariables = Exact<{ [key: string]: never; }>;


export type LogoutMutation = { logout: boolean };

export type ViewerQueryVariables = Exact<{ [key: string]: never; }>;


export type ViewerQuery = { viewer: { id: string, email: string, phone: string | null, role: Role, gender: Gender, provider: AuthProvider, twoFactorEnabled: boolean, settings: { lastSeen: Audience, readReceipts: Audience, groupInvites: Audience, emailDigest: boolean }, user: { id: string, name: string, bio: string | null } } | null };

export type SessionsQueryVariables = Exact<{ [key: string]: never; }>;


export type SessionsQuery = { viewer: { id: string, sessions: Array<{ id: string, device: string | null, issuedBy: string | null, ipAddress: string | null, createdAt: string, lastUsedAt: string, expiresAt: string, isCurrent: boolean }> } | null };

export type ResendCodeMutationVariables = Exact<{
  email: string;
  token?: string | null | undefined;
}>;


export type ResendCodeMutation = { resendCode: { expiresAt: string, resendAfter: string } };

export type RequestPasswordResetMutationVariables = Exact<{
  email: string;
}>;


export type RequestPasswordResetMutation = { requestPasswordReset: { expiresAt: string, resendAfter: string } };

export type ResetPasswordMutationVariables = Exact<{
  input: ResetPasswordInput;
}>;


export type ResetPasswordMutation = { resetPassword: boolean };

export type ChangePasswordMutationVariables = Exact<{
  input: ChangePasswordInput;
}>;


export type ChangePasswordMutation = { changePassword: { tokens: { accessToken: string, accessTokenExpiresAt: string, refreshToken: string, refreshTokenExpiresAt: string, tokenType: string } | null } };

export type LoginWithGoogleMutationVariables = Exact<{
  input: GoogleLoginInput;
}>;


export type LoginWithGoogleMutation = { loginWithGoogle: { tokens: { accessToken: string, accessTokenExpiresAt: string, refreshToken: string, refreshTokenExpiresAt: string, tokenType: string } | null, viewer: { id: string, email: string, provider: AuthProvider, user: { id: string } } | null, challenge: { token: string, methods: Array<ChallengeMethod>, expiresAt: string, passkeyOptions: Record<string, unknown> | null } | null } };

export type AnswerChallengeMutationVariables = Exact<{
  input: AnswerChallengeInput;
}>;


export type AnswerChallengeMutation = { answerChallenge: { tokens: { accessToken: string, accessTokenExpiresAt: string, refreshToken: string, refreshTokenExpiresAt: string, tokenType: string } | null, viewer: { id: string, email: string, provider: AuthProvider, user: { id: string } } | null, challenge: { token: string, methods: Array<ChallengeMethod>, expiresAt: string, passkeyOptions: Record<string, unknown> | null } | null } };

export type BeginTwoFactorMutationVariables = Exact<{
  password: string;
}>;


export type BeginTwoFactorMutation = { beginTwoFactor: { otpauthUrl: string, recoveryCodes: Array<string> } };

export type EnableTwoFactorMutationVariables = Exact<{
  code?: string | null | undefined;
  credential?: Record<string, unknown> | null | undefined;
}>;


export type EnableTwoFactorMutation = { enableTwoFactor: { id: string, twoFactorEnabled: boolean, twoFactorMethods: Array<ChallengeMethod> } };

export type DisableTwoFactorMutationVariables = Exact<{
  code?: string | null | undefined;
  credential?: Record<string, unknown> | null | undefined;
  password: string;
}>;


export type DisableTwoFactorMutation = { disableTwoFactor: { id: string, twoFactorEnabled: boolean, twoFactorMethods: Array<ChallengeMethod> } };

export type RevokeSessionMutationVariables = Exact<{
  id: string | number;
  password?: string | null | undefined;
}>;


export type RevokeSessionMutation = { revokeSession: boolean };

export type RevokeOtherSessionsMutationVariables = Exact<{
  password?: string | null | undefined;
}>;


export type RevokeOtherSessionsMutation = { revokeOtherSessions: boolean };

export type ReauthenticateMutationVariables = Exact<{
  accessToken: string;
}>;


export type ReauthenticateMutation = { reauthenticate: string };

export type DeleteAccountMutationVariables = Exact<{
  password?: string | null | undefined;
  code?: string | null | undefined;
  credential?: Record<string, unknown> | null | undefined;
}>;


export type DeleteAccountMutation = { deleteAccount: boolean };

export type SuspendUserMutationVariables = Exact<{
  userId: string | number;
  reason: string;
  until?: string | null | undefined;
}>;


export type SuspendUserMutation = { suspendUser: { id: string } };

export type UnsuspendUserMutationVariables = Exact<{
  userId: string | number;
}>;


export type UnsuspendUserMutation = { unsuspendUser: { id: string } };

export type EndUserSessionsMutationVariables = Exact<{
  userId?: string | number | null | undefined;
  externalId?: string | number | null | undefined;
}>;


export type EndUserSessionsMutation = { endUserSessions: { id: string } };

export type SetRoleMutationVariables = Exact<{
  userId: string | number;
  role: Role;
}>;


export type SetRoleMutation = { setRole: { id: string } };

export type EnteredFragment = { tokens: { accessToken: string, accessTokenExpiresAt: string, refreshToken: string, refreshTokenExpiresAt: string, tokenType: string } | null, viewer: { id: string, email: string, provider: AuthProvider, user: { id: string } } | null, challenge: { token: string, methods: Array<ChallengeMethod>, expiresAt: string, passkeyOptions: Record<string, unknown> | null } | null };

export type TokensFragment = { accessToken: string, accessTokenExpiresAt: string, refreshToken: string, refreshTokenExpiresAt: string, tokenType: string };

export type ExchangeTokenMutationVariables = Exact<{
  input: ExchangeTokenInput;
}>;


export type ExchangeTokenMutation = { exchangeToken: { tokens: { tokenType: string, accessToken: string, refreshToken: string } | null, viewer: { email: string, provider: AuthProvider, user: { id: string, name: string, externalId: string | null, metadata: Record<string, unknown> | null, avatarUrl: string | null }, sessions: Array<{ isCurrent: boolean, provider: string | null, issuedBy: string | null, device: string | null }> } | null, challenge: { token: string } | null } };

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

export type GroupInvitationsQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type GroupInvitationsQuery = { viewer: { id: string, groupInvitations: { nodes: Array<{ conversationId: string, name: string, memberCount: number, createdAt: string, inviter: { id: string, name: string } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };

export type AnswerGroupInvitationMutationVariables = Exact<{
  conversationId: string | number;
  accept: boolean;
}>;


export type AnswerGroupInvitationMutation = { answerGroupInvitation: { id: string, name: string | null, memberCount: number } | null };

export type RequestExportMutationVariables = Exact<{
  password?: string | null | undefined;
}>;


export type RequestExportMutation = { requestExport: { state: DataExportState, requestedAt: string, expiresAt: string | null } };

export type DataExportQueryVariables = Exact<{ [key: string]: never; }>;


export type DataExportQuery = { viewer: { dataExport: { state: DataExportState, expiresAt: string | null } | null } | null };

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
    | { __typename: 'Attachment' }
    | { __typename: 'Conversation' }
    | { __typename: 'Membership' }
    | { __typename: 'Message' }
    | { __typename: 'Passkey' }
    | { __typename: 'PushTarget' }
    | { __typename: 'ServiceKey' }
    | { __typename: 'Session' }
    | { __typename: 'User', presence: { status: PresenceStatus, lastSeenAt: string | null } | null }
    | { __typename: 'Viewer' }
    | { __typename: 'Webhook' }
   | null> };

export type NodesQueryVariables = Exact<{
  ids: Array<string | number> | string | number;
}>;


export type NodesQuery = { nodes: Array<
    | { __typename: 'Attachment', id: string }
    | { __typename: 'Conversation', id: string }
    | { __typename: 'Membership', id: string }
    | { __typename: 'Message', id: string }
    | { __typename: 'Passkey', id: string }
    | { __typename: 'PushTarget', id: string }
    | { __typename: 'ServiceKey', id: string }
    | { __typename: 'Session', id: string }
    | { __typename: 'User', id: string }
    | { __typename: 'Viewer', id: string }
    | { __typename: 'Webhook', id: string }
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

export type ConversationRevisionsSubscriptionVariables = Exact<{
  since?: Array<RevisionPosition> | RevisionPosition | null | undefined;
}>;


export type ConversationRevisionsSubscription = { conversationEvents:
    | { __typename: 'CaughtUp' }
    | { __typename: 'MessageChanged', revision: number }
    | { __typename: 'ResyncRequired' }
   };

export type MessageSeqsSubscriptionVariables = Exact<{
  since?: Array<SeqPosition> | SeqPosition | null | undefined;
}>;


export type MessageSeqsSubscription = { messageReceived: { seq: number } };

export type ContactChangedSubscriptionVariables = Exact<{ [key: string]: never; }>;


export type ContactChangedSubscription = { contactChanged: { state: ContactState, user: { id: string, name: string } } };

export type ViewerRevisionQueryVariables = Exact<{ [key: string]: never; }>;


export type ViewerRevisionQuery = { viewer: { id: string, revision: number } | null };

export type ViewerEventsSubscriptionVariables = Exact<{
  since?: number | null | undefined;
}>;


export type ViewerEventsSubscription = { viewerEvents:
    | { __typename: 'ConversationAppeared', viewerRevision: number, conversation: { id: string, kind: ConversationKind, name: string | null, lastSeq: number, peer: { user: { id: string } } | null, viewerMembership: { id: string, role: MemberRole } | null } }
    | { __typename: 'InvitationChanged', viewerRevision: number, conversationId: string, invitation: { conversationId: string, name: string, memberCount: number, inviter: { id: string } } | null }
    | { __typename: 'MembershipChanged', viewerRevision: number, conversationId: string, membership: { id: string, role: MemberRole, readSeq: number | null, deliveredSeq: number | null, archived: boolean | null, mutedUntil: string | null, notify: NotifyLevel | null, metadata: Record<string, unknown> | null, metadataRevision: number | null, unreadCount: number | null } | null }
    | { __typename: 'ProfileChanged', viewerRevision: number, viewer: { id: string, email: string, phone: string | null, gender: Gender, role: Role, twoFactorEnabled: boolean, twoFactorMethods: Array<ChallengeMethod>, passkeys: Array<{ id: string, name: string }>, user: { id: string, name: string, bio: string | null, avatarUrl: string | null, metadata: Record<string, unknown> | null, metadataRevision: number, avatar: { id: string } | null, covers: Array<{ id: string }> } } }
    | { __typename: 'SessionChanged', viewerRevision: number, sessionId: string, session: { id: string, device: string | null, isCurrent: boolean, issuedBy: string | null, provider: string | null, createdAt: string } | null }
    | { __typename: 'SettingsChanged', viewerRevision: number, viewer: { id: string, settings: { emailDigest: boolean, groupInvites: Audience, lastSeen: Audience, readReceipts: Audience } } }
    | { __typename: 'ViewerCaughtUp', viewerRevision: number, replayedCount: number }
    | { __typename: 'ViewerContactChanged', viewerRevision: number, state: ContactState, user: { id: string, name: string, contactState: ContactState, viewerHasBlocked: boolean } }
    | { __typename: 'ViewerResyncRequired', viewerRevision: number, missed: number }
   };

export type UploadMutationVariables = Exact<{
  file: File | Blob;
  purpose?: UploadPurpose | null | undefined;
}>;


export type UploadMutation = { upload: { id: string, kind: AttachmentKind, filename: string, mimeType: string, byteSize: number, sha256: string, width: number | null, height: number | null, url: string, urlExpiresAt: string | null, thumbnails: Array<{ width: number, height: number, url: string }> } };

export type AttachmentPartsFragment = { id: string, kind: AttachmentKind, filename: string, mimeType: string, byteSize: number, sha256: string, width: number | null, height: number | null, url: string, urlExpiresAt: string | null, thumbnails: Array<{ width: number, height: number, url: string }> };

export type SendFilesMutationVariables = Exact<{
  input: SendMessageInput;
}>;


export type SendFilesMutation = { sendMessage: { deduplicated: boolean, message: { id: string, body: string | null, attachments: Array<{ id: string, kind: AttachmentKind, filename: string, mimeType: string, byteSize: number, sha256: string, width: number | null, height: number | null, url: string, urlExpiresAt: string | null, thumbnails: Array<{ width: number, height: number, url: string }> }> } } };

export type DeleteFilesMutationVariables = Exact<{
  id: string | number;
}>;


export type DeleteFilesMutation = { deleteMessage: { id: string, body: string | null, attachments: Array<{ id: string, kind: AttachmentKind, filename: string, mimeType: string, byteSize: number, sha256: string, width: number | null, height: number | null, url: string, urlExpiresAt: string | null, thumbnails: Array<{ width: number, height: number, url: string }> }> } };

export type FilesQueryVariables = Exact<{
  conversationId: string | number;
}>;


export type FilesQuery = { conversation: { messages: { nodes: Array<{ id: string, body: string | null, attachments: Array<{ id: string, kind: AttachmentKind, filename: string, mimeType: string, byteSize: number, sha256: string, width: number | null, height: number | null, url: string, urlExpiresAt: string | null, thumbnails: Array<{ width: number, height: number, url: string }> }> }> } } | null };

export type FilesReceivedSubscriptionVariables = Exact<{ [key: string]: never; }>;


export type FilesReceivedSubscription = { messageReceived: { id: string, body: string | null, attachments: Array<{ id: string, kind: AttachmentKind, filename: string, mimeType: string, byteSize: number, sha256: string, width: number | null, height: number | null, url: string, urlExpiresAt: string | null, thumbnails: Array<{ width: number, height: number, url: string }> }> } };

export type CreatePicturedGroupMutationVariables = Exact<{
  input: CreateGroupInput;
}>;


export type CreatePicturedGroupMutation = { createGroup: { id: string, avatar: { id: string, url: string, urlExpiresAt: string | null } | null } };

export type ChangeGroupPictureMutationVariables = Exact<{
  id: string | number;
  input: UpdateConversationInput;
}>;


export type ChangeGroupPictureMutation = { updateConversation: { id: string, avatar: { id: string, url: string, urlExpiresAt: string | null } | null } };

export type FilesOfMessageFragment = { id: string, body: string | null, attachments: Array<{ id: string, kind: AttachmentKind, filename: string, mimeType: string, byteSize: number, sha256: string, width: number | null, height: number | null, url: string, urlExpiresAt: string | null, thumbnails: Array<{ width: number, height: number, url: string }> }> };

export type GroupPictureFragment = { id: string, avatar: { id: string, url: string, urlExpiresAt: string | null } | null };

export type SetPicturesMutationVariables = Exact<{
  input: ProfileInput;
}>;


export type SetPicturesMutation = { updateProfile: { user: { avatar: { id: string, url: string, urlExpiresAt: string | null } | null, covers: Array<{ id: string, url: string }> } } };

export type PicturesOfQueryVariables = Exact<{
  id: string | number;
}>;


export type PicturesOfQuery = { user: { avatar: { id: string, url: string, urlExpiresAt: string | null } | null, covers: Array<{ id: string, url: string }> } | null };

export type EraseAccountMutationVariables = Exact<{
  password: string;
}>;


export type EraseAccountMutation = { deleteAccount: boolean };

export type PicturesFragment = { avatar: { id: string, url: string, urlExpiresAt: string | null } | null, covers: Array<{ id: string, url: string }> };

export type CreateUploadTicketMutationVariables = Exact<{
  filename: string;
  mimeType: string;
  byteSize: number;
  purpose?: UploadPurpose | null | undefined;
}>;


export type CreateUploadTicketMutation = { createUploadTicket: { attachmentId: string, uploadUrl: string, maxBytes: number, expiresAt: string, fields: Array<{ name: string, value: string }> } };

export type CompleteUploadMutationVariables = Exact<{
  attachmentId: string | number;
}>;


export type CompleteUploadMutation = { completeUpload: { id: string, kind: AttachmentKind, filename: string, mimeType: string, byteSize: number, sha256: string, width: number | null, height: number | null, url: string, urlExpiresAt: string | null, thumbnails: Array<{ width: number, height: number, url: string }> } };

export type FindAttachmentQueryVariables = Exact<{
  id: string | number;
}>;


export type FindAttachmentQuery = { node:
    | { id: string, kind: AttachmentKind, filename: string, mimeType: string, byteSize: number, sha256: string, width: number | null, height: number | null, url: string, urlExpiresAt: string | null, thumbnails: Array<{ width: number, height: number, url: string }> }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
   | null };

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
  aroundSeq?: number | null | undefined;
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


export type ChangesQuery = { conversation: { id: string, changes: { revision: number, hasMore: boolean, nodes: Array<{ kind: MessageKind, systemEvent: SystemEvent | null, replyCount: number, type: string | null, metadata: Record<string, unknown> | null, editedAt: string | null, deletedAt: string | null, pinnedAt: string | null, id: string, conversationId: string, seq: number, revision: number, body: string | null, clientMessageId: string | null, createdAt: string, subjects: Array<{ id: string }>, mentions: Array<{ id: string }>, replyTo: { id: string } | null, reactions: Array<{ emoji: string, count: number, viewerHasReacted: boolean }>, sender: { id: string, name: string } | null }> } } | null };

export type PinnedMessagesQueryVariables = Exact<{
  conversationId: string | number;
}>;


export type PinnedMessagesQuery = { conversation: { id: string, pinnedMessages: { nodes: Array<{ id: string, conversationId: string, seq: number, revision: number, body: string | null, clientMessageId: string | null, createdAt: string, sender: { id: string, name: string } | null }> } } | null };

export type HistoryQueryVariables = Exact<{
  conversationId: string | number;
  last?: number | null | undefined;
  before?: string | null | undefined;
}>;


export type HistoryQuery = { conversation: { id: string, messages: { nodes: Array<{ kind: MessageKind, systemEvent: SystemEvent | null, replyCount: number, type: string | null, metadata: Record<string, unknown> | null, editedAt: string | null, deletedAt: string | null, pinnedAt: string | null, id: string, conversationId: string, seq: number, revision: number, body: string | null, clientMessageId: string | null, createdAt: string, subjects: Array<{ id: string }>, mentions: Array<{ id: string }>, replyTo: { id: string } | null, reactions: Array<{ emoji: string, count: number, viewerHasReacted: boolean }>, sender: { id: string, name: string } | null }>, pageInfo: { hasPreviousPage: boolean, startCursor: string | null } } } | null };

export type ReceiptsQueryVariables = Exact<{
  conversationId: string | number;
}>;


export type ReceiptsQuery = { conversation: { id: string, messages: { nodes: Array<{ id: string, seq: number, status: DeliveryStatus, readBy: { nodes: Array<{ id: string }> } }> } } | null };

export type EditMessageMutationVariables = Exact<{
  id: string | number;
  body: string;
  ifRevision?: number | null | undefined;
  mentionIds?: Array<string | number> | string | number | null | undefined;
}>;


export type EditMessageMutation = { editMessage: { kind: MessageKind, systemEvent: SystemEvent | null, replyCount: number, type: string | null, metadata: Record<string, unknown> | null, editedAt: string | null, deletedAt: string | null, pinnedAt: string | null, id: string, conversationId: string, seq: number, revision: number, body: string | null, clientMessageId: string | null, createdAt: string, subjects: Array<{ id: string }>, mentions: Array<{ id: string }>, replyTo: { id: string } | null, reactions: Array<{ emoji: string, count: number, viewerHasReacted: boolean }>, sender: { id: string, name: string } | null } };

export type DeleteMessageMutationVariables = Exact<{
  id: string | number;
}>;


export type DeleteMessageMutation = { deleteMessage: { kind: MessageKind, systemEvent: SystemEvent | null, replyCount: number, type: string | null, metadata: Record<string, unknown> | null, editedAt: string | null, deletedAt: string | null, pinnedAt: string | null, id: string, conversationId: string, seq: number, revision: number, body: string | null, clientMessageId: string | null, createdAt: string, subjects: Array<{ id: string }>, mentions: Array<{ id: string }>, replyTo: { id: string } | null, reactions: Array<{ emoji: string, count: number, viewerHasReacted: boolean }>, sender: { id: string, name: string } | null } };

export type SetReactionMutationVariables = Exact<{
  messageId: string | number;
  emoji: string;
  active: boolean;
}>;


export type SetReactionMutation = { setReaction: { kind: MessageKind, systemEvent: SystemEvent | null, replyCount: number, type: string | null, metadata: Record<string, unknown> | null, editedAt: string | null, deletedAt: string | null, pinnedAt: string | null, id: string, conversationId: string, seq: number, revision: number, body: string | null, clientMessageId: string | null, createdAt: string, subjects: Array<{ id: string }>, mentions: Array<{ id: string }>, replyTo: { id: string } | null, reactions: Array<{ emoji: string, count: number, viewerHasReacted: boolean }>, sender: { id: string, name: string } | null } };

export type SetPinnedMutationVariables = Exact<{
  messageId: string | number;
  pinned: boolean;
}>;


export type SetPinnedMutation = { setPinned: { kind: MessageKind, systemEvent: SystemEvent | null, replyCount: number, type: string | null, metadata: Record<string, unknown> | null, editedAt: string | null, deletedAt: string | null, pinnedAt: string | null, id: string, conversationId: string, seq: number, revision: number, body: string | null, clientMessageId: string | null, createdAt: string, subjects: Array<{ id: string }>, mentions: Array<{ id: string }>, replyTo: { id: string } | null, reactions: Array<{ emoji: string, count: number, viewerHasReacted: boolean }>, sender: { id: string, name: string } | null } };

export type ConversationEventsSubscriptionVariables = Exact<{
  conversationId?: string | number | null | undefined;
  since?: Array<RevisionPosition> | RevisionPosition | null | undefined;
}>;


export type ConversationEventsSubscription = { conversationEvents:
    | { __typename: 'CaughtUp', replayedCount: number, unlisted: Array<string> }
    | { __typename: 'MessageChanged', change: MessageChange, conversationId: string, revision: number, replayed: boolean, message: { kind: MessageKind, systemEvent: SystemEvent | null, replyCount: number, type: string | null, metadata: Record<string, unknown> | null, editedAt: string | null, deletedAt: string | null, pinnedAt: string | null, id: string, conversationId: string, seq: number, revision: number, body: string | null, clientMessageId: string | null, createdAt: string, subjects: Array<{ id: string }>, mentions: Array<{ id: string }>, replyTo: { id: string } | null, reactions: Array<{ emoji: string, count: number, viewerHasReacted: boolean }>, sender: { id: string, name: string } | null } }
    | { __typename: 'ResyncRequired', conversationId: string, revision: number, missed: number }
   };

export type MessageStateFragment = { kind: MessageKind, systemEvent: SystemEvent | null, replyCount: number, type: string | null, metadata: Record<string, unknown> | null, editedAt: string | null, deletedAt: string | null, pinnedAt: string | null, id: string, conversationId: string, seq: number, revision: number, body: string | null, clientMessageId: string | null, createdAt: string, subjects: Array<{ id: string }>, mentions: Array<{ id: string }>, replyTo: { id: string } | null, reactions: Array<{ emoji: string, count: number, viewerHasReacted: boolean }>, sender: { id: string, name: string } | null };

export type RegisterMessageTypeMutationVariables = Exact<{
  name: string;
  schema: Record<string, unknown>;
  membersMayPatch?: boolean | null | undefined;
}>;


export type RegisterMessageTypeMutation = { registerMessageType: { name: string, schema: Record<string, unknown>, membersMayPatch: boolean } };

export type MessageTypesQueryVariables = Exact<{ [key: string]: never; }>;


export type MessageTypesQuery = { messageTypes: Array<{ name: string, schema: Record<string, unknown>, membersMayPatch: boolean }> };

export type PatchMessageMetadataMutationVariables = Exact<{
  id: string | number;
  patch: Record<string, unknown>;
  ifRevision?: number | null | undefined;
}>;


export type PatchMessageMetadataMutation = { patchMessageMetadata: { kind: MessageKind, systemEvent: SystemEvent | null, replyCount: number, type: string | null, metadata: Record<string, unknown> | null, editedAt: string | null, deletedAt: string | null, pinnedAt: string | null, id: string, conversationId: string, seq: number, revision: number, body: string | null, clientMessageId: string | null, createdAt: string, subjects: Array<{ id: string }>, mentions: Array<{ id: string }>, replyTo: { id: string } | null, reactions: Array<{ emoji: string, count: number, viewerHasReacted: boolean }>, sender: { id: string, name: string } | null } };

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

export type PasskeysQueryVariables = Exact<{ [key: string]: never; }>;


export type PasskeysQuery = { viewer: { id: string, passkeys: Array<{ id: string, name: string, createdAt: string, lastUsedAt: string | null, backedUp: boolean }> } | null };

export type BeginPasskeyProofMutationVariables = Exact<{ [key: string]: never; }>;


export type BeginPasskeyProofMutation = { beginPasskeyProof: { options: Record<string, unknown>, expiresAt: string } };

export type BeginPasskeyMutationVariables = Exact<{
  password?: string | null | undefined;
  code?: string | null | undefined;
  credential?: Record<string, unknown> | null | undefined;
}>;


export type BeginPasskeyMutation = { beginPasskey: { options: Record<string, unknown>, expiresAt: string } };

export type AddPasskeyMutationVariables = Exact<{
  input: AddPasskeyInput;
}>;


export type AddPasskeyMutation = { addPasskey: { id: string, name: string, createdAt: string, lastUsedAt: string | null, backedUp: boolean } };

export type RemovePasskeyMutationVariables = Exact<{
  id: string | number;
  password?: string | null | undefined;
}>;


export type RemovePasskeyMutation = { removePasskey: boolean };

export type BeginPasskeyLoginMutationVariables = Exact<{ [key: string]: never; }>;


export type BeginPasskeyLoginMutation = { beginPasskeyLogin: { options: Record<string, unknown>, expiresAt: string } };

export type LoginWithPasskeyMutationVariables = Exact<{
  input: PasskeyLoginInput;
}>;


export type LoginWithPasskeyMutation = { loginWithPasskey: { tokens: { accessToken: string, accessTokenExpiresAt: string, refreshToken: string, refreshTokenExpiresAt: string, tokenType: string } | null, viewer: { id: string, email: string, provider: AuthProvider, user: { id: string } } | null, challenge: { token: string, methods: Array<ChallengeMethod>, expiresAt: string, passkeyOptions: Record<string, unknown> | null } | null } };

export type UserQueryVariables = Exact<{
  id: string | number;
}>;


export type UserQuery = { user: { id: string, name: string, bio: string | null, contactState: ContactState, viewerHasBlocked: boolean } | null };

export type UsersQueryVariables = Exact<{
  query: string;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type UsersQuery = { users: { nodes: Array<{ id: string, name: string }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type UpdateProfileMutationVariables = Exact<{
  input: ProfileInput;
}>;


export type UpdateProfileMutation = { updateProfile: { id: string, phone: string | null, gender: Gender, user: { id: string, name: string, bio: string | null } } };

export type UpdateSettingsMutationVariables = Exact<{
  input: SettingsInput;
}>;


export type UpdateSettingsMutation = { updateSettings: { id: string, settings: { lastSeen: Audience, readReceipts: Audience, groupInvites: Audience, emailDigest: boolean } } };

export type PushTargetPartsFragment = { id: string, kind: PushKind, payload: PushPayload, sessionId: string, createdAt: string, lastSentAt: string | null, lastError: string | null };

export type RegisterPushTargetMutationVariables = Exact<{
  kind: PushKind;
  token: string;
  keys?: WebPushKeysInput | null | undefined;
  payload?: PushPayload | null | undefined;
}>;


export type RegisterPushTargetMutation = { registerPushTarget: { id: string, kind: PushKind, payload: PushPayload, sessionId: string, createdAt: string, lastSentAt: string | null, lastError: string | null } };

export type RemovePushTargetMutationVariables = Exact<{
  id: string | number;
}>;


export type RemovePushTargetMutation = { removePushTarget: boolean };

export type PushTargetsQueryVariables = Exact<{ [key: string]: never; }>;


export type PushTargetsQuery = { viewer: { pushTargets: Array<{ id: string, kind: PushKind, payload: PushPayload, sessionId: string, createdAt: string, lastSentAt: string | null, lastError: string | null }> } | null };

export type PushInfoQueryVariables = Exact<{ [key: string]: never; }>;


export type PushInfoQuery = { serverInfo: { push: { kinds: Array<PushKind>, vapidPublicKey: string | null } } };

export type UnreadConversationsQueryVariables = Exact<{ [key: string]: never; }>;


export type UnreadConversationsQuery = { viewer: { unreadConversationCount: number } | null };

export type ServerEventsQueryVariables = Exact<{
  since?: string | null | undefined;
  types?: Array<ServerEventType> | ServerEventType | null | undefined;
  first?: number | null | undefined;
}>;


export type ServerEventsQuery = { serverEvents: { position: string, hasMore: boolean, missed: number, events: Array<{ position: string, eventId: string, type: ServerEventType, timestamp: string, data: Record<string, unknown> }> } };

export type FollowServerSubscriptionVariables = Exact<{
  since?: string | null | undefined;
  types?: Array<ServerEventType> | ServerEventType | null | undefined;
}>;


export type FollowServerSubscription = { serverEvents:
    | { __typename: 'LogEvent', position: string, eventId: string, type: ServerEventType, timestamp: string, data: Record<string, unknown> }
    | { __typename: 'ServerCaughtUp', position: string, replayedCount: number }
    | { __typename: 'ServerResyncRequired', position: string, missed: number }
   };

export type CreateServiceKeyMutationVariables = Exact<{
  name: string;
  scopes: Array<Scope> | Scope;
  expiresAt?: string | null | undefined;
  networks?: Array<string> | string | null | undefined;
  password?: string | null | undefined;
}>;


export type CreateServiceKeyMutation = { createServiceKey: { secret: string, key: { id: string, name: string, scopes: Array<Scope>, networks: Array<string>, createdAt: string, expiresAt: string | null, lastUsedAt: string | null } } };

export type RevokeServiceKeyMutationVariables = Exact<{
  id: string | number;
}>;


export type RevokeServiceKeyMutation = { revokeServiceKey: boolean };

export type ServiceKeysQueryVariables = Exact<{ [key: string]: never; }>;


export type ServiceKeysQuery = { serviceKeys: Array<{ id: string, name: string, scopes: Array<Scope>, networks: Array<string>, createdAt: string, expiresAt: string | null, lastUsedAt: string | null }> };

export type ServiceKeyPartsFragment = { id: string, name: string, scopes: Array<Scope>, networks: Array<string>, createdAt: string, expiresAt: string | null, lastUsedAt: string | null };

export type WebhookPartsFragment = { id: string, url: string, types: Array<ServerEventType>, state: WebhookState, createdAt: string, lagSeconds: number, undelivered: number, lastError: string | null, lastDeliveredAt: string | null };

export type WebhooksQueryVariables = Exact<{ [key: string]: never; }>;


export type WebhooksQuery = { webhooks: Array<{ id: string, url: string, types: Array<ServerEventType>, state: WebhookState, createdAt: string, lagSeconds: number, undelivered: number, lastError: string | null, lastDeliveredAt: string | null }> };

export type CreateWebhookMutationVariables = Exact<{
  url: string;
  types: Array<ServerEventType> | ServerEventType;
}>;


export type CreateWebhookMutation = { createWebhook: { secret: string, webhook: { id: string, url: string, types: Array<ServerEventType>, state: WebhookState, createdAt: string, lagSeconds: number, undelivered: number, lastError: string | null, lastDeliveredAt: string | null } } };

export type PauseWebhookMutationVariables = Exact<{
  id: string | number;
}>;


export type PauseWebhookMutation = { pauseWebhook: { id: string, url: string, types: Array<ServerEventType>, state: WebhookState, createdAt: string, lagSeconds: number, undelivered: number, lastError: string | null, lastDeliveredAt: string | null } };

export type ResumeWebhookMutationVariables = Exact<{
  id: string | number;
}>;


export type ResumeWebhookMutation = { resumeWebhook: { id: string, url: string, types: Array<ServerEventType>, state: WebhookState, createdAt: string, lagSeconds: number, undelivered: number, lastError: string | null, lastDeliveredAt: string | null } };

export type RotateWebhookSecretMutationVariables = Exact<{
  id: string | number;
}>;


export type RotateWebhookSecretMutation = { rotateWebhookSecret: { secret: string, webhook: { id: string, url: string, types: Array<ServerEventType>, state: WebhookState, createdAt: string, lagSeconds: number, undelivered: number, lastError: string | null, lastDeliveredAt: string | null } } };

export type ReplayWebhookMutationVariables = Exact<{
  id: string | number;
  from: string;
}>;


export type ReplayWebhookMutation = { replayWebhook: { id: string, url: string, types: Array<ServerEventType>, state: WebhookState, createdAt: string, lagSeconds: number, undelivered: number, lastError: string | null, lastDeliveredAt: string | null } };

export type DeleteWebhookMutationVariables = Exact<{
  id: string | number;
}>;


export type DeleteWebhookMutation = { deleteWebhook: boolean };

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
export const ConversationMetadataFragmentDoc = new TypedDocumentString(`
    fragment ConversationMetadata on Conversation {
  id
  metadata
  metadataRevision
}
    `, {"fragmentName":"ConversationMetadata"}) as unknown as TypedDocumentString<ConversationMetadataFragment, unknown>;
export const MembershipMetadataFragmentDoc = new TypedDocumentString(`
    fragment MembershipMetadata on Membership {
  id
  metadata
  metadataRevision
}
    `, {"fragmentName":"MembershipMetadata"}) as unknown as TypedDocumentString<MembershipMetadataFragment, unknown>;
export const AppConversationFragmentDoc = new TypedDocumentString(`
    fragment AppConversation on Conversation {
  id
  externalId
  kind
  name
  memberCount
  members(first: 20) {
    nodes {
      role
      readSeq
      unreadCount
      user {
        id
        externalId
      }
    }
  }
  viewerMembership {
    id
  }
  peer {
    id
  }
  lastSeq
  typing {
    id
  }
}
    `, {"fragmentName":"AppConversation"}) as unknown as TypedDocumentString<AppConversationFragment, unknown>;
export const UserMetadataFragmentDoc = new TypedDocumentString(`
    fragment UserMetadata on User {
  id
  metadata
  metadataRevision
}
    `, {"fragmentName":"UserMetadata"}) as unknown as TypedDocumentString<UserMetadataFragment, unknown>;
export const TokensFragmentDoc = new TypedDocumentString(`
    fragment Tokens on AuthTokens {
  accessToken
  accessTokenExpiresAt
  refreshToken
  refreshTokenExpiresAt
  tokenType
}
    `, {"fragmentName":"Tokens"}) as unknown as TypedDocumentString<TokensFragment, unknown>;
export const EnteredFragmentDoc = new TypedDocumentString(`
    fragment Entered on AuthResult {
  tokens {
    ...Tokens
  }
  viewer {
    id
    email
    provider
    user {
      id
    }
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
}`, {"fragmentName":"Entered"}) as unknown as TypedDocumentString<EnteredFragment, unknown>;
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
export const AttachmentPartsFragmentDoc = new TypedDocumentString(`
    fragment AttachmentParts on Attachment {
  id
  kind
  filename
  mimeType
  byteSize
  sha256
  width
  height
  url
  urlExpiresAt
  thumbnails {
    width
    height
    url
  }
}
    `, {"fragmentName":"AttachmentParts"}) as unknown as TypedDocumentString<AttachmentPartsFragment, unknown>;
export const FilesOfMessageFragmentDoc = new TypedDocumentString(`
    fragment FilesOfMessage on Message {
  id
  body
  attachments {
    ...AttachmentParts
  }
}
    fragment AttachmentParts on Attachment {
  id
  kind
  filename
  mimeType
  byteSize
  sha256
  width
  height
  url
  urlExpiresAt
  thumbnails {
    width
    height
    url
  }
}`, {"fragmentName":"FilesOfMessage"}) as unknown as TypedDocumentString<FilesOfMessageFragment, unknown>;
export const GroupPictureFragmentDoc = new TypedDocumentString(`
    fragment GroupPicture on Conversation {
  id
  avatar {
    id
    url
    urlExpiresAt
  }
}
    `, {"fragmentName":"GroupPicture"}) as unknown as TypedDocumentString<GroupPictureFragment, unknown>;
export const PicturesFragmentDoc = new TypedDocumentString(`
    fragment Pictures on User {
  avatar {
    id
    url
    urlExpiresAt
  }
  covers {
    id
    url
  }
}
    `, {"fragmentName":"Pictures"}) as unknown as TypedDocumentString<PicturesFragment, unknown>;
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
  type
  metadata
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
export const PushTargetPartsFragmentDoc = new TypedDocumentString(`
    fragment PushTargetParts on PushTarget {
  id
  kind
  payload
  sessionId
  createdAt
  lastSentAt
  lastError
}
    `, {"fragmentName":"PushTargetParts"}) as unknown as TypedDocumentString<PushTargetPartsFragment, unknown>;
export const ServiceKeyPartsFragmentDoc = new TypedDocumentString(`
    fragment ServiceKeyParts on ServiceKey {
  id
  name
  scopes
  networks
  createdAt
  expiresAt
  lastUsedAt
}
    `, {"fragmentName":"ServiceKeyParts"}) as unknown as TypedDocumentString<ServiceKeyPartsFragment, unknown>;
export const WebhookPartsFragmentDoc = new TypedDocumentString(`
    fragment WebhookParts on Webhook {
  id
  url
  types
  state
  createdAt
  lagSeconds
  undelivered
  lastError
  lastDeliveredAt
}
    `, {"fragmentName":"WebhookParts"}) as unknown as TypedDocumentString<WebhookPartsFragment, unknown>;
export const EnsureConversationDocument = new TypedDocumentString(`
    mutation EnsureConversation($input: EnsureConversationInput!) {
  ensureConversation(input: $input) {
    ...AppConversation
  }
}
    fragment AppConversation on Conversation {
  id
  externalId
  kind
  name
  memberCount
  members(first: 20) {
    nodes {
      role
      readSeq
      unreadCount
      user {
        id
        externalId
      }
    }
  }
  viewerMembership {
    id
  }
  peer {
    id
  }
  lastSeq
  typing {
    id
  }
}`) as unknown as TypedDocumentString<EnsureConversationMutation, EnsureConversationMutationVariables>;
export const AppConversationDocument = new TypedDocumentString(`
    query AppConversation($id: ID, $externalId: ID) {
  conversation(id: $id, externalId: $externalId) {
    ...AppConversation
    messages(last: 20) {
      nodes {
        seq
        kind
        systemEvent
        body
        sender {
          id
        }
        subjects {
          id
        }
        replyTo {
          id
        }
        reactions {
          emoji
          viewerHasReacted
        }
        status
      }
    }
  }
}
    fragment AppConversation on Conversation {
  id
  externalId
  kind
  name
  memberCount
  members(first: 20) {
    nodes {
      role
      readSeq
      unreadCount
      user {
        id
        externalId
      }
    }
  }
  viewerMembership {
    id
  }
  peer {
    id
  }
  lastSeq
  typing {
    id
  }
}`) as unknown as TypedDocumentString<AppConversationQuery, AppConversationQueryVariables>;
export const PatchConversationMetadataDocument = new TypedDocumentString(`
    mutation PatchConversationMetadata($id: ID!, $patch: JSONObject!, $ifRevision: Int) {
  patchConversationMetadata(id: $id, patch: $patch, ifRevision: $ifRevision) {
    ...ConversationMetadata
  }
}
    fragment ConversationMetadata on Conversation {
  id
  metadata
  metadataRevision
}`) as unknown as TypedDocumentString<PatchConversationMetadataMutation, PatchConversationMetadataMutationVariables>;
export const PatchMembershipMetadataDocument = new TypedDocumentString(`
    mutation PatchMembershipMetadata($conversationId: ID!, $patch: JSONObject!, $ifRevision: Int) {
  patchMembershipMetadata(
    conversationId: $conversationId
    patch: $patch
    ifRevision: $ifRevision
  ) {
    ...MembershipMetadata
  }
}
    fragment MembershipMetadata on Membership {
  id
  metadata
  metadataRevision
}`) as unknown as TypedDocumentString<PatchMembershipMetadataMutation, PatchMembershipMetadataMutationVariables>;
export const ConversationMetadataDocument = new TypedDocumentString(`
    query ConversationMetadata($id: ID!) {
  conversation(id: $id) {
    ...ConversationMetadata
    viewerMembership {
      ...MembershipMetadata
    }
    members(first: 10) {
      nodes {
        ...MembershipMetadata
      }
    }
  }
}
    fragment ConversationMetadata on Conversation {
  id
  metadata
  metadataRevision
}
fragment MembershipMetadata on Membership {
  id
  metadata
  metadataRevision
}`) as unknown as TypedDocumentString<ConversationMetadataQuery, ConversationMetadataQueryVariables>;
export const UpsertUsersDocument = new TypedDocumentString(`
    mutation UpsertUsers($users: [UpsertUserInput!]!) {
  upsertUsers(users: $users) {
    created
    user {
      id
      externalId
      name
      kind
      avatarUrl
      ...UserMetadata
    }
  }
}
    fragment UserMetadata on User {
  id
  metadata
  metadataRevision
}`) as unknown as TypedDocumentString<UpsertUsersMutation, UpsertUsersMutationVariables>;
export const UserMetadataDocument = new TypedDocumentString(`
    query UserMetadata($id: ID!) {
  user(id: $id) {
    ...UserMetadata
  }
}
    fragment UserMetadata on User {
  id
  metadata
  metadataRevision
}`) as unknown as TypedDocumentString<UserMetadataQuery, UserMetadataQueryVariables>;
export const PatchUserMetadataDocument = new TypedDocumentString(`
    mutation PatchUserMetadata($userId: ID, $externalId: ID, $patch: JSONObject!, $ifRevision: Int) {
  patchUserMetadata(
    userId: $userId
    externalId: $externalId
    patch: $patch
    ifRevision: $ifRevision
  ) {
    ...UserMetadata
  }
}
    fragment UserMetadata on User {
  id
  metadata
  metadataRevision
}`) as unknown as TypedDocumentString<PatchUserMetadataMutation, PatchUserMetadataMutationVariables>;
export const IssueTokensDocument = new TypedDocumentString(`
    mutation IssueTokens($userId: ID, $externalId: ID, $device: String!) {
  issueTokens(userId: $userId, externalId: $externalId, device: $device) {
    ...Tokens
  }
}
    fragment Tokens on AuthTokens {
  accessToken
  accessTokenExpiresAt
  refreshToken
  refreshTokenExpiresAt
  tokenType
}`) as unknown as TypedDocumentString<IssueTokensMutation, IssueTokensMutationVariables>;
export const SetAccountActiveDocument = new TypedDocumentString(`
    mutation SetAccountActive($userId: ID, $externalId: ID, $active: Boolean!) {
  setAccountActive(userId: $userId, externalId: $externalId, active: $active) {
    id
    externalId
  }
}
    `) as unknown as TypedDocumentString<SetAccountActiveMutation, SetAccountActiveMutationVariables>;
export const EraseAppAccountDocument = new TypedDocumentString(`
    mutation EraseAppAccount($userId: ID, $externalId: ID) {
  eraseAccount(userId: $userId, externalId: $externalId)
}
    `) as unknown as TypedDocumentString<EraseAppAccountMutation, EraseAppAccountMutationVariables>;
export const AccountsDocument = new TypedDocumentString(`
    query Accounts($query: String, $email: EmailAddress, $externalId: ID, $state: AccountState, $role: Role, $first: Int, $after: String) {
  accounts(
    query: $query
    email: $email
    externalId: $externalId
    state: $state
    role: $role
    first: $first
    after: $after
  ) {
    nodes {
      email
      role
      state
      suspendedUntil
      createdAt
      lastSeenAt
      conversationCount
      sessions {
        device
        issuedBy
      }
      user {
        id
        name
        externalId
        isDeleted
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<AccountsQuery, AccountsQueryVariables>;
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
    tokens {
      ...Tokens
    }
    viewer {
      id
      email
      user {
        id
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
}`) as unknown as TypedDocumentString<ConfirmEmailMutation, ConfirmEmailMutationVariables>;
export const LoginDocument = new TypedDocumentString(`
    mutation Login($input: LoginInput!) {
  login(input: $input) {
    ...Entered
  }
}
    fragment Entered on AuthResult {
  tokens {
    ...Tokens
  }
  viewer {
    id
    email
    provider
    user {
      id
    }
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
}`) as unknown as TypedDocumentString<LoginMutation, LoginMutationVariables>;
export const RefreshDocument = new TypedDocumentString(`
    mutation Refresh($refreshToken: String!) {
  refresh(refreshToken: $refreshToken) {
    tokens {
      ...Tokens
    }
    viewer {
      id
      user {
        id
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
    phone
    role
    gender
    provider
    twoFactorEnabled
    settings {
      lastSeen
      readReceipts
      groupInvites
      emailDigest
    }
    user {
      id
      name
      bio
    }
  }
}
    `) as unknown as TypedDocumentString<ViewerQuery, ViewerQueryVariables>;
export const SessionsDocument = new TypedDocumentString(`
    query Sessions {
  viewer {
    id
    sessions {
      id
      device
      issuedBy
      ipAddress
      createdAt
      lastUsedAt
      expiresAt
      isCurrent
    }
  }
}
    `) as unknown as TypedDocumentString<SessionsQuery, SessionsQueryVariables>;
export const ResendCodeDocument = new TypedDocumentString(`
    mutation ResendCode($email: EmailAddress!, $token: String) {
  resendCode(email: $email, token: $token) {
    expiresAt
    resendAfter
  }
}
    `) as unknown as TypedDocumentString<ResendCodeMutation, ResendCodeMutationVariables>;
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
export const ChangePasswordDocument = new TypedDocumentString(`
    mutation ChangePassword($input: ChangePasswordInput!) {
  changePassword(input: $input) {
    tokens {
      ...Tokens
    }
  }
}
    fragment Tokens on AuthTokens {
  accessToken
  accessTokenExpiresAt
  refreshToken
  refreshTokenExpiresAt
  tokenType
}`) as unknown as TypedDocumentString<ChangePasswordMutation, ChangePasswordMutationVariables>;
export const LoginWithGoogleDocument = new TypedDocumentString(`
    mutation LoginWithGoogle($input: GoogleLoginInput!) {
  loginWithGoogle(input: $input) {
    ...Entered
  }
}
    fragment Entered on AuthResult {
  tokens {
    ...Tokens
  }
  viewer {
    id
    email
    provider
    user {
      id
    }
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
}`) as unknown as TypedDocumentString<LoginWithGoogleMutation, LoginWithGoogleMutationVariables>;
export const AnswerChallengeDocument = new TypedDocumentString(`
    mutation AnswerChallenge($input: AnswerChallengeInput!) {
  answerChallenge(input: $input) {
    ...Entered
  }
}
    fragment Entered on AuthResult {
  tokens {
    ...Tokens
  }
  viewer {
    id
    email
    provider
    user {
      id
    }
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
}`) as unknown as TypedDocumentString<AnswerChallengeMutation, AnswerChallengeMutationVariables>;
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
    id
    twoFactorEnabled
    twoFactorMethods
  }
}
    `) as unknown as TypedDocumentString<EnableTwoFactorMutation, EnableTwoFactorMutationVariables>;
export const DisableTwoFactorDocument = new TypedDocumentString(`
    mutation DisableTwoFactor($code: String, $credential: WebAuthnJSON, $password: String!) {
  disableTwoFactor(code: $code, credential: $credential, password: $password) {
    id
    twoFactorEnabled
    twoFactorMethods
  }
}
    `) as unknown as TypedDocumentString<DisableTwoFactorMutation, DisableTwoFactorMutationVariables>;
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
export const ReauthenticateDocument = new TypedDocumentString(`
    mutation Reauthenticate($accessToken: String!) {
  reauthenticate(accessToken: $accessToken)
}
    `) as unknown as TypedDocumentString<ReauthenticateMutation, ReauthenticateMutationVariables>;
export const DeleteAccountDocument = new TypedDocumentString(`
    mutation DeleteAccount($password: String, $code: String, $credential: WebAuthnJSON) {
  deleteAccount(password: $password, code: $code, credential: $credential)
}
    `) as unknown as TypedDocumentString<DeleteAccountMutation, DeleteAccountMutationVariables>;
export const SuspendUserDocument = new TypedDocumentString(`
    mutation SuspendUser($userId: ID!, $reason: String!, $until: DateTime) {
  suspendUser(userId: $userId, reason: $reason, until: $until) {
    id
  }
}
    `) as unknown as TypedDocumentString<SuspendUserMutation, SuspendUserMutationVariables>;
export const UnsuspendUserDocument = new TypedDocumentString(`
    mutation UnsuspendUser($userId: ID!) {
  unsuspendUser(userId: $userId) {
    id
  }
}
    `) as unknown as TypedDocumentString<UnsuspendUserMutation, UnsuspendUserMutationVariables>;
export const EndUserSessionsDocument = new TypedDocumentString(`
    mutation EndUserSessions($userId: ID, $externalId: ID) {
  endUserSessions(userId: $userId, externalId: $externalId) {
    id
  }
}
    `) as unknown as TypedDocumentString<EndUserSessionsMutation, EndUserSessionsMutationVariables>;
export const SetRoleDocument = new TypedDocumentString(`
    mutation SetRole($userId: ID!, $role: Role!) {
  setRole(userId: $userId, role: $role) {
    id
  }
}
    `) as unknown as TypedDocumentString<SetRoleMutation, SetRoleMutationVariables>;
export const ExchangeTokenDocument = new TypedDocumentString(`
    mutation ExchangeToken($input: ExchangeTokenInput!) {
  exchangeToken(input: $input) {
    tokens {
      tokenType
      accessToken
      refreshToken
    }
    viewer {
      email
      provider
      user {
        id
        name
        externalId
        metadata
        avatarUrl
      }
      sessions {
        isCurrent
        provider
        issuedBy
        device
      }
    }
    challenge {
      token
    }
  }
}
    `) as unknown as TypedDocumentString<ExchangeTokenMutation, ExchangeTokenMutationVariables>;
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
export const GroupInvitationsDocument = new TypedDocumentString(`
    query GroupInvitations($first: Int, $after: String) {
  viewer {
    id
    groupInvitations(first: $first, after: $after) {
      nodes {
        conversationId
        name
        memberCount
        createdAt
        inviter {
          id
          name
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    `) as unknown as TypedDocumentString<GroupInvitationsQuery, GroupInvitationsQueryVariables>;
export const AnswerGroupInvitationDocument = new TypedDocumentString(`
    mutation AnswerGroupInvitation($conversationId: ID!, $accept: Boolean!) {
  answerGroupInvitation(conversationId: $conversationId, accept: $accept) {
    id
    name
    memberCount
  }
}
    `) as unknown as TypedDocumentString<AnswerGroupInvitationMutation, AnswerGroupInvitationMutationVariables>;
export const RequestExportDocument = new TypedDocumentString(`
    mutation RequestExport($password: String) {
  requestExport(password: $password) {
    state
    requestedAt
    expiresAt
  }
}
    `) as unknown as TypedDocumentString<RequestExportMutation, RequestExportMutationVariables>;
export const DataExportDocument = new TypedDocumentString(`
    query DataExport {
  viewer {
    dataExport {
      state
      expiresAt
    }
  }
}
    `) as unknown as TypedDocumentString<DataExportQuery, DataExportQueryVariables>;
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
export const MessageSeqsDocument = new TypedDocumentString(`
    subscription MessageSeqs($since: [SeqPosition!]) {
  messageReceived(since: $since) {
    seq
  }
}
    `) as unknown as TypedDocumentString<MessageSeqsSubscription, MessageSeqsSubscriptionVariables>;
export const ContactChangedDocument = new TypedDocumentString(`
    subscription ContactChanged {
  contactChanged {
    state
    user {
      id
      name
    }
  }
}
    `) as unknown as TypedDocumentString<ContactChangedSubscription, ContactChangedSubscriptionVariables>;
export const ViewerRevisionDocument = new TypedDocumentString(`
    query ViewerRevision {
  viewer {
    id
    revision
  }
}
    `) as unknown as TypedDocumentString<ViewerRevisionQuery, ViewerRevisionQueryVariables>;
export const ViewerEventsDocument = new TypedDocumentString(`
    subscription ViewerEvents($since: Int) {
  viewerEvents(since: $since) {
    __typename
    ... on MembershipChanged {
      viewerRevision
      conversationId
      membership {
        id
        role
        readSeq
        deliveredSeq
        archived
        mutedUntil
        notify
        metadata
        metadataRevision
        unreadCount
      }
    }
    ... on SettingsChanged {
      viewerRevision
      viewer {
        id
        settings {
          emailDigest
          groupInvites
          lastSeen
          readReceipts
        }
      }
    }
    ... on ProfileChanged {
      viewerRevision
      viewer {
        id
        email
        phone
        gender
        role
        twoFactorEnabled
        twoFactorMethods
        passkeys {
          id
          name
        }
        user {
          id
          name
          bio
          avatarUrl
          metadata
          metadataRevision
          avatar {
            id
          }
          covers {
            id
          }
        }
      }
    }
    ... on ViewerContactChanged {
      viewerRevision
      state
      user {
        id
        name
        contactState
        viewerHasBlocked
      }
    }
    ... on InvitationChanged {
      viewerRevision
      conversationId
      invitation {
        conversationId
        name
        memberCount
        inviter {
          id
        }
      }
    }
    ... on SessionChanged {
      viewerRevision
      sessionId
      session {
        id
        device
        isCurrent
        issuedBy
        provider
        createdAt
      }
    }
    ... on ConversationAppeared {
      viewerRevision
      conversation {
        id
        kind
        name
        lastSeq
        peer {
          user {
            id
          }
        }
        viewerMembership {
          id
          role
        }
      }
    }
    ... on ViewerCaughtUp {
      viewerRevision
      replayedCount
    }
    ... on ViewerResyncRequired {
      viewerRevision
      missed
    }
  }
}
    `) as unknown as TypedDocumentString<ViewerEventsSubscription, ViewerEventsSubscriptionVariables>;
export const UploadDocument = new TypedDocumentString(`
    mutation Upload($file: Upload!, $purpose: UploadPurpose) {
  upload(file: $file, purpose: $purpose) {
    ...AttachmentParts
  }
}
    fragment AttachmentParts on Attachment {
  id
  kind
  filename
  mimeType
  byteSize
  sha256
  width
  height
  url
  urlExpiresAt
  thumbnails {
    width
    height
    url
  }
}`) as unknown as TypedDocumentString<UploadMutation, UploadMutationVariables>;
export const SendFilesDocument = new TypedDocumentString(`
    mutation SendFiles($input: SendMessageInput!) {
  sendMessage(input: $input) {
    deduplicated
    message {
      ...FilesOfMessage
    }
  }
}
    fragment AttachmentParts on Attachment {
  id
  kind
  filename
  mimeType
  byteSize
  sha256
  width
  height
  url
  urlExpiresAt
  thumbnails {
    width
    height
    url
  }
}
fragment FilesOfMessage on Message {
  id
  body
  attachments {
    ...AttachmentParts
  }
}`) as unknown as TypedDocumentString<SendFilesMutation, SendFilesMutationVariables>;
export const DeleteFilesDocument = new TypedDocumentString(`
    mutation DeleteFiles($id: ID!) {
  deleteMessage(id: $id) {
    ...FilesOfMessage
  }
}
    fragment AttachmentParts on Attachment {
  id
  kind
  filename
  mimeType
  byteSize
  sha256
  width
  height
  url
  urlExpiresAt
  thumbnails {
    width
    height
    url
  }
}
fragment FilesOfMessage on Message {
  id
  body
  attachments {
    ...AttachmentParts
  }
}`) as unknown as TypedDocumentString<DeleteFilesMutation, DeleteFilesMutationVariables>;
export const FilesDocument = new TypedDocumentString(`
    query Files($conversationId: ID!) {
  conversation(id: $conversationId) {
    messages(last: 10) {
      nodes {
        ...FilesOfMessage
      }
    }
  }
}
    fragment AttachmentParts on Attachment {
  id
  kind
  filename
  mimeType
  byteSize
  sha256
  width
  height
  url
  urlExpiresAt
  thumbnails {
    width
    height
    url
  }
}
fragment FilesOfMessage on Message {
  id
  body
  attachments {
    ...AttachmentParts
  }
}`) as unknown as TypedDocumentString<FilesQuery, FilesQueryVariables>;
export const FilesReceivedDocument = new TypedDocumentString(`
    subscription FilesReceived {
  messageReceived {
    ...FilesOfMessage
  }
}
    fragment AttachmentParts on Attachment {
  id
  kind
  filename
  mimeType
  byteSize
  sha256
  width
  height
  url
  urlExpiresAt
  thumbnails {
    width
    height
    url
  }
}
fragment FilesOfMessage on Message {
  id
  body
  attachments {
    ...AttachmentParts
  }
}`) as unknown as TypedDocumentString<FilesReceivedSubscription, FilesReceivedSubscriptionVariables>;
export const CreatePicturedGroupDocument = new TypedDocumentString(`
    mutation CreatePicturedGroup($input: CreateGroupInput!) {
  createGroup(input: $input) {
    ...GroupPicture
  }
}
    fragment GroupPicture on Conversation {
  id
  avatar {
    id
    url
    urlExpiresAt
  }
}`) as unknown as TypedDocumentString<CreatePicturedGroupMutation, CreatePicturedGroupMutationVariables>;
export const ChangeGroupPictureDocument = new TypedDocumentString(`
    mutation ChangeGroupPicture($id: ID!, $input: UpdateConversationInput!) {
  updateConversation(id: $id, input: $input) {
    ...GroupPicture
  }
}
    fragment GroupPicture on Conversation {
  id
  avatar {
    id
    url
    urlExpiresAt
  }
}`) as unknown as TypedDocumentString<ChangeGroupPictureMutation, ChangeGroupPictureMutationVariables>;
export const SetPicturesDocument = new TypedDocumentString(`
    mutation SetPictures($input: ProfileInput!) {
  updateProfile(input: $input) {
    user {
      ...Pictures
    }
  }
}
    fragment Pictures on User {
  avatar {
    id
    url
    urlExpiresAt
  }
  covers {
    id
    url
  }
}`) as unknown as TypedDocumentString<SetPicturesMutation, SetPicturesMutationVariables>;
export const PicturesOfDocument = new TypedDocumentString(`
    query PicturesOf($id: ID!) {
  user(id: $id) {
    ...Pictures
  }
}
    fragment Pictures on User {
  avatar {
    id
    url
    urlExpiresAt
  }
  covers {
    id
    url
  }
}`) as unknown as TypedDocumentString<PicturesOfQuery, PicturesOfQueryVariables>;
export const EraseAccountDocument = new TypedDocumentString(`
    mutation EraseAccount($password: String!) {
  deleteAccount(password: $password)
}
    `) as unknown as TypedDocumentString<EraseAccountMutation, EraseAccountMutationVariables>;
export const CreateUploadTicketDocument = new TypedDocumentString(`
    mutation CreateUploadTicket($filename: String!, $mimeType: String!, $byteSize: Int!, $purpose: UploadPurpose) {
  createUploadTicket(
    filename: $filename
    mimeType: $mimeType
    byteSize: $byteSize
    purpose: $purpose
  ) {
    attachmentId
    uploadUrl
    fields {
      name
      value
    }
    maxBytes
    expiresAt
  }
}
    `) as unknown as TypedDocumentString<CreateUploadTicketMutation, CreateUploadTicketMutationVariables>;
export const CompleteUploadDocument = new TypedDocumentString(`
    mutation CompleteUpload($attachmentId: ID!) {
  completeUpload(attachmentId: $attachmentId) {
    ...AttachmentParts
  }
}
    fragment AttachmentParts on Attachment {
  id
  kind
  filename
  mimeType
  byteSize
  sha256
  width
  height
  url
  urlExpiresAt
  thumbnails {
    width
    height
    url
  }
}`) as unknown as TypedDocumentString<CompleteUploadMutation, CompleteUploadMutationVariables>;
export const FindAttachmentDocument = new TypedDocumentString(`
    query FindAttachment($id: ID!) {
  node(id: $id) {
    id
    ...AttachmentParts
  }
}
    fragment AttachmentParts on Attachment {
  id
  kind
  filename
  mimeType
  byteSize
  sha256
  width
  height
  url
  urlExpiresAt
  thumbnails {
    width
    height
    url
  }
}`) as unknown as TypedDocumentString<FindAttachmentQuery, FindAttachmentQueryVariables>;
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
    query Messages($conversationId: ID!, $first: Int, $after: String, $last: Int, $before: String, $around: ID, $aroundSeq: Int) {
  conversation(id: $conversationId) {
    id
    lastSeq
    messages(
      first: $first
      after: $after
      last: $last
      before: $before
      around: $around
      aroundSeq: $aroundSeq
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
  type
  metadata
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
  type
  metadata
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
    mutation EditMessage($id: ID!, $body: String!, $ifRevision: Int, $mentionIds: [ID!]) {
  editMessage(
    id: $id
    body: $body
    ifRevision: $ifRevision
    mentionIds: $mentionIds
  ) {
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
  type
  metadata
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
  type
  metadata
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
  type
  metadata
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
  type
  metadata
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
      replayedCount
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
  type
  metadata
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
export const RegisterMessageTypeDocument = new TypedDocumentString(`
    mutation RegisterMessageType($name: String!, $schema: JSONObject!, $membersMayPatch: Boolean) {
  registerMessageType(
    name: $name
    schema: $schema
    membersMayPatch: $membersMayPatch
  ) {
    name
    schema
    membersMayPatch
  }
}
    `) as unknown as TypedDocumentString<RegisterMessageTypeMutation, RegisterMessageTypeMutationVariables>;
export const MessageTypesDocument = new TypedDocumentString(`
    query MessageTypes {
  messageTypes {
    name
    schema
    membersMayPatch
  }
}
    `) as unknown as TypedDocumentString<MessageTypesQuery, MessageTypesQueryVariables>;
export const PatchMessageMetadataDocument = new TypedDocumentString(`
    mutation PatchMessageMetadata($id: ID!, $patch: JSONObject!, $ifRevision: Int) {
  patchMessageMetadata(id: $id, patch: $patch, ifRevision: $ifRevision) {
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
  type
  metadata
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
}`) as unknown as TypedDocumentString<PatchMessageMetadataMutation, PatchMessageMetadataMutationVariables>;
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
    expiresAt
  }
}
    `) as unknown as TypedDocumentString<BeginPasskeyProofMutation, BeginPasskeyProofMutationVariables>;
export const BeginPasskeyDocument = new TypedDocumentString(`
    mutation BeginPasskey($password: String, $code: String, $credential: WebAuthnJSON) {
  beginPasskey(password: $password, code: $code, credential: $credential) {
    options
    expiresAt
  }
}
    `) as unknown as TypedDocumentString<BeginPasskeyMutation, BeginPasskeyMutationVariables>;
export const AddPasskeyDocument = new TypedDocumentString(`
    mutation AddPasskey($input: AddPasskeyInput!) {
  addPasskey(input: $input) {
    id
    name
    createdAt
    lastUsedAt
    backedUp
  }
}
    `) as unknown as TypedDocumentString<AddPasskeyMutation, AddPasskeyMutationVariables>;
export const RemovePasskeyDocument = new TypedDocumentString(`
    mutation RemovePasskey($id: ID!, $password: String) {
  removePasskey(id: $id, password: $password)
}
    `) as unknown as TypedDocumentString<RemovePasskeyMutation, RemovePasskeyMutationVariables>;
export const BeginPasskeyLoginDocument = new TypedDocumentString(`
    mutation BeginPasskeyLogin {
  beginPasskeyLogin {
    options
    expiresAt
  }
}
    `) as unknown as TypedDocumentString<BeginPasskeyLoginMutation, BeginPasskeyLoginMutationVariables>;
export const LoginWithPasskeyDocument = new TypedDocumentString(`
    mutation LoginWithPasskey($input: PasskeyLoginInput!) {
  loginWithPasskey(input: $input) {
    ...Entered
  }
}
    fragment Entered on AuthResult {
  tokens {
    ...Tokens
  }
  viewer {
    id
    email
    provider
    user {
      id
    }
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
}`) as unknown as TypedDocumentString<LoginWithPasskeyMutation, LoginWithPasskeyMutationVariables>;
export const UserDocument = new TypedDocumentString(`
    query User($id: ID!) {
  user(id: $id) {
    id
    name
    bio
    contactState
    viewerHasBlocked
  }
}
    `) as unknown as TypedDocumentString<UserQuery, UserQueryVariables>;
export const UsersDocument = new TypedDocumentString(`
    query Users($query: String!, $first: Int, $after: String) {
  users(query: $query, first: $first, after: $after) {
    nodes {
      id
      name
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<UsersQuery, UsersQueryVariables>;
export const UpdateProfileDocument = new TypedDocumentString(`
    mutation UpdateProfile($input: ProfileInput!) {
  updateProfile(input: $input) {
    id
    phone
    gender
    user {
      id
      name
      bio
    }
  }
}
    `) as unknown as TypedDocumentString<UpdateProfileMutation, UpdateProfileMutationVariables>;
export const UpdateSettingsDocument = new TypedDocumentString(`
    mutation UpdateSettings($input: SettingsInput!) {
  updateSettings(input: $input) {
    id
    settings {
      lastSeen
      readReceipts
      groupInvites
      emailDigest
    }
  }
}
    `) as unknown as TypedDocumentString<UpdateSettingsMutation, UpdateSettingsMutationVariables>;
export const RegisterPushTargetDocument = new TypedDocumentString(`
    mutation RegisterPushTarget($kind: PushKind!, $token: String!, $keys: WebPushKeysInput, $payload: PushPayload) {
  registerPushTarget(kind: $kind, token: $token, keys: $keys, payload: $payload) {
    ...PushTargetParts
  }
}
    fragment PushTargetParts on PushTarget {
  id
  kind
  payload
  sessionId
  createdAt
  lastSentAt
  lastError
}`) as unknown as TypedDocumentString<RegisterPushTargetMutation, RegisterPushTargetMutationVariables>;
export const RemovePushTargetDocument = new TypedDocumentString(`
    mutation RemovePushTarget($id: ID!) {
  removePushTarget(id: $id)
}
    `) as unknown as TypedDocumentString<RemovePushTargetMutation, RemovePushTargetMutationVariables>;
export const PushTargetsDocument = new TypedDocumentString(`
    query PushTargets {
  viewer {
    pushTargets {
      ...PushTargetParts
    }
  }
}
    fragment PushTargetParts on PushTarget {
  id
  kind
  payload
  sessionId
  createdAt
  lastSentAt
  lastError
}`) as unknown as TypedDocumentString<PushTargetsQuery, PushTargetsQueryVariables>;
export const PushInfoDocument = new TypedDocumentString(`
    query PushInfo {
  serverInfo {
    push {
      kinds
      vapidPublicKey
    }
  }
}
    `) as unknown as TypedDocumentString<PushInfoQuery, PushInfoQueryVariables>;
export const UnreadConversationsDocument = new TypedDocumentString(`
    query UnreadConversations {
  viewer {
    unreadConversationCount
  }
}
    `) as unknown as TypedDocumentString<UnreadConversationsQuery, UnreadConversationsQueryVariables>;
export const ServerEventsDocument = new TypedDocumentString(`
    query ServerEvents($since: String, $types: [ServerEventType!], $first: Int) {
  serverEvents(since: $since, types: $types, first: $first) {
    position
    hasMore
    missed
    events {
      position
      eventId
      type
      timestamp
      data
    }
  }
}
    `) as unknown as TypedDocumentString<ServerEventsQuery, ServerEventsQueryVariables>;
export const FollowServerDocument = new TypedDocumentString(`
    subscription FollowServer($since: String, $types: [ServerEventType!]) {
  serverEvents(since: $since, types: $types) {
    __typename
    ... on ServerPosition {
      position
    }
    ... on LogEvent {
      eventId
      type
      timestamp
      data
    }
    ... on ServerCaughtUp {
      replayedCount
    }
    ... on ServerResyncRequired {
      missed
    }
  }
}
    `) as unknown as TypedDocumentString<FollowServerSubscription, FollowServerSubscriptionVariables>;
export const CreateServiceKeyDocument = new TypedDocumentString(`
    mutation CreateServiceKey($name: String!, $scopes: [Scope!]!, $expiresAt: DateTime, $networks: [String!], $password: String) {
  createServiceKey(
    name: $name
    scopes: $scopes
    expiresAt: $expiresAt
    networks: $networks
    password: $password
  ) {
    secret
    key {
      ...ServiceKeyParts
    }
  }
}
    fragment ServiceKeyParts on ServiceKey {
  id
  name
  scopes
  networks
  createdAt
  expiresAt
  lastUsedAt
}`) as unknown as TypedDocumentString<CreateServiceKeyMutation, CreateServiceKeyMutationVariables>;
export const RevokeServiceKeyDocument = new TypedDocumentString(`
    mutation RevokeServiceKey($id: ID!) {
  revokeServiceKey(id: $id)
}
    `) as unknown as TypedDocumentString<RevokeServiceKeyMutation, RevokeServiceKeyMutationVariables>;
export const ServiceKeysDocument = new TypedDocumentString(`
    query ServiceKeys {
  serviceKeys {
    ...ServiceKeyParts
  }
}
    fragment ServiceKeyParts on ServiceKey {
  id
  name
  scopes
  networks
  createdAt
  expiresAt
  lastUsedAt
}`) as unknown as TypedDocumentString<ServiceKeysQuery, ServiceKeysQueryVariables>;
export const WebhooksDocument = new TypedDocumentString(`
    query Webhooks {
  webhooks {
    ...WebhookParts
  }
}
    fragment WebhookParts on Webhook {
  id
  url
  types
  state
  createdAt
  lagSeconds
  undelivered
  lastError
  lastDeliveredAt
}`) as unknown as TypedDocumentString<WebhooksQuery, WebhooksQueryVariables>;
export const CreateWebhookDocument = new TypedDocumentString(`
    mutation CreateWebhook($url: String!, $types: [ServerEventType!]!) {
  createWebhook(url: $url, types: $types) {
    secret
    webhook {
      ...WebhookParts
    }
  }
}
    fragment WebhookParts on Webhook {
  id
  url
  types
  state
  createdAt
  lagSeconds
  undelivered
  lastError
  lastDeliveredAt
}`) as unknown as TypedDocumentString<CreateWebhookMutation, CreateWebhookMutationVariables>;
export const PauseWebhookDocument = new TypedDocumentString(`
    mutation PauseWebhook($id: ID!) {
  pauseWebhook(id: $id) {
    ...WebhookParts
  }
}
    fragment WebhookParts on Webhook {
  id
  url
  types
  state
  createdAt
  lagSeconds
  undelivered
  lastError
  lastDeliveredAt
}`) as unknown as TypedDocumentString<PauseWebhookMutation, PauseWebhookMutationVariables>;
export const ResumeWebhookDocument = new TypedDocumentString(`
    mutation ResumeWebhook($id: ID!) {
  resumeWebhook(id: $id) {
    ...WebhookParts
  }
}
    fragment WebhookParts on Webhook {
  id
  url
  types
  state
  createdAt
  lagSeconds
  undelivered
  lastError
  lastDeliveredAt
}`) as unknown as TypedDocumentString<ResumeWebhookMutation, ResumeWebhookMutationVariables>;
export const RotateWebhookSecretDocument = new TypedDocumentString(`
    mutation RotateWebhookSecret($id: ID!) {
  rotateWebhookSecret(id: $id) {
    secret
    webhook {
      ...WebhookParts
    }
  }
}
    fragment WebhookParts on Webhook {
  id
  url
  types
  state
  createdAt
  lagSeconds
  undelivered
  lastError
  lastDeliveredAt
}`) as unknown as TypedDocumentString<RotateWebhookSecretMutation, RotateWebhookSecretMutationVariables>;
export const ReplayWebhookDocument = new TypedDocumentString(`
    mutation ReplayWebhook($id: ID!, $from: DateTime!) {
  replayWebhook(id: $id, from: $from) {
    ...WebhookParts
  }
}
    fragment WebhookParts on Webhook {
  id
  url
  types
  state
  createdAt
  lagSeconds
  undelivered
  lastError
  lastDeliveredAt
}`) as unknown as TypedDocumentString<ReplayWebhookMutation, ReplayWebhookMutationVariables>;
export const DeleteWebhookDocument = new TypedDocumentString(`
    mutation DeleteWebhook($id: ID!) {
  deleteWebhook(id: $id)
}
    `) as unknown as TypedDocumentString<DeleteWebhookMutation, DeleteWebhookMutationVariables>;