import { useEffect, useState } from "react";
import { Dialog } from "../ui/dialog.js";
import { QuickSwitcher } from "./quick-switcher.js";

const SHORTCUTS: readonly (readonly [keys: string, does: string])[] = [
  ["Ctrl K", "Go to a conversation by name"],
  ["?", "This overview"],
  ["Enter", "Send"],
  ["Shift Enter", "Begin a new line"],
  ["↑", "In an empty box: edit your last message"],
  ["Escape", "Give up an edit or an answer, close what is open"],
  ["↑ ↓", "Among messages: to the one before or after"],
  ["Tab", "On a message: to what can be done with it"],
];

type Open = "switcher" | "overview" | null;

/** What the keyboard does wherever one is. */
export function Shortcuts() {
  const [open, setOpen] = useState<Open>(null);
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
        event.preventDefault();
        setOpen("switcher");
      } else if (event.key === "?" && !isTyping(event.target)) {
        setOpen("overview");
      }
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
  if (open === "switcher") return <QuickSwitcher onClose={() => setOpen(null)} />;
  if (open !== "overview") return null;
  return (
    <Dialog title="Keyboard shortcuts" onClose={() => setOpen(null)}>
      <dl className="shortcuts">
        {SHORTCUTS.map(([keys, does]) => (
          <div key={does}>
            <dt>
              {keys.split(" ").map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && target.matches("input, textarea, select, [contenteditable]")
  );
}
