import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { RevokeSessionDocument } from "../generated/graphql.js";
import { startApp } from "../support/app.js";
import { endingsOfAll, endingsOfOne, type Ending } from "../support/endings.js";
import { post } from "../support/graphql.js";
import { Intruder } from "../support/intruder.js";
import { logIn, signUp, superAdmin } from "../support/people.js";
import { RACE_LIMIT_MS, raceRuns } from "../support/race.js";
import { runningClock } from "../support/running-clock.js";
import { sessionOf } from "../support/tokens.js";
import { startNodePair, type NodePair } from "../support/node-pair.js";

const WITH_REDIS_MS = 1_000;
const WITHOUT_REDIS_MS = 2_000;

let nodes: NodePair;
let root: Record<string, string>;
beforeAll(async () => {
  nodes = await startNodePair();
  root = await superAdmin(nodes.here);
});
afterAll(() => nodes.stop());

const revoked = endingsOfOne["the session is revoked"] as Ending;
const endings = { ...endingsOfOne, ...endingsOfAll };

/** How long after now it is let in, by whichever way is the longest. */
async function afterwards(intruder: Intruder): Promise<number> {
  const answered = runningClock();
  await intruder.out;
  return Math.max(...Object.values(intruder.since(answered)));
}

async function lastIn(end: Ending): Promise<number> {
  const ann = await signUp(nodes.here, "Ann");
  const owner = { ...ann, other: (await logIn(nodes.here, ann.email)).token };
  const intruder = await Intruder.enter(nodes.there, ann.token, runningClock);
  const answer = await end(owner, { app: nodes.here, root });
  expect(answer.errors).toBeUndefined();
  return afterwards(intruder);
}

test.each(Object.entries(endings))(
  "A-76: nobody is let in on the other node a second after %s",
  async (_, end) => {
    expect(await lastIn(end)).toBeLessThan(WITH_REDIS_MS);
  },
);

test(
  "A-76: nor where the token is used without a pause",
  async () => {
    for (const _ of raceRuns) expect(await lastIn(revoked)).toBeLessThan(WITH_REDIS_MS);
  },
  RACE_LIMIT_MS,
);

test("A-76: a node whose Redis alone is away tells the others", async () => {
  const { database } = nodes;
  const deaf = await startApp({ database, env: { REDIS_URL: "redis://127.0.0.1:1" } });
  try {
    const ann = await signUp(nodes.here, "Ann");
    const intruder = await Intruder.enter(nodes.there, ann.token, runningClock);
    const id = sessionOf(ann.token);
    const { token } = await logIn(deaf, ann.email);
    await post(deaf.url, RevokeSessionDocument, { id }, token);
    expect(await afterwards(intruder)).toBeLessThan(WITHOUT_REDIS_MS);
  } finally {
    await deaf.stop();
  }
});

test(
  "A-76: with Redis killed nobody is let in on the other node two seconds after any of it",
  async () => {
    await nodes.redis.kill();
    try {
      for (const end of Object.values(endings))
        expect(await lastIn(end)).toBeLessThan(WITHOUT_REDIS_MS);
      for (const _ of raceRuns) expect(await lastIn(revoked)).toBeLessThan(WITHOUT_REDIS_MS);
    } finally {
      await nodes.redis.restart();
    }
  },
  RACE_LIMIT_MS + 60_000,
);
