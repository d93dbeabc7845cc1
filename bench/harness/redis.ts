import { Pinned } from "./process.js";

export interface Redis {
  readonly url: string;
  stop(): Promise<void>;
}

/** REDIS_URL, or `redis-server` where there is one; null: what needs it is left out. */
export async function startRedis(): Promise<Redis | null> {
  const given = process.env["REDIS_URL"];
  if (given) return { url: given, stop: () => Promise.resolve() };
  const port = 20_000 + (process.pid % 10_000);
  const server = await Pinned.start({
    command: "redis-server",
    args: ["--port", String(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"],
    role: "database",
    ready: /Ready to accept connections/,
  }).catch(() => null);
  return server && { url: `redis://127.0.0.1:${port}`, stop: () => server.stop() };
}
