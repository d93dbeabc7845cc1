import type { ConfabClient, TypedDocument } from "@confab/client";

/** An item of the argument `since` of `messageReceived`. */
export interface SeqPosition {
  readonly conversationId: string;
  readonly seq: number;
}

// An app would have graphql-codegen write this type.
const OPEN_CONVERSATION = `mutation OpenConversation($userId: ID!) {
  openDirectConversation(userId: $userId) { id lastSeq }
}` as unknown as TypedDocument<
  { openDirectConversation: { id: string; lastSeq: number } },
  { userId: string }
>;

/** Where the conversation ends now: a subscription from there misses nothing that is sent later. */
export async function openConversation(confab: ConfabClient, userId: string): Promise<SeqPosition> {
  const { openDirectConversation } = await confab.request(OPEN_CONVERSATION, { userId });
  return { conversationId: openDirectConversation.id, seq: openDirectConversation.lastSeq };
}
