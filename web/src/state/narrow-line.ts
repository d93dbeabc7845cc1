import type { ConfabClient } from "@confab/client";

/**
 * By HTTP/1.1 a browser opens six connections to one host, for all tabs together, and each stream is one:
 * what is sent and loaded needs some as well.
 */
function isNarrow({ transport }: ConfabClient): boolean {
  return transport === "stream" && !/^h[23]/.test(protocol());
}

/** Of the page itself: what comes later goes the same way. */
function protocol(): string {
  const [entry] = performance.getEntriesByType("navigation");
  return (entry as PerformanceResourceTiming | undefined)?.nextHopProtocol ?? "";
}

/** Followed while there is room for it: of `front`, on a narrow line in the window in front alone. */
export function whileThereIsRoom(
  confab: ConfabClient,
  wanted: "front" | "wide",
  begin: () => () => void,
): () => void {
  let end: (() => void) | null = null;
  const leave = (): void => {
    end?.();
    end = null;
  };
  const look = (): void => {
    const isWorthIt = wanted === "front" && document.hasFocus();
    if (isNarrow(confab) && !isWorthIt) leave();
    else end ??= begin();
  };
  look();
  const stops = [confab.onStatus(look), ...["focus", "blur"].map((event) => onWindow(event, look))];
  return () => {
    for (const stop of stops) stop();
    leave();
  };
}

function onWindow(event: string, listener: () => void): () => void {
  window.addEventListener(event, listener);
  return () => window.removeEventListener(event, listener);
}
