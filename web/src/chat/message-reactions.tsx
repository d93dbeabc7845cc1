import { useChat } from "../state/chat-context.js";
import { SetReactionDocument, type MessageItemFragment } from "../gql/graphql.js";
import type { Chat } from "../state/chat.js";
import { showError } from "../ui/toasts.js";
import { messagesTexts } from "../texts/messages.js";

export async function react(
  chat: Chat,
  message: MessageItemFragment,
  emoji: string,
): Promise<void> {
  const mine = message.reactions.find((group) => group.emoji === emoji)?.viewerHasReacted ?? false;
  const variables = { messageId: message.id, emoji, active: !mine };
  try {
    chat.put((await chat.confab.request(SetReactionDocument, variables)).setReaction);
  } catch (error) {
    showError(error);
  }
}

export function MessageReactions({ message }: { readonly message: MessageItemFragment }) {
  const chat = useChat();
  if (message.reactions.length === 0) return null;
  return (
    <div className="reactions" role="group" aria-label={messagesTexts.reactions}>
      {message.reactions.map(({ emoji, count, viewerHasReacted }) => (
        <button
          key={emoji}
          type="button"
          className="reaction"
          aria-pressed={viewerHasReacted}
          aria-label={`${emoji}, ${count}`}
          onClick={() => void react(chat, message, emoji)}
        >
          <span className="emoji" aria-hidden="true">
            {emoji}
          </span>
          <span aria-hidden="true">{count}</span>
        </button>
      ))}
    </div>
  );
}
