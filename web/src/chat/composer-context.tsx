import { IconButton } from "../ui/button.js";
import { Icon } from "../ui/icon.js";
import type { ComposerMode } from "./composer-mode.js";
import { contentOf } from "./describe.js";
import { messagesTexts } from "../texts/messages.js";

interface ComposerContextProps {
  readonly mode: Exclude<ComposerMode, { kind: "write" }>;
  readonly onCancel: () => void;
}

export function ComposerContext({ mode: { kind, message }, onCancel }: ComposerContextProps) {
  const title =
    kind === "edit"
      ? messagesTexts.editing
      : messagesTexts.answering(message.sender?.name ?? messagesTexts.aMessage);
  return (
    <div className="composer-context">
      <Icon name={kind === "edit" ? "edit" : "reply"} size={18} />
      <span className="grow">
        <strong className="truncate">{title}</strong>
        <span className="truncate muted">{contentOf(message)}</span>
      </span>
      <IconButton
        icon="close"
        small
        label={kind === "edit" ? messagesTexts.cancelEditing : messagesTexts.cancelReply}
        onClick={onCancel}
      />
    </div>
  );
}
