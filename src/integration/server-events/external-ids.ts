import type { ConversationService } from "../../chat/conversations/conversation.service.js";
import type { Message } from "../../chat/log/message.model.js";
import type { UserService } from "../../people/users/user.service.js";

export interface ExternalIdsSource {
  readonly users: Pick<UserService, "findShown">;
  readonly conversations: Pick<ConversationService, "findMany">;
}

/** The app's own ids of whom and what an entry names, by their ids here: of those that have one. */
export async function externalIdsOf(
  entry: Message,
  { users, conversations }: ExternalIdsSource,
): Promise<Readonly<Record<string, string>>> {
  const [people, [conversation]] = await Promise.all([
    users.findShown(peopleOf(entry)),
    conversations.findMany([entry.conversationId.toHexString()]),
  ]);
  const named = [...people, ...(conversation ? [conversation] : [])];
  return Object.fromEntries(
    named.flatMap(({ _id, externalId }) => (externalId ? [[_id.toHexString(), externalId]] : [])),
  );
}

function peopleOf({ senderId, mentionIds, subjectIds, reactions }: Message): string[] {
  const all = [
    ...(senderId ? [senderId] : []),
    ...(mentionIds ?? []),
    ...(subjectIds ?? []),
    ...(reactions ?? []).flatMap(({ userIds }) => userIds),
  ];
  return [...new Set(all.map((id) => id.toHexString()))];
}
