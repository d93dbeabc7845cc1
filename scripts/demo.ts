import { OpenDirectConversationDocument } from "../test/generated/graphql.js";
import { Person } from "./demo/person.js";

const EXCHANGED = 20;
const MISSED = 10;
const LIMIT_MS = 10_000;

/** `npm run demo`: what a cut connection misses comes back, once and in order. */
async function demo(origin: string): Promise<boolean> {
  const [ann, bob] = [await Person.signUp(origin, "Ann"), await Person.signUp(origin, "Bob")];
  console.log(`Ann and Bob signed up at ${origin} with codes from the development mailbox.`);
  const opened = await ann.call(OpenDirectConversationDocument, { userId: bob.id });
  const { id } = opened.openDirectConversation;
  for (const person of [ann, bob]) person.listen(id);
  await new Promise((resolve) => setTimeout(resolve, 300));

  for (let at = 1; at <= EXCHANGED; at += 1) {
    const [from, to] = at % 2 ? [ann, bob] : [bob, ann];
    await from.send(id, `message ${at}`, to);
  }
  await arrived(bob, EXCHANGED);
  console.log(
    `${EXCHANGED} messages exchanged; delivery ${describe([...ann.delaysMs, ...bob.delaysMs])}.`,
  );

  bob.cut();
  console.log("Bob's connection is cut.");
  for (let at = 1; at <= MISSED; at += 1) await ann.send(id, `while Bob was away ${at}`, ann);
  const resumedAt = performance.now();
  bob.listen(id);
  await arrived(bob, EXCHANGED + MISSED);
  console.log(
    `Bob resumed and had the ${MISSED} missed messages after ${ms(performance.now() - resumedAt)}.`,
  );
  bob.cut();
  ann.cut();

  const positions = bob.received.map(({ seq }) => seq);
  const exact =
    positions.every((seq, at) => seq === at + 1) && positions.length === EXCHANGED + MISSED;
  console.log(
    `Bob received the positions ${positions[0]} to ${positions.at(-1)}: ${positions.length} messages.`,
  );
  console.log(
    exact
      ? "Nothing is missing, nothing came twice, all in order."
      : `NOT exact: ${positions.join(" ")}`,
  );
  return exact;
}

async function arrived(person: Person, count: number): Promise<void> {
  const end = performance.now() + LIMIT_MS;
  while (person.received.length < count) {
    if (performance.now() > end)
      throw new Error(
        `${person.name} has ${person.received.length} of ${count} messages after ${LIMIT_MS} ms`,
      );
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}

function describe(delaysMs: readonly number[]): string {
  const sorted = [...delaysMs].sort((a, b) => a - b);
  const at = (share: number): string => ms(sorted[Math.floor((sorted.length - 1) * share)] ?? 0);
  return `from send to arrival: median ${at(0.5)}, slowest ${at(1)}`;
}

function ms(value: number): string {
  return `${value.toFixed(1)} ms`;
}

const origin = process.argv[2] ?? `http://localhost:${process.env["PORT"] ?? 4000}`;
demo(origin).then(
  (ok) => process.exit(ok ? 0 : 1),
  (error: unknown) => {
    console.error(isAway(error) ? noServer(origin) : (error as Error).message);
    process.exit(1);
  },
);

/** As `fetch` says it. */
function isAway(error: unknown): boolean {
  return error instanceof TypeError && error.message === "fetch failed";
}

function noServer(at: string): string {
  return `There is no server at ${at}: start one with \`npm start\`, or name another: npm run demo -- http://host:port`;
}
