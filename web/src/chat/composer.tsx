import { useEffect, useRef, useState } from "react";
import { useLimits } from "../app/server-info.js";
import { EditMessageDocument, type MessageItemFragment } from "../gql/graphql.js";
import { useChat, useMe, useTimeline } from "../state/chat-context.js";
import type { Conversation } from "../state/conversation.js";
import { IconButton } from "../ui/button.js";
import { showError, showToast } from "../ui/toasts.js";
import { AttachButton } from "./attach-button.js";
import { ComposerContext } from "./composer-context.js";
import { EmojiMenu } from "./emoji-menu.js";
import { MentionList } from "./mention-list.js";
import { UploadStrip } from "./upload-strip.js";
import { useMentions } from "./use-mentions.js";
import { useTypingSignal } from "./use-typing-signal.js";
import { useUploads } from "./use-uploads.js";

export type ComposerMode =
  | { readonly kind: "write" }
  | { readonly kind: "reply" | "edit"; readonly message: MessageItemFragment };

interface ComposerProps {
  readonly conversation: Conversation;
  readonly mode: ComposerMode;
  /** The answer or the edit is sent or given up. */
  readonly onDone: () => void;
  readonly onEdit: (message: MessageItemFragment) => void;
}

/** What was written and not sent, by conversation, while the page lives. */
const drafts = new Map<string, string>();

export function Composer({ conversation, mode, onDone, onEdit }: ComposerProps) {
  const { id } = conversation;
  const chat = useChat();
  const me = useMe();
  const limits = useLimits();
  const { messages } = useTimeline(id);
  const [text, setText] = useState(drafts.get(id) ?? "");
  const [emojiAnchor, setEmojiAnchor] = useState<HTMLElement | null>(null);
  const input = useRef<HTMLTextAreaElement>(null);
  const mentions = useMentions(conversation, text, setText, input);
  const uploads = useUploads(limits?.attachmentsPerMessage ?? 10, limits?.uploadMaxBytes);
  const typing = useTypingSignal(id);

  useEffect(() => {
    if (mode.kind === "edit") setText(mode.message.body ?? "");
    if (mode.kind !== "write" || matchMedia("(hover: hover)").matches) input.current?.focus();
  }, [mode]);
  useEffect(() => {
    if (mode.kind !== "edit") drafts.set(id, text);
  }, [id, mode, text]);

  const maxChars = limits?.messageMaxChars ?? 4_000;
  const body = text.trim();
  const ready = uploads.ready;
  const sendable =
    body.length <= maxChars &&
    !uploads.busy &&
    (body !== "" || (mode.kind !== "edit" && ready.length > 0));

  const cancel = (): void => {
    if (mode.kind === "edit") setText(drafts.get(id) ?? "");
    onDone();
  };
  const saveEdit = async (message: MessageItemFragment): Promise<void> => {
    const variables = { id: message.id, body, ifRevision: message.revision };
    try {
      chat.put((await chat.confab.request(EditMessageDocument, variables)).editMessage);
      cancel();
    } catch (error) {
      showError(error);
    }
  };
  const submit = (): void => {
    if (!sendable) return;
    if (mode.kind === "edit") return void saveEdit(mode.message);
    try {
      chat.outbox.add({
        clientMessageId: crypto.randomUUID(),
        conversationId: id,
        body,
        attachments: ready,
        mentions: mentions.mentionedIn(body),
        replyTo: mode.kind === "reply" ? mode.message : null,
      });
    } catch {
      return showToast("Too many messages are waiting to be sent. Wait for the connection.");
    }
    setText("");
    drafts.delete(id);
    uploads.clear();
    typing.stop();
    onDone();
    input.current?.focus();
  };
  const editLast = (): void => {
    const last = messages.findLast(
      (m) => m.sender?.id === me.id && m.body !== null && !m.deletedAt,
    );
    if (last) onEdit(last);
  };

  return (
    <form
      className="composer"
      aria-label="Write a message"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        uploads.add([...event.dataTransfer.files]);
      }}
    >
      {mentions.open && <MentionList {...mentions.open} />}
      {mode.kind !== "write" && <ComposerContext mode={mode} onCancel={cancel} />}
      <UploadStrip uploads={uploads.items} onRemove={uploads.remove} onRetry={uploads.retry} />
      <div className="composer-bar">
        <AttachButton
          accept={limits?.uploadMimeTypes.join(",")}
          disabled={mode.kind === "edit"}
          onFiles={uploads.add}
        />
        <textarea
          ref={input}
          rows={1}
          className="composer-input"
          aria-label="Message"
          placeholder="Message"
          dir="auto"
          value={text}
          aria-autocomplete="list"
          aria-controls={mentions.open?.listId}
          aria-activedescendant={mentions.open?.activeId}
          onChange={(event) => {
            setText(event.target.value);
            if (mode.kind !== "edit") typing.touch();
          }}
          onSelect={mentions.onSelect}
          onPaste={(event) => {
            const files = [...event.clipboardData.files];
            if (files.length > 0) {
              event.preventDefault();
              uploads.add(files);
            }
          }}
          onKeyDown={(event) => {
            if (event.nativeEvent.isComposing || mentions.onKeyDown(event)) return;
            if (event.key === "Enter" && !event.shiftKey) {
              event.preventDefault();
              submit();
            }
            if (event.key === "Escape" && mode.kind !== "write") cancel();
            if (event.key === "ArrowUp" && text === "" && mode.kind === "write") {
              event.preventDefault();
              editLast();
            }
          }}
        />
        <IconButton
          icon="smile"
          label="Insert an emoji"
          onClick={(event) => setEmojiAnchor(event.currentTarget)}
        />
        <IconButton
          icon={mode.kind === "edit" ? "check" : "send"}
          label={mode.kind === "edit" ? "Save" : "Send"}
          type="submit"
          data-primary="true"
          disabled={!sendable}
        />
      </div>
      {body.length > maxChars * 0.9 && (
        <p className="composer-count" data-over={body.length > maxChars} role="status">
          {maxChars - body.length} characters left
        </p>
      )}
      {emojiAnchor && (
        <EmojiMenu
          label="Emoji"
          anchor={emojiAnchor}
          onPick={(emoji) => setText(text + emoji)}
          onClose={() => setEmojiAnchor(null)}
        />
      )}
    </form>
  );
}
