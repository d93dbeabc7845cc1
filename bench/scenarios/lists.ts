import { confab } from "../contenders/confab.js";
import type { Serving } from "../harness/contender.js";
import { median } from "../harness/median.js";
import { Results } from "../harness/results.js";
import { interleave, using, type Context, type Scenario } from "../harness/scenario.js";
import { createGroup, execute } from "../ours/api.js";
import { seedNamed } from "../ours/seed.js";

const HOST = 0;
const TIMES = 15;
const SEARCH = `query S($q: String!) { users(query: $q) { nodes { id name } pageInfo { hasNextPage endCursor } } }`;
/** What the web chat's list shows. */
const LIST = `{ viewer { id conversations(first: 25) { nodes { id kind name memberCount lastSeq revision avatar { id url }
  viewerMembership { id role readSeq unreadCount unreadMentionCount notify mutedUntil archived pinned hidden unreadFromSeq draft }
  lastMessage { id seq revision kind body sender { id name } systemEvent subjects(first: 3) { id name } subjectCount createdAt deletedAt }
  peer { id user { id name } } } pageInfo { hasNextPage endCursor } } } }`;
const COUNT = `query C($id: ID!) { conversation(id: $id) { memberCount } }`;

/** How long an answer takes that nobody else is asking for, and its text's size. */
async function ask(
  { ports, upload }: Serving,
  query: string,
  variables: object,
): Promise<{ readonly ms: number; readonly kB: number }> {
  const times: number[] = [];
  let answer: unknown;
  for (let time = 0; time <= TIMES; time += 1) {
    const began = performance.now();
    answer = await execute(ports[0] ?? 0, query, variables, upload?.authorization(HOST));
    // The first one finds everything cold.
    if (time > 0) times.push(performance.now() - began);
  }
  return { ms: median(times), kB: JSON.stringify(answer).length / 1_000 };
}

async function run(context: Context): Promise<Results[]> {
  const few = context.size(1_000, 100);
  const many = context.size(100_000, 1_000);
  const groups = context.size(25, 3);
  const members = context.size(512, 20);
  const results = new Results(
    "lists",
    "Lists over HTTP, one question at a time",
    `People by the first two letters of their name, of whom one in ten matches, among ${few.toLocaleString("en")} and ${many.toLocaleString("en")}; the web chat's list of ${groups} groups of ${members} whose last message is their creation; and how many members one of them has. Medians of ${TIMES}.`,
    confab.name,
    [
      { key: "few", title: `users of ${few.toLocaleString("en")}, ms`, better: "less", digits: 1 },
      { key: "many", title: `of ${many.toLocaleString("en")}, ms`, better: "less", digits: 1 },
      { key: "list", title: "list, ms", better: "less", digits: 1 },
      { key: "size", title: "list, kB", better: "less", digits: 0 },
      { key: "count", title: "memberCount, ms", better: "less", digits: 1 },
    ],
    [
      {
        text: `users of ${many.toLocaleString("en")} within 1.3 × the time of ${few.toLocaleString("en")}`,
        unit: " ×",
        value: (all) =>
          (all.median(confab.name, "many") ?? 0) / (all.median(confab.name, "few") ?? 1),
        reached: (value) => value <= 1.3,
      },
      goal("the list within 50 ms", "list", 50),
      goal("memberCount within 5 ms", "count", 5),
    ],
  );
  await interleave(context, results, [confab], (contender) => {
    const world = { conversations: 1, membersEach: members, socketsEach: 1 };
    return using(contender.start({ world, services: context.services }), async (serving) => {
      const others = Array.from({ length: members - 1 }, (_, i) => i + 1);
      const ids: string[] = [];
      for (let i = 0; i < groups; i += 1)
        ids.push(await createGroup(serving, HOST, others, `list-${i}`));
      const list = await ask(serving, LIST, {});
      const count = await ask(serving, COUNT, { id: ids[0] });
      await seedNamed(serving.database ?? "", 0, few);
      const first = await ask(serving, SEARCH, { q: "an" });
      await seedNamed(serving.database ?? "", few, many);
      const second = await ask(serving, SEARCH, { q: "an" });
      return { few: first.ms, many: second.ms, list: list.ms, size: list.kB, count: count.ms };
    });
  });
  return [results];
}

function goal(text: string, key: string, most: number): Results["goals"][number] {
  return {
    text,
    unit: " ms",
    value: (all) => all.median(confab.name, key),
    reached: (value) => value <= most,
  };
}

export const lists: Scenario = { id: "lists", run };
