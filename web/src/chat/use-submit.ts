import { useEffect, useState } from "react";
import { EditMessageDocument, type MessageItemFragment } from "../gql/graphql.js";
import { useChat } from "../state/chat-context.js";
import { showError, showToast } from "../ui/toasts.js";
import type { ComposerMode } from "./composer-mode.js";
import { isNamed } from "./named.js";
import type { Uploads } from "./use-uploads.js";
import { messagesTexts } from "../texts/messages.js";

interface Composed {
  readonly conversationId: string;
  readonly body: string;
  readonly sendable: boolean;
  readonly mode: ComposerMode;
  readonly uploads: Uploads;
  readonly mentionedIn: (body: string) => { id: string; name: string }[];
  readonly onSent: () => void;
  readonly onSaved: () => void;
}

interface Submit {
  readonly submit: () => void;
  /** Asked to send while files are still going up: it is sent when they are there. */
  readonly waiting: boolean;
  readonly stopWaiting: () => void;
}

/** Sends what is composed, or saves it where it is an edit. */
export function useSubmit(composed: Composed): Submit {
  const { conversationId, body, sendable, mode, uploads, mentionedIn } = composed;
  const chat = useChat();
  const [waiting, setWaiting] = useState(false);
  const saveEdit = async (message: MessageItemFragment): Promise<void> => {
    // Also those who have left since, as long as the text names them.
    const before = message.mentions.filter(({ name }) => isNamed(name, body));
    const named = [...before, ...mentionedIn(body)].map((person) => person.id);
    const mentionIds = [...new Set(named)];
    // A reaction in the meantime is no other text: only that is worth asking about.
    const now = chat.timelines.get(conversationId).messages.find(({ id }) => id === message.id);
    const { revision } = now?.body === message.body ? now : message;
    const variables = { id: message.id, body, ifRevision: revision, mentionIds };
    try {
      chat.put((await chat.confab.request(EditMessageDocument, variables)).editMessage);
      composed.onSaved();
    } catch (error) {
      showError(error);
    }
  };
  const submit = (): void => {
    if (!sendable) return;
    if (mode.kind === "edit") return void saveEdit(mode.message);
    if (uploads.busy) return setWaiting(true);
    try {
      chat.outbox.add({
        clientMessageId: crypto.randomUUID(),
        conversationId,
        body,
        attachments: uploads.ready,
        mentions: mentionedIn(body),
        replyTo: mode.kind === "reply" ? mode.message : null,
      });
    } catch {
      return showToast(messagesTexts.tooManyMessagesAreWaitingTo);
    }
    composed.onSent();
  };
  const failed = uploads.items.some(({ error }) => error);
  useEffect(() => {
    if (!waiting || uploads.busy) return;
    setWaiting(false);
    // Without the file that was refused it may not be what was meant.
    if (!failed) submit();
  }, [waiting, uploads.busy, failed]);
  return { submit, waiting, stopWaiting: () => setWaiting(false) };
}
