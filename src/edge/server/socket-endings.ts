import { CloseCode } from "./close-code.js";

/** Closing everybody at once would bring everybody back at once. */
const CLOSE_PER_MS = 2;
const MAX_SPREAD_MS = 5_000;
/** What a peer has for answering a close. */
export const CLOSE_LIMIT_MS = 2_000;

interface Closable {
  close(code: number, reason: string): void;
  terminate(): void;
}

/** With 1012. Resolves when all are gone; `clients` shrinks meanwhile. */
export async function closeInTurn(clients: ReadonlySet<Closable>): Promise<void> {
  const open = [...clients];
  const spreadMs = Math.min(MAX_SPREAD_MS, open.length / CLOSE_PER_MS);
  for (const [at, socket] of open.entries())
    setTimeout(() => socket.close(CloseCode.RESTART, "Restarting"), (at / open.length) * spreadMs);
  const end = Date.now() + spreadMs + CLOSE_LIMIT_MS + 500;
  while (clients.size > 0 && Date.now() < end)
    await new Promise((resolve) => setTimeout(resolve, 10));
  for (const socket of clients) socket.terminate();
}
