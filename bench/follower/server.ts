import "reflect-metadata";
import { startApp } from "../../test/support/app.js";
import { createGroup } from "../../test/support/conversations.js";
import { signUp, type Person } from "../../test/support/people.js";
import { backend } from "../../test/support/services.js";

/** A server with its people, groups and a backend's key, in a process of its own. Says where on a line. */
const senders = Number(process.env["BENCH_SENDERS"]);
const groups = Number(process.env["BENCH_GROUPS"]);
const app = await startApp({
  env: { WEBHOOK_ALLOW_PRIVATE: "on" },
  limits: { perServiceKeyPercent: 100_000 },
});
const people: Person[] = [];
for (let at = 0; at < senders; at += 1) people.push(await signUp(app, `Sender${at}`));
const chats: string[] = [];
for (let at = 0; at < groups; at += 1)
  chats.push(await createGroup(app, people[at % senders]!, []));
const { secret } = await backend(app, ["EVENTS_READ", "WEBHOOKS_WRITE"]);
const tokens = people.map(({ token }) => token);
const { mongoUri } = app.config;
console.log(JSON.stringify({ url: app.url, tokens, chats, secret, mongoUri }));
process.on("SIGTERM", () => void app.stop().then(() => process.exit(0)));
