import { useEffect, useSyncExternalStore } from "react";

const KEY = "confab:tab-mark";
const CHANGED = "confab:tab-mark-changed";

/** Whether the icon of the tab, and of the installed app, may show that something is unread. */
export function tabMarkOn(): boolean {
  return window.localStorage.getItem(KEY) !== "off";
}

export function setTabMark(on: boolean): void {
  if (on) window.localStorage.removeItem(KEY);
  else window.localStorage.setItem(KEY, "off");
  window.dispatchEvent(new Event(CHANGED));
}

function subscribe(listener: () => void): () => void {
  window.addEventListener(CHANGED, listener);
  return () => window.removeEventListener(CHANGED, listener);
}

export function useTabMark(unread: number): void {
  const on = useSyncExternalStore(subscribe, tabMarkOn);
  useEffect(() => {
    document.title = unread > 0 ? `(${unread}) Confab` : "Confab";
    const marked = on && unread > 0;
    const icon = document.querySelector<HTMLLinkElement>('link[rel="icon"]');
    if (icon) icon.href = marked ? "/icon-unread.svg" : "/icon.svg";
    // Not every browser has it, and some refuse it where the app is not installed.
    void navigator.setAppBadge?.(marked ? unread : 0).catch(() => undefined);
  }, [unread, on]);
}
