import { afterAll, beforeAll, expect, test } from "@jest/globals";
import fc from "fast-check";
import { startApp, type TestApp } from "../support/app.js";
import { commands, compare } from "./commands.js";
import type { Model } from "./model.js";
import { newCast, World, type Cast } from "./world.js";

/** The whole figure is 2,000: MODEL_RUNS=2000. MODEL_SEED runs an earlier one again. */
const RUNS = Number(process.env["MODEL_RUNS"] ?? 25);
const SEED = Number(process.env["MODEL_SEED"] ?? Date.now() % 1_000_000_007);
const MAX_COMMANDS = 16;

/** New people come now and then, so that nobody is in more conversations than they can name. */
const RUNS_OF_A_CAST = 100;

let app: TestApp;
let cast: Cast | undefined;

beforeAll(async () => {
  app = await startApp();
});
afterAll(async () => {
  for (const follower of cast?.followers ?? []) follower.cut();
  await app.stop();
});

async function renewed(before: Cast | undefined): Promise<Cast> {
  for (const follower of before?.followers ?? []) follower.cut();
  return newCast(app);
}

async function run(cast: Cast, steps: Iterable<fc.AsyncCommand<Model, World>>): Promise<void> {
  const { world, model } = await World.begin(app, cast);
  try {
    await fc.asyncModelRun(() => ({ model, real: world }), steps);
    for (const [who, follower] of cast.followers.entries()) {
      if (!follower.connected) await follower.connect();
      await compare(model, world, who);
    }
  } finally {
    await world.block(false);
  }
}

test(
  "whatever people do, the service is what the model says: state, unread, replays, visibility",
  async () => {
    let runs = 0;
    let steps = 0;
    const property = fc.asyncProperty(
      fc.commands(commands, { maxCommands: MAX_COMMANDS, size: "max" }),
      async (given) => {
        if (!cast || runs % RUNS_OF_A_CAST === 0) cast = await renewed(cast);
        const list = [...given];
        [runs, steps] = [runs + 1, steps + list.length];
        await run(cast, list);
      },
    );
    await fc.assert(property, { numRuns: RUNS, seed: SEED });
    console.info(`model: ${runs} runs, ${steps} steps, seed ${SEED}`);
    expect(runs).toBeGreaterThanOrEqual(RUNS);
  },
  60_000 + RUNS * 5_000,
);
