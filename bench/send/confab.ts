import "reflect-metadata";
import { startApp } from "../../test/support/app.js";
import { createGroup } from "../../test/support/conversations.js";
import { signUp, type Person } from "../../test/support/people.js";

/** The real server with its people and groups, in a process of its own. Says where on a line. */
const senders = Number(process.env["BENCH_SENDERS"]);
const groups = Number(process.env["BENCH_GROUPS"]);
const app = await startApp();
const listener = await signUp(app, "Listener");
const people: Person[] = [];
for (let at = 0; at < senders; at += 1) people.push(await signUp(app, `Sender${at}`));
const one = await createGroup(app, listener, people);
const many: string[] = [];
for (let at = 0; at < groups; at += 1)
  many.push(await createGroup(app, listener, [people[at % senders]!]));
const tokens = people.map(({ token }) => token);
console.log(JSON.stringify({ url: app.url, tokens, listener: listener.token, one, many }));
process.on("SIGTERM", () => void app.stop().then(() => process.exit(0)));
