/** The close codes of graphql-transport-ws and of WebSocket that the server uses. */
const meanings: Readonly<Record<number, string>> = {
  1001: "the server is going away",
  1006: "it broke off",
  1008: "too many messages in a short time",
  1009: "a message was too large",
  1011: "the server failed",
  1012: "the server is restarting",
  1013: "the server is overloaded, or this page read too slowly",
  4400: "the server did not understand a message",
  4401: "not signed in, or the session has ended",
  4403: "the token is wrong or has expired",
  4406: "the server speaks another protocol",
  4408: "the connection took too long to begin",
  4409: "that subscription is running already",
  4429: "the connection was begun twice",
  4500: "the server failed",
};

export function closeCode(cause: unknown): number | undefined {
  return typeof cause === "object" && cause !== null && "code" in cause && "reason" in cause
    ? Number(cause.code)
    : undefined;
}

/** One sentence about the end of a connection: a browser's own events say nothing when printed as JSON. */
export function describeClose(cause: unknown, url: string): string {
  const code = closeCode(cause);
  if (code !== undefined) {
    const reason = (cause as { readonly reason: unknown }).reason;
    const detail = [code, reason].filter((part) => part !== "").join(" ");
    return `The connection ended: ${meanings[code] ?? "no reason is known"} (${detail}).`;
  }
  if (cause instanceof Error) return cause.message;
  return `No connection to ${url}. Is the server running, and does a proxy in between pass WebSockets?`;
}
