import { readFileSync } from "node:fs";
import { buildSchema, getNamedType } from "graphql";

const contract = new URL("../../schema/schema.graphql", import.meta.url);
export const schema = buildSchema(readFileSync(contract, "utf8"));

/** Every field of every input type: one that is missing here fails the test until it is reviewed. */
export const INPUT_FIELDS: Readonly<Record<string, string>> = {
  AddPasskeyInput: "credential name",
  AnswerChallengeInput: "code credential method token",
  ChangePasswordInput: "currentPassword newPassword",
  ConfirmEmailInput: "code device email password token",
  CreateGroupInput: "avatarId clientConversationId description memberIds name",
  EnsureConversationInput: "exact externalId kind members metadata name",
  EnsureMemberInput: "externalId role userId",
  ExchangeTokenInput: "device issuer token",
  GoogleLoginInput: "device idToken",
  LoginInput: "device email password phone",
  MembershipInput: "archived clearedSeq draft hidden mutedUntil notify pinned unreadFromSeq",
  PasskeyLoginInput: "credential device",
  ProfileInput: "avatarId bio coverIds currentPassword gender name phone",
  ResetPasswordInput: "code email newPassword",
  RevisionPosition: "conversationId revision",
  SendMessageInput:
    "attachmentIds body clientMessageId conversationId mentionIds metadata replyToId type userId",
  SeqPosition: "conversationId seq",
  SettingsInput: "emailDigest groupInvites lastSeen readReceipts",
  SignupInput: "email gender invitation name password phone",
  UpsertUserInput: "avatarUrl email externalId kind metadata name",
  UpdateConversationInput: "avatarId description name",
  UserPosition: "userId version",
  WebPushKeysInput: "auth p256dh",
};

/** What is stored of people, members and messages, and is not for clients to set. */
export const STORED_FIELDS = [
  "_id",
  "id",
  "role",
  "provider",
  "confirmed",
  "confirmedAt",
  "emailConfirmedAt",
  "passwordHash",
  "googleId",
  "suspendedAt",
  "suspendedUntil",
  "twoFactorEnabled",
  "ownerId",
  "senderId",
  "viewerId",
  "seq",
  "revision",
  "ordinal",
  "kind",
  "createdAt",
  "deletedAt",
  "joinedSeq",
  "readSeq",
  "quota",
  "$set",
  "$where",
  "user.role",
  "constructor",
  "__proto__",
  "toString",
  "Body",
  "body ",
];

/**
 * The arguments by which somebody may be given a rank, which only some may use; and one by which
 * administrators choose whom they see.
 */
export const RANK_ARGUMENTS = [
  "Mutation.setMemberRole(role)",
  "Mutation.setRole(role)",
  "Query.accounts(role)",
];

/** Inputs that no field takes by themselves. */
const NESTED: Readonly<Record<string, string>> = {
  WebPushKeysInput:
    'mutation ($input: WebPushKeysInput) { registerPushTarget(kind: WEB, token: "x", keys: $input) { __typename } }',
  EnsureMemberInput:
    'mutation ($input: [EnsureMemberInput!]!) { ensureConversation(input: { externalId: "x", kind: GROUP, members: $input }) { __typename } }',
};

/** The operation that takes such an input, and the arguments that it needs beside it. */
export function operationOf(name: string, ids: Readonly<Record<string, object>>): string {
  const nested = NESTED[name];
  if (nested) return nested;
  for (const [kind, root] of [
    ["mutation", schema.getMutationType()],
    ["subscription", schema.getSubscriptionType()],
  ] as const)
    for (const field of Object.values(root?.getFields() ?? {})) {
      const arg = field.args.find(({ type }) => getNamedType(type).name === name);
      if (!arg) continue;
      const others = Object.entries(ids[field.name] ?? {}).map(
        ([key, id]) => `, ${key}: ${JSON.stringify(id)}`,
      );
      const leaf = getNamedType(field.type).name === "Boolean" ? "" : "{ __typename }";
      const call = `${field.name}(${arg.name}: $input${others.join("")})`;
      return `${kind} ($input: ${arg.type.toString()}) { ${call} ${leaf} }`;
    }
  throw new Error(`nothing takes ${name}`);
}
