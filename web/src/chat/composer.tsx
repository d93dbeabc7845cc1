import { useEffect, useRef, useState, type KeyboardEvent } from "react";
import { useLimits } from "../app/server-info.js";
import type { MessageItemFragment } from "../gql/graphql.js";
import { useChat, useMe } from "../state/chat-context.js";
import type { Conversation } from "../state/conversation.js";
import { IconButton } from "../ui/button.js";
import { AttachButton } from "./attach-button.js";
import { ComposerContext } from "./composer-context.js";
import type { ComposerMode } from "./composer-mode.js";
import { ComposerNote } from "./composer-note.js";
import { EmojiPicker } from "./emoji-picker.js";
import { insertAtCaret } from "./insert-at-caret.js";
import { isComposing } from "../ui/is-composing.js";
import { MentionList } from "./mention-list.js";
import { UploadStrip } from "./upload-strip.js";
import { useMentions } from "./use-mentions.js";
import { useSubmit } from "./use-submit.js";
import { useTypingSignal } from "./use-typing-signal.js";
import type { Uploads } from "./use-uploads.js";
import { messagesTexts } from "../texts/messages.js";

interface ComposerProps {
  readonly conversation: Conversation;
  readonly uploads: Uploads;
  readonly mode: ComposerMode;
  /** The answer or the edit is sent or given up. */
  readonly onDone: () => void;
  readonly onEdit: (message: MessageItemFragment) => void;
}

export function Composer({ conversation, uploads, mode, onDone, onEdit }: ComposerProps) {
  const { id } = conversation;
  const chat = useChat();
  const me = useMe();
  const limits = useLimits();
  const [text, setText] = useState(() => (mode.kind === "edit" ? mode.text : chat.drafts.get(id)));
  const [emojiAnchor, setEmojiAnchor] = useState<HTMLElement | null>(null);
  const input = useRef<HTMLTextAreaElement>(null);
  const mentions = useMentions(conversation, text, setText, input);
  const typing = useTypingSignal(id);
  const editing = mode.kind === "edit";

  useEffect(() => {
    if (mode.kind === "edit") setText(mode.text);
    if (mode.kind !== "write" || matchMedia("(hover: hover)").matches) input.current?.focus();
  }, [mode]);
  useEffect(() => {
    if (mode.kind === "edit") chat.drafts.setEdit(id, { message: mode.message, text });
    else chat.drafts.set(id, text);
  }, [chat, id, mode, text]);

  const maxChars = limits?.messageMaxChars ?? 10_000;
  const body = text.trim();
  const length = [...body].length;
  const hasFiles = !editing && uploads.items.some(({ error }) => !error);
  const sendable = length <= maxChars && (body !== "" || hasFiles);

  const cancel = (): void => {
    if (editing) setText(chat.drafts.get(id));
    onDone();
  };
  const { submit, waiting, stopWaiting } = useSubmit({
    ...{ conversationId: id, body, sendable, mode, uploads, mentionedIn: mentions.mentionedIn },
    onSaved: cancel,
    onSent: () => {
      setText("");
      uploads.clear();
      typing.stop();
      onDone();
      input.current?.focus();
    },
  });

  const editLast = (): void => {
    const last = chat.timelines
      .get(id)
      .messages.findLast((m) => m.sender?.id === me.user.id && m.body !== null && !m.deletedAt);
    if (last) onEdit(last);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (isComposing(event.nativeEvent) || mentions.onKeyDown(event)) return;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      submit();
    }
    if (event.key === "Escape" && mode.kind !== "write") cancel();
    if (event.key === "ArrowUp" && text === "" && mode.kind === "write") {
      event.preventDefault();
      editLast();
    }
  };

  return (
    <form
      className="composer"
      aria-label={messagesTexts.writeAMessage}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      {mentions.open && <MentionList {...mentions.open} />}
      {mode.kind !== "write" && <ComposerContext mode={mode} onCancel={cancel} />}
      <UploadStrip uploads={uploads.items} onRemove={uploads.remove} onRetry={uploads.retry} />
      <div className="composer-bar">
        <AttachButton
          accept={limits?.uploadMimeTypes.join(",")}
          disabled={editing}
          onFiles={uploads.add}
        />
        <textarea
          ref={input}
          rows={1}
          className="composer-input"
          aria-label={messagesTexts.message}
          placeholder={messagesTexts.message}
          dir="auto"
          value={text}
          aria-autocomplete="list"
          aria-controls={mentions.open?.listId}
          aria-activedescendant={mentions.open?.activeId}
          onChange={(event) => {
            setText(event.target.value);
            stopWaiting();
            if (!editing) typing.touch();
          }}
          onSelect={mentions.onSelect}
          onPaste={(event) => {
            const files = [...event.clipboardData.files];
            if (files.length > 0 && !editing) {
              event.preventDefault();
              uploads.add(files);
            }
          }}
          onKeyDown={onKeyDown}
        />
        <IconButton
          icon="smile"
          label={messagesTexts.insertAnEmoji}
          aria-haspopup="dialog"
          onClick={(event) => setEmojiAnchor(event.currentTarget)}
        />
        <IconButton
          icon={editing ? "check" : "send"}
          label={editing ? messagesTexts.save : messagesTexts.send}
          type="submit"
          data-primary="true"
          disabled={!sendable}
          aria-busy={waiting || undefined}
        />
      </div>
      <ComposerNote waiting={waiting} length={length} maxChars={maxChars} />
      {emojiAnchor && (
        <EmojiPicker
          label={messagesTexts.emoji}
          anchor={emojiAnchor}
          onPick={(emoji) => insertAtCaret(input.current, emoji, setText)}
          onClose={() => setEmojiAnchor(null)}
          returnFocusTo={input.current}
        />
      )}
    </form>
  );
}
