import { useEffect, useRef, useState } from "react";
import { Button } from "../ui/button.js";
import { Dialog } from "../ui/dialog.js";
import { appTexts } from "../texts/app.js";

/**
 * Asks before something unsaved is left: for another place of the app, by whatever way one goes
 * there, for another page, or by closing the window.
 */
export function LeaveGuard({ unsaved }: { readonly unsaved: boolean }) {
  const [wanted, setWanted] = useState<string | null>(null);
  const discarded = useRef(false);
  useEffect(() => {
    if (!unsaved) return;
    const here = window.location.hash;
    // Comes before anything has read the new address: nobody notices that it was there.
    const onAddress = (): void => {
      const next = window.location.hash;
      if (discarded.current || next === here) return;
      window.history.pushState(null, "", here || "#/");
      setWanted(next);
    };
    const onUnload = (event: BeforeUnloadEvent): void => event.preventDefault();
    window.addEventListener("popstate", onAddress);
    window.addEventListener("beforeunload", onUnload);
    return () => {
      window.removeEventListener("popstate", onAddress);
      window.removeEventListener("beforeunload", onUnload);
    };
  }, [unsaved]);
  if (wanted === null) return null;
  return (
    <Dialog
      title={appTexts.leaveWithoutSaving}
      onClose={() => setWanted(null)}
      footer={
        <>
          <Button onClick={() => setWanted(null)}>{appTexts.stayHere}</Button>
          <Button
            kind="danger"
            onClick={() => {
              discarded.current = true;
              window.location.hash = wanted;
            }}
          >
            {appTexts.discardTheChanges}
          </Button>
        </>
      }
    >
      <p className="muted">{appTexts.whatYouHaveChangedHereIs}</p>
    </Dialog>
  );
}
