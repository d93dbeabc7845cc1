import { afterAll, beforeAll, describe, test } from "@jest/globals";
import { startApp, type TestApp } from "../support/app.js";
import { CacheWorld } from "./cache-world.js";
import { apolloOver, urqlOver } from "./cached-clients.js";

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

const CLIENTS = { "Apollo Client": apolloOver, "urql and graphcache": urqlOver };
const cases = Object.entries(CLIENTS).flatMap(([name, over]) =>
  (["nodes", "edges"] as const).map((by) => [name, by, over] as const),
);

describe.each(cases)("%s, by %s", (_, by, over) => {
  let world: CacheWorld;
  beforeAll(async () => {
    world = await CacheWorld.open(app, by, over);
  });
  afterAll(() => world.close());

  test("shows after live events what a fresh query answers", async () => {
    await world.happen();
    await world.expectFresh();
  });

  test("shows after a cut what a fresh query answers, and nothing twice", async () => {
    world.cut();
    await world.happen();
    world.reconnect();
    await world.expectFresh();
  });
});
