import type { ConversationService } from "../../chat/conversations/conversation.service.js";
import type { Message } from "../../chat/log/message.model.js";
import { Batcher } from "../../platform/core/batcher.js";
import type { UserService } from "../../people/users/user.service.js";

export interface ExternalIdsSource {
  readonly users: Pick<UserService, "findShown">;
  readonly conversations: Pick<ConversationService, "findMany">;
}

type Named = Readonly<Record<string, string>>;

/** The app's own ids of whom and what an entry names, by their ids here: of those that have one. */
export class ExternalIds {
  private readonly batcher: Batcher<Message, Named>;

  constructor(source: ExternalIdsSource) {
    this.batcher = new Batcher(async (entries) => {
      const idsOf = await externalIdsOfMany(entries, source);
      return entries.map((entry) => idsOf(entry));
    });
  }

  of(entry: Message): Promise<Named> {
    return this.batcher.ask(entry);
  }
}

/** The same of many, read together. */
export async function externalIdsOfMany(
  entries: readonly Message[],
  { users, conversations }: ExternalIdsSource,
): Promise<(entry: Message) => Named> {
  const logs = new Set(entries.map(({ conversationId }) => conversationId.toHexString()));
  const [people, chats] = await Promise.all([
    users.findShown([...new Set(entries.flatMap(peopleOf))]),
    conversations.findMany([...logs]),
  ]);
  const known = new Map(
    [...people, ...chats].flatMap((one) =>
      one?.externalId ? [[one._id.toHexString(), one.externalId] as const] : [],
    ),
  );
  return (entry) => {
    const named = [...peopleOf(entry), entry.conversationId.toHexString()];
    return Object.fromEntries(
      named.flatMap((id) => {
        const externalId = known.get(id);
        return externalId ? [[id, externalId]] : [];
      }),
    );
  };
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
