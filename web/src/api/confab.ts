import { ConfabClient, webStore } from "@confab/client";

export const ENDPOINT = new URL("/graphql", window.location.href).href;

/** The page's one connection. Who is signed in survives a reload; what was read does not. */
export const confab = new ConfabClient({ url: ENDPOINT, store: webStore(window.localStorage) });

window.addEventListener("focus", () => confab.wake());
