import { useEffect, useState, useSyncExternalStore } from "react";
import { confab } from "../api/confab.js";
import { Button } from "../ui/button.js";
import { appTexts } from "../texts/app.js";

const subscribe = (listener: () => void): (() => void) => confab.onStatus(listener);

/** A cut of a moment is not worth a word. */
const PATIENCE_MS = 1_200;

export function ConnectionBanner() {
  const status = useSyncExternalStore(subscribe, () => confab.status);
  const cut = status === "reconnecting";
  const byStream = useSyncExternalStore(subscribe, () => confab.transport) === "stream";
  const [shown, setShown] = useState(false);
  const [told, setTold] = useState(false);
  useEffect(() => {
    if (!cut) return setShown(false);
    const timer = setTimeout(() => setShown(true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, [cut]);
  return (
    <div role="status" aria-live="polite">
      {shown && (
        <div className="banner">
          <span className="banner-pulse" aria-hidden="true" />
          <span className="grow">{appTexts.noConnectionWhatYouWriteIs}</span>
          <Button small onClick={() => confab.wake()}>
            {appTexts.retryNow}
          </Button>
        </div>
      )}
      {byStream && !cut && !told && (
        <div className="banner" data-quiet="true">
          <span className="grow">{appTexts.thisNetworkBlocksWebSockets}</span>
          <Button small onClick={() => setTold(true)}>
            {appTexts.understood}
          </Button>
        </div>
      )}
    </div>
  );
}
