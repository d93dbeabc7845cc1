import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { buildSchema } from "graphql";
import { Collector, until } from "../support/graphql.js";
import { ROWS, type Case, type Seen } from "./rows.js";
import { fresh, thingOf, VIEWER_EVENTS, type Event } from "./selections.js";
import { World } from "./world.js";

const schema = buildSchema(
  readFileSync(new URL("../../schema/schema.graphql", import.meta.url), "utf8"),
);

let world: World;
const open: Collector<never>[] = [];

beforeAll(async () => {
  world = await World.open();
});
afterAll(async () => {
  for (const collector of open) collector.close();
  await world.stop();
});

test("every mutation has a row, and every row a mutation", () => {
  const mutations = Object.keys(schema.getMutationType()?.getFields() ?? {});
  expect(Object.keys(ROWS).sort()).toEqual(mutations.sort());
});

const rows = Object.entries(ROWS).flatMap(([name, row]) =>
  typeof row === "string" ? [] : [[name, row] as const],
);

test.each(rows)("%s is seen on a device at another node, live and after a cut", async (_, row) => {
  const { act, seen }: Case = await row(world);
  const watches = await Promise.all(seen.map((one) => watch(one)));
  await act();
  for (const { one, live, from } of watches) {
    const token = one.again ? await one.again() : one.token;
    if (!one.again) await until(`it is told live: ${one.events.join()}`, () => has(live, one));
    await until("it is told after a cut", async () => {
      const away = await caughtUp(token, from);
      const told = eventsOf(away);
      away.close();
      if (!tells(told, one)) return false;
      // Positions ascend, so that none came twice.
      expect(told.map(({ viewerRevision }) => viewerRevision)).toEqual(ascending(told));
      const latest = latestOf(told);
      for (const event of latest)
        expect(event).toEqual(await fresh(world.pair.there.url, token, event));
      if (one.again) return true;
      await until("both have come to the same end", () => endOf(live) >= endOf(away));
      expect(eventsOf(live).map(({ viewerRevision }) => viewerRevision)).toEqual(
        ascending(eventsOf(live)),
      );
      expect(latestOf(eventsOf(live))).toEqual(latest);
      expect(live.errors).toEqual([]);
      return true;
    });
  }
});

function follow(token: string, since?: number): Collector<Event> {
  const { url } = world.pair.there;
  const collector = new Collector<Event>({
    ...{ url, token, document: VIEWER_EVENTS, variables: { since } },
  });
  open.push(collector as never);
  return collector;
}

async function caughtUp(token: string, since?: number): Promise<Collector<Event>> {
  const collector = follow(token, since);
  await until("caught up", () => {
    expect(collector.errors).toEqual([]);
    return collector.items.some(({ __typename }) => __typename === "ViewerCaughtUp");
  });
  return collector;
}

async function watch(one: Seen) {
  const live = await caughtUp(one.token);
  return { one, live, from: live.items[0]?.viewerRevision ?? 0 };
}

const eventsOf = ({ items }: Collector<Event>): Event[] =>
  items.filter(({ __typename }) => __typename !== "ViewerCaughtUp");

const endOf = ({ items }: Collector<Event>): number =>
  Math.max(...items.map(({ viewerRevision }) => viewerRevision));

const ascending = (events: readonly Event[]): number[] =>
  [...new Set(events.map(({ viewerRevision }) => viewerRevision))].sort((a, b) => a - b);

const has = (live: Collector<Event>, one: Seen): boolean => tells(eventsOf(live), one);

function tells(events: readonly Event[], { events: wanted }: Seen): boolean {
  const told = events.map(({ __typename }) => __typename);
  return wanted.every(
    (name) =>
      told.filter((one) => one === name).length >= wanted.filter((one) => one === name).length,
  );
}

/** The last event of each thing. */
function latestOf(events: readonly Event[]): Event[] {
  const latest = new Map(events.map((event) => [thingOf(event), event]));
  return [...latest.values()].sort((a, b) => a.viewerRevision - b.viewerRevision);
}
