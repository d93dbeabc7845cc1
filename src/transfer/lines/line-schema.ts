import { CONFAB_PARTS } from "./confab-parts.js";

const text = { type: "string" } as const;
const id = { type: "string", minLength: 1, maxLength: 256 } as const;
const date = { type: "string", format: "date-time" } as const;
const maybeText = { type: ["string", "null"] } as const;
const maybeDate = { type: ["string", "null"], format: "date-time" } as const;
const ids = { type: "array", items: id, maxItems: 10_000 } as const;
const metadata = { type: ["object", "null"] } as const;

function line(type: string, description: string, required: readonly string[], given: object) {
  return {
    title: type,
    description,
    type: "object",
    required: ["type", ...required],
    additionalProperties: false,
    properties: { type: { const: type }, ...given },
  } as const;
}

const file = {
  type: "object",
  additionalProperties: false,
  oneOf: [{ required: ["path"] }, { required: ["url"] }],
  properties: {
    path: { ...text, description: "From the folder of the file in which this line stands." },
    url: { ...text, format: "uri", description: "With http or https; it is downloaded." },
    filename: { ...text, description: "As it is shown." },
  },
} as const;

const reaction = {
  type: "object",
  required: ["emoji", "users"],
  additionalProperties: false,
  properties: { emoji: text, users: ids },
} as const;

/** By what `type` says. Ids are those of the source, of any form; each kind has its own. */
export const LINE_SCHEMAS = {
  user: line("user", "An account: with an address, an external id, or both.", ["id", "name"], {
    id,
    name: text,
    email: { ...maybeText, description: "Whoever reads its mail owns the account." },
    emailConfirmed: { type: "boolean", description: "False: the account is left out." },
    externalId: { ...maybeText, description: "Your app's own id, see `upsertUsers`." },
    password: {
      ...maybeText,
      description:
        "Its hash: bcrypt ($2a$, $2b$, $2y$), or scrypt or argon2 in PHC form. Another is set anew by mail.",
    },
    phone: { ...maybeText, description: "With its country code." },
    gender: { enum: ["MALE", "FEMALE", "UNSPECIFIED", null] },
    role: { enum: ["USER", "ADMIN", "SUPER_ADMIN", null] },
    ...{ bio: maybeText, avatarUrl: maybeText, createdAt: date, metadata },
    confab: CONFAB_PARTS.user,
  }),
  contact: line("contact", "Two people who know each other.", ["users"], {
    users: { ...ids, minItems: 2, maxItems: 2 },
    since: maybeDate,
    confab: CONFAB_PARTS.contact,
  }),
  conversation: line("conversation", "Two people, or a group.", ["id", "kind", "members"], {
    id,
    kind: { enum: ["DIRECT", "GROUP"] },
    members: { ...ids, description: "Of DIRECT exactly two; of GROUP those from the beginning." },
    creator: { ...maybeText, description: "Of a group: its owner. Absent: the first member." },
    ...{
      name: maybeText,
      description: maybeText,
      createdAt: date,
      externalId: maybeText,
      metadata,
    },
    confab: CONFAB_PARTS.conversation,
  }),
  membership: line("membership", "More about a member of a group.", ["conversation", "user"], {
    conversation: id,
    user: id,
    role: { enum: ["OWNER", "ADMIN", "MEMBER", null] },
    joinedAt: date,
    leftAt: { ...maybeDate, description: "Who left is no member; what they wrote stays theirs." },
    notify: { enum: ["ALL", "MENTIONS", "NONE", null] },
    mutedUntil: maybeDate,
    archived: { type: "boolean" },
    metadata,
    confab: CONFAB_PARTS.membership,
  }),
  message: line("message", "What somebody wrote.", ["id", "conversation", "createdAt"], {
    id,
    conversation: id,
    sender: { type: ["string", "null"], minLength: 1, maxLength: 256 },
    ...{ createdAt: date, body: maybeText, editedAt: maybeDate, deletedAt: maybeDate },
    pinnedAt: maybeDate,
    replyTo: { ...maybeText, description: "A message of the same conversation, before this one." },
    mentions: ids,
    reactions: { type: "array", items: reaction, maxItems: 1_000 },
    attachments: { type: "array", items: file, maxItems: 10 },
    metadata,
    confab: CONFAB_PARTS.message,
  }),
  attachment: line("attachment", "A file of an export.", ["id", "owner", "confab"], {
    id,
    owner: id,
    createdAt: date,
    confab: CONFAB_PARTS.attachment,
  }),
} as const;

export type LineType = keyof typeof LINE_SCHEMAS;

/** The whole, as it is published. */
export const TRANSFER_SCHEMA = {
  $schema: "https://json-schema.org/draft/2020-12/schema",
  title: "A line of a Confab import or export",
  description:
    "JSON Lines: one object a line, in UTF-8. `confab` is in exports: the places in the log, so that an import elsewhere is the same conversation.",
  oneOf: Object.values(LINE_SCHEMAS),
} as const;
