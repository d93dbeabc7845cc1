import { useEffect, useState } from "react";
import { Dialog } from "../ui/dialog.js";
import { QuickSwitcher } from "./quick-switcher.js";
import { appTexts } from "../texts/app.js";

const SHORTCUTS: readonly (readonly [keys: string, does: string])[] = [
  [appTexts.ctrlK, appTexts.goToAConversationByName],
  ["?", appTexts.thisOverview],
  [appTexts.enter, appTexts.send],
  [appTexts.shiftEnter, appTexts.startANewLine],
  ["↑", appTexts.editYourLastMessageInAn],
  [appTexts.escape, appTexts.cancelAnEditOrAReply],
  ["↑ ↓", appTexts.goToThePreviousOrNext],
  [appTexts.tab, appTexts.goToTheActionsOfA],
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
    <Dialog title={appTexts.keyboardShortcuts} onClose={() => setOpen(null)}>
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
