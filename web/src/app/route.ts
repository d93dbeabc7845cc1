import { useMemo, useSyncExternalStore } from "react";

export type Pane = "chats" | "contacts" | "settings";

export interface Route {
  readonly pane: Pane;
  /** The open conversation, or the open section of the settings. */
  readonly id: string | null;
  /** The message of that conversation that a link is about. */
  readonly messageId: string | null;
}

const PANES: readonly string[] = ["chats", "contacts", "settings"] satisfies Pane[];

/** `/chats/…` and the like, as people type and other programs link them, become this page's own. */
export function adoptPath(): void {
  const [, pane = ""] = window.location.pathname.split("/");
  if (!PANES.includes(pane)) return;
  const hash = window.location.hash || `#${window.location.pathname}`;
  window.history.replaceState(null, "", `/${window.location.search}${hash}`);
}

export function isKnownAddress(): boolean {
  return ["/", "/index.html"].includes(window.location.pathname);
}

function subscribe(listener: () => void): () => void {
  window.addEventListener("hashchange", listener);
  return () => window.removeEventListener("hashchange", listener);
}

/** In the hash, so that any server that serves one page will do. */
export function useRoute(): Route {
  const hash = useSyncExternalStore(subscribe, () => window.location.hash);
  return useMemo(() => parse(hash), [hash]);
}

function parse(hash: string): Route {
  const [pane = "", id = "", messageId = ""] = hash.replace(/^#\/?/, "").split("/");
  const known = PANES.includes(pane) ? (pane as Pane) : "chats";
  return { pane: known, id: decode(id), messageId: decode(messageId) };
}

function decode(part: string): string | null {
  try {
    return part ? decodeURIComponent(part) : null;
  } catch {
    return null;
  }
}

export function openConversation(): string | null {
  const { pane, id } = parse(window.location.hash);
  return pane === "chats" ? id : null;
}

export function hrefOf(pane: Pane, id?: string | null): string {
  return id ? `#/${pane}/${encodeURIComponent(id)}` : `#/${pane}`;
}

export function navigate(pane: Pane, id?: string | null): void {
  window.location.hash = hrefOf(pane, id);
}
