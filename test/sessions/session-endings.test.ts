import { expect, test } from "@jest/globals";
import { Types, type Model } from "mongoose";
import type { Ending } from "../../src/account/sessions/ending.model.js";
import { SessionEndings } from "../../src/account/sessions/session-endings.js";
import type { FaultKind, FaultPlace } from "../../src/platform/core/fault.js";
import type { HintBus } from "../../src/platform/hints/hint.js";
import { until } from "../support/graphql.js";

const DEAF = { connected: false, publish: () => undefined, listen: () => () => undefined };

function endingsOn(find: () => Promise<readonly Ending[]>) {
  const told: [FaultKind, FaultPlace | undefined][] = [];
  const rows = { find: () => ({ lean: find }) } as unknown as Model<Ending>;
  const endings = new SessionEndings(rows, DEAF as unknown as HintBus, (kind, _, place) =>
    told.push([kind, place]),
  );
  return { endings, told };
}

test("a look for ends of sessions that fails is told, and taken again", async () => {
  let looks = 0;
  const { endings, told } = endingsOn(() => {
    looks += 1;
    return looks < 3 ? Promise.reject(new Error("not allowed")) : Promise.resolve([]);
  });
  endings.start();
  await until("it looks again", () => Promise.resolve(looks === 3));
  endings.stop();
  const kind = "ends of sessions cannot be read";
  expect(told).toEqual([
    [kind, undefined],
    [kind, undefined],
  ]);
});

test("whoever could not be looked at is told of, and looked at again", async () => {
  const userId = new Types.ObjectId();
  const { endings, told } = endingsOn(() => Promise.resolve([]));
  let looks = 0;
  endings.whenTold(() => {
    looks += 1;
    return looks === 1 ? Promise.reject(new Error("away")) : Promise.resolve();
  });
  endings.start();
  await endings.tell(userId);
  expect(told).toEqual([["sessions cannot be looked at", { userId: userId.toHexString() }]]);
  await until("it is looked at again", () => Promise.resolve(looks > 1));
  endings.stop();
});
