import { Types } from "mongoose";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import {
  DeleteWebhookDocument,
  EditMessageDocument,
  PauseWebhookDocument,
  ReplayWebhookDocument,
  ResumeWebhookDocument,
  RotateWebhookSecretDocument,
  WebhooksDocument,
  type WebhookPartsFragment,
} from "../generated/graphql.js";
import { toId } from "../../src/platform/core/id.js";
import { startApp, type TestApp } from "../support/app.js";
import { ask as askAs, openDirect, send } from "../support/conversations.js";
import { codeOf, until } from "../support/graphql.js";
import { signUpAll, type Person } from "../support/people.js";
import { Rows } from "../support/rows.js";
import { ask, backend, type Backend } from "../support/services.js";
import { bodiesOf, Hooks, type Hook } from "./hook.js";

let app: TestApp;
let shop: Backend;
let rows: Rows;
const hooks = new Hooks();
const lines: string[] = [];

beforeAll(async () => {
  // One node: what it has heard of a webhook is told by what it does for another.
  const env = { WEBHOOK_ALLOW_PRIVATE: "on", LOG_LEVEL: "error" };
  app = await startApp({
    env,
    nodes: 1,
    probes: { log: { write: (line) => void lines.push(line) } },
  });
  shop = await backend(app, ["WEBHOOKS_WRITE"]);
  rows = await Rows.of(app);
});
afterAll(async () => {
  await rows.close();
  await app.stop();
  await hooks.stop();
});

async function people(): Promise<{ ada: Person; chat: string }> {
  const [ada, bob] = (await signUpAll(app, ["Ada", "Bob"])) as [Person, Person];
  return { ada, chat: await openDirect(app, ada, bob) };
}

async function shown({ id }: Hook): Promise<WebhookPartsFragment | undefined> {
  const { data } = await ask(app, shop.headers, WebhooksDocument);
  return data.webhooks.find((one) => one.id === id);
}

const comes = (hook: Hook, ...bodies: string[]): Promise<void> =>
  until(bodies.join(), () => bodies.every((body) => bodiesOf(hook).includes(body)));

test("a paused webhook has nothing, and everything once it is resumed", async () => {
  const { ada, chat } = await people();
  const hook = await hooks.make(app, shop);
  await send(app, ada, chat, "one");
  await comes(hook, "one");
  const paused = await ask(app, shop.headers, PauseWebhookDocument, { id: hook.id });
  expect(paused.data.pauseWebhook.state).toBe("PAUSED");
  // Once a webhook that was made later is told, the node knows of the pause.
  const witness = await hooks.make(app, shop);
  await send(app, ada, await openDirect(app, ada, (await people()).ada), "elsewhere");
  await comes(witness, "elsewhere");
  const before = bodiesOf(hook).filter((body) => body !== "elsewhere");
  expect(before).toEqual(["one"]);
  for (const body of ["two", "three", "four"]) await send(app, ada, chat, body);
  await comes(witness, "two", "three", "four");
  await until("it waits", async () => ((await shown(hook))?.undelivered ?? 0) >= 3);
  expect(bodiesOf(hook)).not.toContain("two");
  const resumed = await ask(app, shop.headers, ResumeWebhookDocument, { id: hook.id });
  expect(resumed.data.resumeWebhook.state).toBe("ACTIVE");
  await comes(hook, "four");
  const after = bodiesOf(hook).filter((body) => body !== "elsewhere");
  expect(after).toEqual(["one", "two", "three", "four"]);
});

test("what was changed before it was told of is new as it is now", async () => {
  const { ada, chat } = await people();
  const all = await hooks.make(app, shop);
  const created = await hooks.make(app, shop, ["MESSAGE_CREATED"]);
  for (const { id } of [all, created]) await ask(app, shop.headers, PauseWebhookDocument, { id });
  const witness = await hooks.make(app, shop);
  await send(app, ada, chat, "zero");
  await comes(witness, "zero");
  const ids: string[] = [];
  for (const body of ["one", "two", "three"]) ids.push((await send(app, ada, chat, body)).id);
  // The first lies beyond more than one stretch that is read at once.
  for (let at = 1; at <= 120; at += 1) {
    const body = at === 60 ? "two, in other words" : `one, edition ${at}`;
    await askAs(app, ada, EditMessageDocument, { id: ids[at === 60 ? 1 : 0] ?? "", body });
  }
  for (const { id } of [all, created]) await ask(app, shop.headers, ResumeWebhookDocument, { id });
  await comes(all, "one, edition 120");
  await comes(created, "one, edition 120");
  await askAs(app, ada, EditMessageDocument, { id: ids[1] ?? "", body: "two at last" });
  await comes(all, "two at last");
  const told = all.endpoint.once.map(({ type, data }) => [type, data.body]);
  expect(told.filter(([, body]) => body !== "zero")).toEqual([
    ["message.created", "three"],
    ["message.created", "two, in other words"],
    ["message.created", "one, edition 120"],
    ["message.edited", "two at last"],
  ]);
  const own = bodiesOf(created).filter((body) => body !== "zero");
  expect(own).toEqual(["three", "two, in other words", "one, edition 120"]);
});

test("for 24 hours the old secret and the new one sign, then the new one alone", async () => {
  const { ada, chat } = await people();
  const hook = await hooks.make(app, shop);
  const { endpoint } = hook;
  const old = endpoint.secret;
  const { data } = await ask(app, shop.headers, RotateWebhookSecretDocument, { id: hook.id });
  const next = data.rotateWebhookSecret.secret;
  expect(next).not.toBe(old);
  await send(app, ada, chat, "by the old one");
  await comes(hook, "by the old one");
  endpoint.secret = next;
  await send(app, ada, chat, "by the new one");
  await comes(hook, "by the new one");
  endpoint.secret = old;
  await send(app, ada, chat, "by the old one still");
  await comes(hook, "by the old one still");
  expect(endpoint.forged).toEqual([]);

  const rotated = { _id: new Types.ObjectId(hook.id) };
  const webhook = await rows.collection("webhooks").findOne(rotated);
  const [first] = webhook?.["oldSecrets"] as { sealed: string; until: Date }[];
  if (!first) throw new Error("The old secret is not kept.");
  expect(Math.abs(first.until.getTime() - Date.now() - 24 * 3_600_000)).toBeLessThan(600_000);
  const past = { $set: { oldSecrets: [{ ...first, until: new Date(Date.now() - 1_000) }] } };
  await rows.collection("webhooks").updateOne(rotated, past);
  let sent = 0;
  await until("the old one signs no more", async () => {
    await send(app, ada, chat, `late ${(sent += 1)}`);
    return endpoint.forged.length > 0;
  });
  endpoint.secret = next;
  await comes(hook, `late ${sent}`);
});

test("rotated twice, also at once, all three secrets sign", async () => {
  const { ada, chat } = await people();
  const hook = await hooks.make(app, shop);
  const { endpoint } = hook;
  const rotate = async (): Promise<string> => {
    const { data } = await ask(app, shop.headers, RotateWebhookSecretDocument, { id: hook.id });
    return data.rotateWebhookSecret.secret;
  };
  const secrets = [endpoint.secret, ...(await Promise.all([rotate(), rotate()]))];
  for (const [at, secret] of secrets.entries()) {
    endpoint.secret = secret;
    await send(app, ada, chat, `secret ${at}`);
    await comes(hook, `secret ${at}`);
  }
});

test("a replay brings what was written since a moment, with the ids that it had", async () => {
  const { ada, chat } = await people();
  const hook = await hooks.make(app, shop);
  const sent = [];
  for (const body of ["one", "two", "three"]) sent.push(await send(app, ada, chat, body));
  await comes(hook, "three");
  const from = sent[1]?.createdAt ?? "";
  const replayed = await ask(app, shop.headers, ReplayWebhookDocument, { id: hook.id, from });
  expect(replayed.data.replayWebhook.id).toBe(hook.id);
  await until("they come again", () => hook.endpoint.taken.length >= 5);
  await send(app, ada, chat, "four");
  await comes(hook, "four");
  expect(bodiesOf(hook)).toEqual(["one", "two", "three", "two", "three", "four"]);
  const ids = hook.endpoint.taken.map(({ id, type }) => `${type} ${id}`);
  expect(ids.slice(3, 5)).toEqual(ids.slice(1, 3));
  const ahead = { id: hook.id, from: new Date(Date.now() + 60_000).toISOString() };
  expect(codeOf(await ask(app, shop.headers, ReplayWebhookDocument, ahead))).toBe("BAD_USER_INPUT");
});

test("a replay also goes back where something is being handed over as it is asked for", async () => {
  const { ada, chat } = await people();
  const hook = await hooks.make(app, shop);
  const { endpoint } = hook;
  await send(app, ada, chat, "one");
  await comes(hook, "one");
  let answer = (): void => undefined;
  endpoint.behave = (response, event) => {
    if (event.data.conversationId === chat) answer = () => endpoint.take(response, event);
    else endpoint.take(response, event);
  };
  await send(app, ada, chat, "two");
  const own = () => endpoint.came.filter(({ data }) => data.conversationId === chat);
  await until("it is asked to take it", () => own().length === 2);
  const conversationId = toId(chat);
  const place = { follower: `webhook:${hook.id}`, conversationId };
  const position = () => rows.collection("follower_positions").findOne(place);
  await until("it is found by its row, too", async () => (await position())?.["head"] === 2);
  // Long ago, and others lately, so that nobody looks back so far by themselves.
  const newsAt = new Date(Date.now() - 3_600_000);
  const written = await rows
    .collection("conversations")
    .updateOne({ _id: conversationId, lastSeq: 2 }, { $set: { newsAt } });
  expect(written.modifiedCount).toBe(1);
  const other = await people();
  await send(app, other.ada, other.chat, "elsewhere");
  await until("its row is there", async () => {
    const row = { _id: toId(other.chat), newsAt: { $gt: newsAt } };
    return (await rows.collection("conversations").countDocuments(row)) === 1;
  });
  const from = new Date(Date.now() - 2 * 3_600_000).toISOString();
  await ask(app, shop.headers, ReplayWebhookDocument, { id: hook.id, from });
  await until("it is known that it goes back", async () => (await position())?.["wanted"] === 1);
  answer();
  await until("the first comes again", () => own().length >= 3);
  // Whoever took over now, as this node died, would have to go back as well.
  expect(await position()).toMatchObject({ epoch: 0, revision: 2 });
  endpoint.behave = null;
  answer();
  await until("they come again", () => own().length >= 4);
  expect(own().map(({ data }) => data.body)).toEqual(["one", "two", "one", "two"]);
});

test("what is wrong on our side is a line of the log, and nothing is lost by it", async () => {
  const { ada, chat } = await people();
  const hook = await hooks.make(app, shop);
  const mine = { _id: toId(hook.id) };
  const webhook = await rows.collection("webhooks").findOne(mine);
  await rows.collection("webhooks").updateOne(mine, { $set: { secret: "not sealed by us" } });
  await send(app, ada, chat, "one");
  await until("it is told", () => lines.some((line) => line.includes("a follower cannot go on")));
  expect(bodiesOf(hook)).toEqual([]);
  const secret: unknown = webhook?.["secret"];
  await rows.collection("webhooks").updateOne(mine, { $set: { secret } });
  await comes(hook, "one");
});

test("a deleted webhook has nothing more, and leaves nothing", async () => {
  const { ada, chat } = await people();
  const hook = await hooks.make(app, shop);
  await send(app, ada, chat, "one");
  await comes(hook, "one");
  await ask(app, shop.headers, DeleteWebhookDocument, { id: hook.id });
  const witness = await hooks.make(app, shop);
  await send(app, ada, chat, "two");
  await comes(witness, "two");
  expect(bodiesOf(hook)).toEqual(["one"]);
  expect(await shown(hook)).toBeUndefined();
  const again = await ask(app, shop.headers, DeleteWebhookDocument, { id: hook.id });
  expect(codeOf(again)).toBe("NOT_FOUND");
  await until("nothing is left", async () => {
    const left = { follower: `webhook:${hook.id}` };
    return (await rows.collection("follower_positions").countDocuments(left)) === 0;
  });
});
