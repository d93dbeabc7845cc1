import { lastingRequest } from "../api/lasting-request.js";
import { DeleteMessageDocument, type MessageItemFragment } from "../gql/graphql.js";
import type { Chat } from "../state/chat.js";
import { showError, showUndo } from "../ui/toasts.js";
import { messagesTexts } from "../texts/messages.js";

/** Gone at once for whoever deletes it, and for the others when it can no longer be undone. */
export function deleteMessage(chat: Chat, { id }: MessageItemFragment): void {
  chat.postponed.add(id, () => {
    lastingRequest(DeleteMessageDocument, { id }).then(
      ({ deleteMessage: deleted }) => chat.put(deleted),
      showError,
    );
  });
  showUndo(messagesTexts.messageDeleted, () => chat.postponed.undo(id));
}
