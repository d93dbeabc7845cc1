import "reflect-metadata";
import { bringTestDatabase } from "../../scripts/test-database.js";
import { RevokeSessionDocument } from "../../test/generated/graphql.js";
import { post } from "../../test/support/graphql.js";
import { Intruder } from "../../test/support/intruder.js";
import { startNodePair } from "../../test/support/node-pair.js";
import { logIn, signUp } from "../../test/support/people.js";
import { sessionOf } from "../../test/support/tokens.js";

const ROUNDS = Number(process.env["BENCH_ROUNDS"] ?? 200);
const GOAL_MS = 1_000;

type Way = "http" | "opening" | "open";
const WAYS: readonly (readonly [Way, string])[] = [
  ["http", "HTTP"],
  ["opening", "new sockets"],
  ["open", "open sockets"],
];

/** How long a session that is revoked on one node is let in on the other one, by each way. */
async function main(): Promise<void> {
  const database = await bringTestDatabase();
  Object.assign(process.env, database.env);
  const nodes = await startNodePair();
  try {
    const ann = await signUp(nodes.here, "Ann");
    const times: Record<Way, number[]> = { http: [], opening: [], open: [] };
    for (let round = 0; round < ROUNDS; round += 1) {
      const { token } = await logIn(nodes.here, ann.email);
      const intruder = await Intruder.enter(nodes.there, token);
      const id = sessionOf(token);
      const { errors } = await post(nodes.here.url, RevokeSessionDocument, { id }, ann.token);
      if (errors) throw new Error(JSON.stringify(errors));
      const answered = performance.now();
      await intruder.out;
      const since = intruder.since(answered);
      for (const [way] of WAYS) times[way].push(since[way]);
    }
    for (const [way, name] of WAYS) console.log(lineOf(name, times[way]));
    const worst = Math.max(...WAYS.flatMap(([way]) => times[way]));
    console.log(`goal: at most ${GOAL_MS} ms: ${worst <= GOAL_MS ? "met" : "missed"}`);
  } finally {
    await nodes.stop();
    await database.stop();
  }
}

function lineOf(name: string, times: readonly number[]): string {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share: number): string =>
    (sorted[Math.ceil(share * sorted.length) - 1] ?? 0).toFixed(0);
  const of = `of ${sorted.length} revocations`;
  return `${name.padEnd(13)} p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, max ${at(1)} ms ${of}`;
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
