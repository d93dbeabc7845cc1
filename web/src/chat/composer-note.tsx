import { formatNumber } from "../ui/format.js";

interface ComposerNoteProps {
  readonly waiting: boolean;
  readonly length: number;
  readonly maxChars: number;
}

/** What holds a message back, where something does. */
export function ComposerNote({ waiting, length, maxChars }: ComposerNoteProps) {
  return (
    <p className="composer-note" role="status">
      {waiting && "It is sent as soon as the files are uploaded."}
      {!waiting && length > maxChars * 0.9 && (
        <span data-over={length > maxChars}>
          {length > maxChars
            ? `${formatNumber(length - maxChars)} characters too many`
            : `${formatNumber(maxChars - length)} characters left`}
        </span>
      )}
    </p>
  );
}
