import { randomUUID } from "node:crypto";
import { expect, test } from "@jest/globals";
import {
  SendMessageDocument,
  UpdateSettingsDocument,
  ViewerDocument,
} from "../generated/graphql.js";
import { startApp, type TestApp } from "../support/app.js";
import { codeOf, until } from "../support/graphql.js";
import { signUp } from "../support/people.js";
import { ask, backend, openSocket } from "../support/services.js";

const PEOPLE = { sendsPerSecond: 0.01, sendBurst: 1, perUserPercent: 2 };

async function within(app: TestApp, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } finally {
    await app.stop();
  }
}

test("a service pays by its key, and is not limited like the person it acts for", async () => {
  const app = await startApp({ limits: PEOPLE });
  await within(app, async () => {
    const [ann, bob] = [await signUp(app, "Ann"), await signUp(app, "Bob")];
    const shop = await backend(app, ["ACT_AS"]);
    const act = async (headers: Record<string, string>): Promise<(string | undefined)[]> => {
      const codes = [];
      for (let i = 0; i < 4; i += 1) {
        const input = { userId: bob.id, clientMessageId: randomUUID(), body: "x" };
        codes.push(codeOf(await ask(app, headers, SendMessageDocument, { input })));
        const settings = { input: { emailDigest: true } };
        codes.push(codeOf(await ask(app, headers, UpdateSettingsDocument, settings)));
      }
      return codes;
    };
    const own = { authorization: `Bearer ${ann.token}` };
    expect(await act(own)).toContain("RATE_LIMITED");
    expect(new Set(await act(shop.as(ann.id)))).toEqual(new Set([undefined]));
    // What a backend did is not taken from what the person may do.
    expect(await act({ authorization: `Bearer ${bob.token}` })).toContain("RATE_LIMITED");
  });
}, 120_000);

test("a key has budgets of its own", async () => {
  const app = await startApp({
    nodes: 1,
    limits: { perServiceKeyPercent: 0.01 },
    config: {
      socketLimits: {
        ...{ all: 0, perUser: 0, perAddress: 0, anonymousPerAddress: 0 },
        perServiceKey: 2,
      },
    },
  });
  await within(app, async () => {
    const ann = await signUp(app, "Ann");
    const [shop, other] = [await backend(app, ["ACT_AS"]), await backend(app, ["ACT_AS"])];
    const settings = { input: { emailDigest: true } };
    const write = (headers: Record<string, string>) =>
      ask(app, headers, UpdateSettingsDocument, settings);
    const codes = [];
    for (let i = 0; i < 8; i += 1) codes.push(codeOf(await write(shop.as(ann.id))));
    expect(codes.filter((code) => code === undefined)).toHaveLength(6);
    expect(codes.slice(-2)).toEqual(["RATE_LIMITED", "RATE_LIMITED"]);
    expect(codeOf(await write(other.as(ann.id)))).toBeUndefined();
    expect(codeOf(await write({ authorization: `Bearer ${ann.token}` }))).toBeUndefined();

    const authorization = `Server ${other.secret}`;
    const sockets = await Promise.all(
      [1, 2, 3].map(() => openSocket(app, { authorization, actAs: ann.id })),
    );
    const closes = sockets.flatMap(({ closes: all }) => all);
    expect(closes).toEqual([{ code: 1008, reason: "Too many sockets of this key" }]);
    await Promise.all(sockets.map(({ client }) => client.dispose()));
  });
}, 120_000);

test("the work for a key is limited by a budget of its own", async () => {
  const work = { perUser: 0, perNetwork: 0, anonymous: 0, perServiceKey: 1 };
  const app = await startApp({ limits: { work } });
  await within(app, async () => {
    const ann = await signUp(app, "Ann");
    const shop = await backend(app, ["ACT_AS"]);
    const read = (headers: Record<string, string>) => ask(app, headers, ViewerDocument);
    const statuses = new Set<number>();
    await until("its work is used up", async () => {
      statuses.add((await read(shop.as(ann.id))).status);
      return statuses.has(429);
    });
    expect(statuses).toEqual(new Set([200, 429]));
    expect((await read({ authorization: `Bearer ${ann.token}` })).status).toBe(200);
  });
}, 120_000);
