import { afterAll, beforeAll, expect, test } from "@jest/globals";
import fc from "fast-check";
import { startApp, type TestApp } from "../support/app.js";
import { openDirect } from "../support/conversations.js";
import { signUp, type Person } from "../support/people.js";
import { commands, compare } from "./commands.js";
import type { Model } from "./model.js";
import { World } from "./world.js";

/** The whole figure is 2,000: MODEL_RUNS=2000. MODEL_SEED runs an earlier one again. */
const RUNS = Number(process.env["MODEL_RUNS"] ?? 25);
const SEED = Number(process.env["MODEL_SEED"] ?? Date.now() % 1_000_000_007);
const MAX_COMMANDS = 16;

let app: TestApp;
let people: Person[];
let direct: string;

beforeAll(async () => {
  app = await startApp();
  people = [];
  for (const name of ["Ann", "Bob", "Cid", "Dan"]) people.push(await signUp(app, name));
  direct = await openDirect(app, people[0]!, people[1]!);
});
afterAll(() => app.stop());

async function run(steps: Iterable<fc.AsyncCommand<Model, World>>): Promise<void> {
  const { world, model } = await World.begin(app, people, direct);
  try {
    await Promise.all(world.followers.map((follower) => follower.connect()));
    await fc.asyncModelRun(() => ({ model, real: world }), steps);
    for (const who of people.keys()) {
      if (!world.followers[who]!.connected) await world.followers[who]!.connect();
      await compare(model, world, who);
    }
  } finally {
    await world.end();
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
        const list = [...given];
        [runs, steps] = [runs + 1, steps + list.length];
        await run(list);
      },
    );
    await fc.assert(property, { numRuns: RUNS, seed: SEED });
    console.info(`model: ${runs} runs, ${steps} steps, seed ${SEED}`);
    expect(runs).toBeGreaterThanOrEqual(RUNS);
  },
  60_000 + RUNS * 5_000,
);
