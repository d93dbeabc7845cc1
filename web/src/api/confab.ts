import { ConfabClient, webStore } from "@confab/client";
import { eventStreams } from "@confab/client/sse";

export const ENDPOINT = new URL("/graphql", window.location.href).href;

/** The page's one connection. Who is signed in survives a reload; what was read does not. */
export const confab = new ConfabClient({
  url: ENDPOINT,
  store: webStore(window.localStorage),
  // Where a network lets no WebSocket through.
  fallback: eventStreams,
});

window.addEventListener("focus", () => confab.wake());
