const text = { type: "string" } as const;
const maybeText = { type: ["string", "null"] } as const;
const maybeDate = { type: ["string", "null"], format: "date-time" } as const;
const place = { type: "integer", minimum: 0 } as const;
const maybePlace = { type: ["integer", "null"], minimum: 0 } as const;
const id = { type: "string", pattern: "^[0-9a-f]{24}$" } as const;
const maybeId = { type: ["string", "null"], pattern: "^[0-9a-f]{24}$" } as const;
const ids = { type: "array", items: id } as const;

function part(required: readonly string[], properties: object) {
  return {
    type: "object",
    description: "What another Confab needs to go on where this one was. Not to be made by hand.",
    ...{ required, additionalProperties: false, properties },
  } as const;
}

/** What is beside the readable part of each kind of line in an export. */
export const CONFAB_PARTS = {
  user: part([], {
    passwordHash: text,
    provider: { enum: ["APPLICATION", "GOOGLE", "SERVICE"] },
    kind: { enum: ["PERSON", "BOT"] },
    googleKey: text,
    settings: { type: "object" },
    ...{ avatarId: maybeId, coverIds: ids, metadataRevision: place },
    ...{ suspendedAt: maybeDate, suspendedUntil: maybeDate },
    ...{ deactivatedAt: maybeDate, deletedAt: maybeDate },
  }),
  contact: part(["blockedBy"], {
    requestedBy: maybeText,
    blockedBy: { type: "array", items: text },
  }),
  conversation: part(["lastSeq", "revision", "namedSeq"], {
    ...{ lastSeq: place, revision: place, namedSeq: place, lastMessageAt: maybeDate },
    ...{ clientConversationId: text, wanted: text, avatarId: maybeId, metadataRevision: place },
  }),
  membership: part(["id", "joinedSeq", "joinedRevision", "appliedSeq", "readSeq"], {
    id,
    ...{ joinedSeq: place, joinedRevision: place, leftSeq: place, leftRevision: place },
    ...{ appliedSeq: place, readSeq: place, readOrdinal: place, deliveredSeq: place },
    ...{ headOrdinal: place, standingOrdinal: place, standingRevision: place },
    ...{ goneOrdinal: place, metadataRevision: place, peerId: text },
    ...{ unread: { type: "boolean" }, list: maybeText, activity: text },
    ...{
      pinned: { type: "boolean" },
      unreadFromSeq: maybePlace,
      clearedSeq: maybePlace,
      draft: maybeText,
    },
  }),
  message: part(["seq", "revision", "revisions", "createdRevision", "change", "ordinal", "kind"], {
    ...{ seq: place, revision: place, createdRevision: place, ordinal: place, changes: place },
    revisions: { type: "array", items: place, minItems: 1 },
    change: { enum: ["CREATED", "EDITED", "DELETED", "REACTIONS", "PINNED", "METADATA"] },
    kind: { enum: ["USER", "SYSTEM"] },
    ...{ clientMessageId: text, systemEvent: text, type: maybeText },
    subjects: { type: "array", items: text },
    ...{ metadataPatched: { type: "boolean" }, goneSeq: place, attachmentIds: ids },
  }),
  attachment: part(["purpose", "kind", "filename", "mimeType", "byteSize", "files"], {
    ...{ purpose: text, kind: text, filename: text, mimeType: text, byteSize: place },
    ...{ sha256: text, charset: maybeText, usedBy: maybeText, usedIn: text, state: text },
    ...{ width: { type: ["integer", "null"] }, height: { type: ["integer", "null"] } },
    stored: { type: "array", items: { type: "object" } },
    files: { type: "object", additionalProperties: text },
  }),
} as const;
