import "reflect-metadata";
import { bringTestDatabase } from "../../scripts/test-database.js";
import { UpsertUsersDocument } from "../../test/generated/graphql.js";
import { startApp } from "../../test/support/app.js";
import { ask, backend, type Backend } from "../../test/support/services.js";

const USERS = Number(process.env["BENCH_USERS"] ?? 100_000);
const EACH = 100;
const AT_ONCE = 4;

interface Pass {
  readonly usersPerSecond: number;
  readonly created: number;
  readonly heapMb: number;
}

/** How fast an app brings all of its users, and brings them once more. */
async function main(): Promise<void> {
  const database = await bringTestDatabase();
  Object.assign(process.env, database.env);
  // A key may bring 60,000 users a minute unless it is told otherwise: here it is as fast as it can be.
  const app = await startApp({ limits: { perServiceKeyPercent: 100_000 } });
  try {
    const shop = await backend(app, ["USERS_WRITE"]);
    for (const name of ["first pass", "second pass"]) show(name, await pass(app, shop));
  } finally {
    await app.stop();
    await database.stop();
  }
}

async function pass(app: { readonly url: string }, { headers }: Backend): Promise<Pass> {
  const began = performance.now();
  let [next, created] = [0, 0];
  const work = async (): Promise<void> => {
    while (next < USERS) {
      const from = next;
      next += EACH;
      const users = Array.from({ length: Math.min(EACH, USERS - from) }, (_, at) => ({
        externalId: `customer-${from + at}`,
        name: `Customer ${from + at}`,
        email: `customer-${from + at}@example.com`,
      }));
      const { data, errors } = await ask(app, headers, UpsertUsersDocument, { users });
      if (errors) throw new Error(JSON.stringify(errors));
      created += data.upsertUsers.filter((one) => one.created).length;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  const seconds = (performance.now() - began) / 1_000;
  (globalThis as { gc?: () => void }).gc?.();
  const heapMb = process.memoryUsage().heapUsed / 1_048_576;
  return { usersPerSecond: USERS / seconds, created, heapMb };
}

function show(name: string, { usersPerSecond, created, heapMb }: Pass): void {
  const [rate, heap] = [Math.round(usersPerSecond), Math.round(heapMb)];
  console.log(`${name}: ${rate} users a second, ${created} created, ${heap} MB of heap in use`);
}

await main();
