import type { TestApp } from "./app.js";
import { post } from "./graphql.js";
import { Peer } from "./peer.js";

/** The codes of the errors of one answer; `ok` where there is none. */
function codesOf(errors: readonly { extensions: { code: string } }[] | undefined): string {
  return [...new Set(errors?.map(({ extensions }) => extensions.code))].sort().join(" ") || "ok";
}

/** What is answered over HTTP and over the socket, which must not differ: the one word for both. */
export async function verdict(
  app: TestApp,
  query: string,
  variables: Record<string, unknown> = {},
  token?: string,
): Promise<string> {
  const answer = await post(app.url, query, variables, token);
  const byHttp = codesOf(answer.errors);
  const peer = await new Peer(app).acknowledged(token);
  peer.say({ type: "subscribe", id: "1", payload: { query, variables } });
  const bySocket = await peer.answered("1");
  peer.socket.terminate();
  const payload = bySocket.payload as Parameters<typeof codesOf>[0] & { errors: typeof payload };
  const other = codesOf(bySocket.type === "error" ? payload : payload.errors);
  if (byHttp !== other) throw new Error(`HTTP says ${byHttp}, the socket ${other}`);
  // Before anything ran it is a fault of the request.
  if (bySocket.type === "error" && answer.status !== 400)
    throw new Error(`${byHttp} with status ${answer.status}`);
  return byHttp;
}
