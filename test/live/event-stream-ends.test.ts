import { afterAll, afterEach, beforeAll, expect, test } from "@jest/globals";
import { TokenService } from "../../src/account/sessions/token.service.js";
import { LogoutDocument, MessageReceivedDocument } from "../generated/graphql.js";
import { openDirect, send } from "../support/conversations.js";
import { RawStream, Stream } from "../support/event-stream.js";
import { post, until } from "../support/graphql.js";
import { startNodePair, type NodePair } from "../support/node-pair.js";
import { signUp, type Person } from "../support/people.js";
import { runningClock } from "../support/running-clock.js";
import type { TestApp } from "../support/app.js";

let pair: NodePair;
const open: { close(): void }[] = [];

beforeAll(async () => {
  pair = await startNodePair({
    config: { expiryGraceMs: 500 },
    env: { MAX_SOCKETS_PER_USER: "3" },
  });
});
afterEach(async () => {
  for (const one of open.splice(0)) one.close();
  const rest = (): number => pair.here.open().sockets + pair.there.open().sockets;
  await until("all are gone", () => rest() === 0);
});
afterAll(() => pair.stop());

async function follow(app: TestApp, token: string): Promise<RawStream> {
  const raw = await RawStream.open(app.url, MessageReceivedDocument.toString(), { token });
  open.push(raw);
  if (raw.status === 200) await until("it has begun", () => raw.lastId !== "" || raw.ended);
  return raw;
}

/** A token of the same session that is good for so long. */
function shortToken({ token }: Person, forMs: number): string {
  const tokens = new TokenService(pair.here.config.realms);
  const claims = tokens.verifyAccess(`Bearer ${token}`);
  return tokens.sign("access", { ...claims, expiresAt: new Date(Date.now() + forMs) }, new Date());
}

test("A-180: the streams of a session that ends are over within a second, on both nodes", async () => {
  const ann = await signUp(pair.here, "Ann");
  const raws = [await follow(pair.here, ann.token), await follow(pair.there, ann.token)];
  const stock = new Stream({
    url: pair.there.url,
    token: ann.token,
    document: MessageReceivedDocument,
    retryAttempts: 5,
  });
  open.push(stock);
  await until("all three are open", () => pair.there.open().subscriptions === 2);
  await post(pair.here.url, LogoutDocument, {}, ann.token);
  const answered = runningClock();
  await until("they are over", () => raws.every(({ ended }) => ended) && stock.completed);
  expect(runningClock() - answered).toBeLessThan(1_000);
  const extensions = { code: "UNAUTHENTICATED", closeCode: 4401 };
  for (const { text } of raws) {
    expect(text).toContain(
      JSON.stringify({ errors: [{ message: "SESSION_REVOKED", extensions }] }),
    );
    expect(text).toMatch(/event: complete\ndata:\n\n$/);
  }
  // It does not come back, and says why.
  expect(stock.errors).toEqual([{ message: "SESSION_REVOKED", extensions }]);
  expect(stock.connections).toBe(1);
});

test("A-180: an expired token ends its stream after the grace, and the stock client comes back", async () => {
  const [ann, bob] = [await signUp(pair.here, "Ann"), await signUp(pair.here, "Bob")];
  const id = await openDirect(pair.here, ann, bob);
  const raw = await follow(pair.here, shortToken(ann, 3_000));
  await until("it has ended", () => raw.ended);
  expect(raw.text).toMatch(/\n\n: 4403 TOKEN_EXPIRED\n\n$/);
  let given = 0;
  const stock = new Stream<{ body: string }>({
    url: pair.here.url,
    token: () => ((given += 1) === 1 ? shortToken(ann, 3_000) : ann.token),
    document: MessageReceivedDocument as never,
    variables: () => ({ since: [{ conversationId: id, seq: 0 }] }),
    retryAttempts: 5,
  });
  open.push(stock);
  await until("it came back", () => stock.connections === 2);
  await send(pair.there, bob, id, "hello");
  await until("the message", () => stock.items.length === 1);
  expect(stock.errors).toEqual([]);
});

test("A-181: a stream counts as a socket of its person, and its place is free again", async () => {
  const [ann, bob] = [await signUp(pair.here, "Ann"), await signUp(pair.here, "Bob")];
  const raws: RawStream[] = [];
  for (let count = 0; count < 3; count += 1) raws.push(await follow(pair.here, ann.token));
  const refused = await follow(pair.here, ann.token);
  await until("its answer is read", () => refused.ended);
  expect(refused.status).toBe(429);
  expect(refused.headers.get("retry-after")).toBe("1");
  expect(JSON.parse(refused.text)).toMatchObject({
    errors: [{ extensions: { code: "RATE_LIMITED" } }],
  });
  expect((await follow(pair.here, bob.token)).status).toBe(200);
  // What is answered at once is no socket.
  const asked = await RawStream.open(pair.here.url, "{ viewer { user { name } } }", {
    token: ann.token,
  });
  await until("it is answered", () => asked.ended);
  expect(asked.events.map(({ event }) => event)).toEqual(["next", "complete"]);
  raws[0]?.close();
  await until("its place is free", () => pair.here.open().sockets === 3);
  expect((await follow(pair.here, ann.token)).status).toBe(200);
});

test("a server that stops ends its streams so that their clients go on elsewhere", async () => {
  const own = await startNodePair();
  const [ann, bob] = [await signUp(own.here, "Ann"), await signUp(own.here, "Bob")];
  const id = await openDirect(own.here, ann, bob);
  const raw = await follow(own.there, bob.token);
  await own.there.stop();
  expect(raw.text).toMatch(/: 1012 Restarting\n\n$/);
  await send(own.here, ann, id, "meanwhile");
  const next = await RawStream.open(own.here.url, MessageReceivedDocument.toString(), {
    token: bob.token,
    headers: { "last-event-id": raw.lastId },
  });
  await until("what came meanwhile", () => next.text.includes('"meanwhile"'));
  next.close();
  await own.stop();
});
