import { createHash } from "node:crypto";
import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface PwnedPasswordsDouble {
  readonly url: string;
  /** What it was asked, whole. */
  readonly asked: { readonly path: string; readonly headers: IncomingHttpHeaders }[];
  /** How it answers from now on. */
  behave(answer: "well" | "never" | "with 503" | "with nonsense"): void;
  stop(): Promise<void>;
}

const hashOf = (password: string): string =>
  createHash("sha1").update(password).digest("hex").toUpperCase();

/** The interface of Have I Been Pwned over these passwords, with padding for all that it is asked. */
export async function startPwnedPasswords(
  breached: readonly string[],
  padding: readonly string[],
): Promise<PwnedPasswordsDouble> {
  const asked: PwnedPasswordsDouble["asked"] = [];
  let behaviour: Parameters<PwnedPasswordsDouble["behave"]>[0] = "well";
  const answer = (path: string, response: ServerResponse): void => {
    const [, prefix = ""] = /^\/range\/([0-9A-F]{5})$/.exec(path) ?? [];
    const lines = [
      ...breached.map((one) => `${hashOf(one)}:3861493`),
      ...padding.map((one) => `${hashOf(one)}:0`),
      `${prefix}${hashOf("padding").slice(5)}:0`,
    ];
    const found = lines.filter((line) => prefix !== "" && line.startsWith(prefix));
    response.statusCode = prefix === "" ? 400 : 200;
    response.end(found.map((line) => line.slice(5)).join("\r\n"));
  };
  const server = createServer(({ url: path = "", headers }, response) => {
    asked.push({ path, headers });
    if (behaviour === "never") return;
    if (behaviour === "with 503") response.statusCode = 503;
    if (behaviour === "well") answer(path, response);
    else response.end("<html>busy</html>");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    behave: (next) => {
      behaviour = next;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
