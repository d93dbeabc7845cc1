import { useMemo, useSyncExternalStore } from "react";

export type Pane = "chats" | "contacts" | "settings";

export interface Route {
  readonly pane: Pane;
  /** The open conversation, or the open section of the settings. */
  readonly id: string | null;
}

const PANES: readonly string[] = ["chats", "contacts", "settings"] satisfies Pane[];

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
  const [pane = "", id = ""] = hash.replace(/^#\/?/, "").split("/");
  const known = PANES.includes(pane) ? (pane as Pane) : "chats";
  return { pane: known, id: id ? decodeURIComponent(id) : null };
}

export function hrefOf(pane: Pane, id?: string | null): string {
  return id ? `#/${pane}/${encodeURIComponent(id)}` : `#/${pane}`;
}

export function navigate(pane: Pane, id?: string | null): void {
  window.location.hash = hrefOf(pane, id);
}
