import { messagesTexts } from "../texts/messages.js";

interface ComposerNoteProps {
  readonly waiting: boolean;
  readonly length: number;
  readonly maxChars: number;
}

/** What holds a message back, where something does. */
export function ComposerNote({ waiting, length, maxChars }: ComposerNoteProps) {
  return (
    <p className="composer-note" role="status">
      {waiting && messagesTexts.itIsSentAsSoonAs}
      {!waiting && length > maxChars * 0.9 && (
        <span data-over={length > maxChars}>
          {length > maxChars
            ? messagesTexts.charactersTooMany(length - maxChars)
            : messagesTexts.charactersLeft(maxChars - length)}
        </span>
      )}
    </p>
  );
}
