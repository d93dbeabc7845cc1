import { useRef, useState, type ComponentProps } from "react";
import { Icon } from "../ui/icon.js";
import { messagesTexts } from "../texts/messages.js";

interface DropZoneProps extends ComponentProps<"section"> {
  readonly onFiles: (files: readonly File[]) => void;
}

/** Takes files that are dropped anywhere on it, and shows that it does. */
export function DropZone({ onFiles, children, ...rest }: DropZoneProps) {
  const [over, setOver] = useState(false);
  // Entering a child leaves its parent: what counts is how many are entered.
  const depth = useRef(0);
  const enter = (by: number): void => {
    depth.current = Math.max(0, depth.current + by);
    setOver(depth.current > 0);
  };
  const hasFiles = (event: React.DragEvent): boolean => event.dataTransfer.types.includes("Files");
  return (
    <section
      {...rest}
      onDragEnter={(event) => {
        if (!hasFiles(event)) return;
        event.preventDefault();
        enter(1);
      }}
      onDragLeave={(event) => hasFiles(event) && enter(-1)}
      onDragOver={(event) => hasFiles(event) && event.preventDefault()}
      onDrop={(event) => {
        if (!hasFiles(event)) return;
        event.preventDefault();
        depth.current = 0;
        setOver(false);
        onFiles([...event.dataTransfer.files]);
      }}
    >
      {children}
      {over && (
        <div className="drop-hint" aria-hidden="true">
          <Icon name="attach" size={28} />
          {messagesTexts.dropFilesToAddThemTo}
        </div>
      )}
    </section>
  );
}
