import { useEffect, useState } from "react";
import { Button } from "../ui/button.js";
import { Dialog } from "../ui/dialog.js";

/**
 * Asks before something unsaved is left: another place of the app, another page, or the window
 * being closed.
 */
export function LeaveGuard({ unsaved }: { readonly unsaved: boolean }) {
  const [wanted, setWanted] = useState<string | null>(null);
  useEffect(() => {
    if (!unsaved) return;
    const here = window.location.hash;
    const onClick = (event: MouseEvent): void => {
      const link = (event.target as Element).closest<HTMLAnchorElement>('a[href^="#"]');
      if (!link || link.hash === here || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      setWanted(link.hash);
    };
    const onUnload = (event: BeforeUnloadEvent): void => event.preventDefault();
    document.addEventListener("click", onClick, true);
    window.addEventListener("beforeunload", onUnload);
    return () => {
      document.removeEventListener("click", onClick, true);
      window.removeEventListener("beforeunload", onUnload);
    };
  }, [unsaved]);
  if (wanted === null) return null;
  return (
    <Dialog
      title="Leave without saving?"
      onClose={() => setWanted(null)}
      footer={
        <>
          <Button onClick={() => setWanted(null)}>Stay here</Button>
          <Button kind="danger" onClick={() => (window.location.hash = wanted)}>
            Discard the changes
          </Button>
        </>
      }
    >
      <p className="muted">What you have changed here is not saved yet.</p>
    </Dialog>
  );
}
