import { navigate, openConversation } from "../app/route.js";
import { UpdateMembershipDocument, type MembershipInput } from "../gql/graphql.js";
import type { Chat } from "../state/chat.js";
import { showError } from "../ui/toasts.js";

/** What the viewer chooses for a conversation, on all of their devices. */
export async function changeMembership(
  chat: Chat,
  conversationId: string,
  input: MembershipInput,
): Promise<void> {
  try {
    const { updateMembership } = await chat.confab.request(UpdateMembershipDocument, {
      conversationId,
      input,
    });
    chat.list.setMembership(conversationId, updateMembership);
    chat.attention.count();
  } catch (error) {
    showError(error);
  }
}

/** From that message on. Whoever looks at it would read it again at once: so it is left. */
export async function markUnread(chat: Chat, conversationId: string, seq: number): Promise<void> {
  if (openConversation() === conversationId) navigate("chats");
  await changeMembership(chat, conversationId, { unreadFromSeq: seq });
}
