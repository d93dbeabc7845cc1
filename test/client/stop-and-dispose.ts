import WebSocket from "ws";
import { ConfabClient } from "../../client/src/index.js";
import type { Tokens } from "../../client/src/token.js";
import { typed, until } from "./kit.js";

// A program of its own: only there is every timer that keeps it running the client's.
const [url = "", tokens = ""] = process.argv.slice(2);
const client = new ConfabClient({ url, webSocketImpl: WebSocket });
client.session.set(JSON.parse(tokens) as Tokens);
const messages = typed<unknown, Record<string, never>>("subscription { messageReceived { id } }");
const stop = client.subscribe(messages, {}, { next: () => undefined });
await until(() => client.status === "connected", "connected");
stop();
await client.dispose();
await until(() => client.status !== "connected", "closed");
const timers = process.getActiveResourcesInfo().filter((kind) => kind === "Timeout");
console.log(`timers: ${timers.length}`);
