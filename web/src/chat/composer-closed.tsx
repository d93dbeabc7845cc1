import { Button } from "../ui/button.js";
import type { Block } from "./use-block.js";

interface ComposerClosedProps {
  readonly name: string;
  readonly block: Block;
}

/** In place of the composer, as nothing that is written there would arrive. */
export function ComposerClosed({ name, block }: ComposerClosedProps) {
  return (
    <div className="composer-closed muted small" role="status">
      You have blocked {name}.
      <Button small onClick={() => block.set(false)}>
        Unblock
      </Button>
    </div>
  );
}
