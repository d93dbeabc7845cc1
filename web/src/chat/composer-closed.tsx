import { Button } from "../ui/button.js";
import type { Block } from "./use-block.js";
import { messagesTexts } from "../texts/messages.js";

interface ComposerClosedProps {
  readonly name: string;
  readonly block: Block;
}

/** In place of the composer, as nothing that is written there would arrive. */
export function ComposerClosed({ name, block }: ComposerClosedProps) {
  return (
    <div className="composer-closed muted small" role="status">
      {messagesTexts.youHaveBlocked(name)}
      <Button small onClick={() => block.set(false)}>
        {messagesTexts.unblock}
      </Button>
    </div>
  );
}
