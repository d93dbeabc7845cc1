import type { JsonObject } from "../../platform/core/json-object.js";

type Maybe<T> = T | null | undefined;

export interface UserLine {
  readonly type: "user";
  readonly id: string;
  readonly name: string;
  readonly email?: Maybe<string>;
  readonly emailConfirmed?: boolean;
  readonly externalId?: Maybe<string>;
  readonly password?: Maybe<string>;
  readonly phone?: Maybe<string>;
  readonly gender?: Maybe<string>;
  readonly role?: Maybe<string>;
  readonly bio?: Maybe<string>;
  readonly avatarUrl?: Maybe<string>;
  readonly createdAt?: string;
  readonly metadata?: Maybe<JsonObject>;
  readonly confab?: {
    readonly passwordHash?: string;
    readonly provider?: string;
    readonly kind?: string;
    readonly googleKey?: string;
    readonly settings?: object;
    readonly avatarId?: Maybe<string>;
    readonly coverIds?: readonly string[];
    readonly metadataRevision?: number;
    readonly suspendedAt?: Maybe<string>;
    readonly suspendedUntil?: Maybe<string>;
    readonly deactivatedAt?: Maybe<string>;
    readonly deletedAt?: Maybe<string>;
  };
}

export interface ContactLine {
  readonly type: "contact";
  readonly users: readonly [string, string];
  readonly since?: Maybe<string>;
  readonly confab?: { readonly requestedBy?: Maybe<string>; readonly blockedBy: readonly string[] };
}

export interface ConversationLine {
  readonly type: "conversation";
  readonly id: string;
  readonly kind: "DIRECT" | "GROUP";
  readonly members: readonly string[];
  readonly creator?: Maybe<string>;
  readonly name?: Maybe<string>;
  readonly description?: Maybe<string>;
  readonly createdAt?: string;
  readonly externalId?: Maybe<string>;
  readonly metadata?: Maybe<JsonObject>;
  readonly confab?: {
    readonly lastSeq: number;
    readonly revision: number;
    readonly namedSeq: number;
    readonly lastMessageAt?: Maybe<string>;
    readonly clientConversationId?: string;
    readonly wanted?: string;
    readonly avatarId?: Maybe<string>;
    readonly metadataRevision?: number;
  };
}

export interface MembershipLine {
  readonly type: "membership";
  readonly conversation: string;
  readonly user: string;
  readonly role?: Maybe<"OWNER" | "ADMIN" | "MEMBER">;
  readonly joinedAt?: string;
  readonly leftAt?: Maybe<string>;
  readonly notify?: Maybe<string>;
  readonly mutedUntil?: Maybe<string>;
  readonly archived?: boolean;
  readonly metadata?: Maybe<JsonObject>;
  readonly confab?: MembershipPart;
}

interface MembershipPart {
  readonly id: string;
  readonly joinedSeq: number;
  readonly joinedRevision: number;
  readonly leftSeq?: number;
  readonly leftRevision?: number;
  readonly appliedSeq: number;
  readonly readSeq: number;
  readonly readOrdinal: number;
  readonly deliveredSeq: number;
  readonly headOrdinal: number;
  readonly standingOrdinal?: number;
  readonly standingRevision?: number;
  readonly goneOrdinal?: number;
  readonly metadataRevision?: number;
  readonly peerId?: string;
  readonly unread: boolean;
  readonly list?: Maybe<string>;
  readonly activity: string;
  readonly pinned?: boolean;
  readonly unreadFromSeq?: Maybe<number>;
  readonly clearedSeq?: Maybe<number>;
  readonly draft?: Maybe<string>;
}

export interface MessageLine {
  readonly type: "message";
  readonly id: string;
  readonly conversation: string;
  readonly sender?: Maybe<string>;
  readonly createdAt: string;
  readonly body?: Maybe<string>;
  readonly editedAt?: Maybe<string>;
  readonly deletedAt?: Maybe<string>;
  readonly pinnedAt?: Maybe<string>;
  readonly replyTo?: Maybe<string>;
  readonly mentions?: readonly string[];
  readonly reactions?: readonly { readonly emoji: string; readonly users: readonly string[] }[];
  readonly attachments?: readonly FileOfLine[];
  readonly metadata?: Maybe<JsonObject>;
  readonly confab?: {
    readonly seq: number;
    readonly revision: number;
    readonly revisions: readonly number[];
    readonly createdRevision: number;
    readonly changes?: number;
    readonly change: string;
    readonly ordinal: number;
    readonly kind: "USER" | "SYSTEM";
    readonly clientMessageId?: string;
    readonly systemEvent?: string;
    readonly subjects?: readonly string[];
    readonly type?: Maybe<string>;
    readonly metadataPatched?: boolean;
    readonly goneSeq?: number;
    readonly attachmentIds?: readonly string[];
  };
}

export interface FileOfLine {
  readonly path?: string;
  readonly url?: string;
  readonly filename?: string;
}

export interface AttachmentLine {
  readonly type: "attachment";
  readonly id: string;
  readonly owner: string;
  readonly createdAt?: string;
  readonly confab: {
    readonly purpose: string;
    readonly kind: string;
    readonly filename: string;
    readonly mimeType: string;
    readonly byteSize: number;
    readonly sha256?: string;
    readonly charset?: Maybe<string>;
    readonly usedBy?: Maybe<string>;
    /** The conversation of the message; lines of servers before 0.3 do not say it. */
    readonly usedIn?: string;
    readonly state?: string;
    readonly width?: Maybe<number>;
    readonly height?: Maybe<number>;
    readonly stored?: readonly object[];
    /** Paths, by what the store keeps of it. */
    readonly files: Readonly<Record<string, string>>;
  };
}

export interface Lines {
  readonly user: UserLine;
  readonly contact: ContactLine;
  readonly conversation: ConversationLine;
  readonly membership: MembershipLine;
  readonly message: MessageLine;
  readonly attachment: AttachmentLine;
}
