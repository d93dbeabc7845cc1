import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import type { TestApp } from "../support/app.js";
import { codeOf, Collector, post, until } from "../support/graphql.js";
import { startNodePair, type NodePair } from "../support/node-pair.js";
import { PASSWORD, signUpAll, type Person } from "../support/people.js";

let pair: NodePair;
let ann: Person;
let bob: Person;
let cat: Person;

beforeAll(async () => {
  pair = await startNodePair();
});
afterAll(() => pair.stop());
beforeEach(async () => {
  [ann, bob, cat] = (await signUpAll(pair.here, ["Ann", "Bob", "Cat"])) as [Person, Person, Person];
});

interface Shown {
  readonly id: string;
  readonly name: string;
  readonly bio: string | null;
  readonly isDeleted: boolean;
  readonly version: number;
}
interface Changed {
  readonly user: Shown;
}
type Since = readonly { readonly userId: string; readonly version?: number | null }[];

const PARTS = "id name bio isDeleted version";

/** Ann follows on the other node. */
function follow(since: Since): Collector<Changed> {
  const document = `subscription ($since: [UserPosition!]!) { usersChanged(since: $since) { user { ${PARTS} } } }`;
  return new Collector({ url: pair.there.url, token: ann.token, document, variables: { since } });
}

async function as(person: Person, text: string): Promise<Record<string, unknown>> {
  const { data, errors } = await post(pair.here.url, text, {}, person.token);
  if (errors) throw new Error(JSON.stringify(errors));
  return data;
}

const change = (person: Person, input: string) =>
  as(person, `mutation { updateProfile(input: { ${input} }) { id } }`);
const shown = async (person: Person, node: TestApp = pair.there) =>
  (
    await post<{ user: Shown }>(
      node.url,
      `{ user(id: "${person.id}") { ${PARTS} } }`,
      {},
      ann.token,
    )
  ).data.user;
const words = ({ items }: Collector<Changed>) => items.map(({ user }) => [user.name, user.bio]);

/** Changes until the follower has heard of one, so that it is known to listen. */
async function begun(events: Collector<Changed>, person: Person): Promise<void> {
  let turn = 0;
  await until("it listens", async () => {
    await change(person, `bio: "turn ${(turn += 1)}"`);
    return events.items.length > 0;
  });
  await until("it has the last", () => events.items.at(-1)?.user.bio === `turn ${turn}`);
}

test("a name, words and the end of an account come on another node as they change", async () => {
  const events = follow([{ userId: bob.id }, { userId: cat.id }]);
  await begun(events, bob);
  const before = events.items.length;
  await change(bob, 'name: "Robert", bio: "Hello"');
  // A lost hint would come after 15 seconds.
  await until("it is told", () => events.items.length > before, 10_000);
  // What changes nothing that is seen is not told; what is seen of it comes next.
  await change(bob, "gender: MALE");
  await change(bob, 'bio: "Hello"');
  await change(bob, 'bio: "Bye"');
  await until("it is told", () => events.items.length > before + 1, 10_000);
  await as(cat, `mutation { deleteAccount(password: "${PASSWORD}") }`);
  await until("the end is told", () => events.items.at(-1)?.user.isDeleted === true, 10_000);
  expect(words(events).slice(before)).toEqual([
    ["Robert", "Hello"],
    ["Robert", "Bye"],
    ["Deleted account", null],
  ]);
  events.close();
});

test("after a cut, those come whose version is another one, each once, as a fresh query has them", async () => {
  const [first, second] = [await shown(bob), await shown(cat)];
  await change(bob, 'name: "Robert"');
  await change(bob, 'bio: "Hello"');
  const since = [
    { userId: bob.id, version: first.version },
    { userId: cat.id, version: second.version },
  ];
  const events = follow(since);
  await until("what was missed comes", () => events.items.length > 0);
  expect(events.items[0]?.user).toEqual(await shown(bob, pair.here));
  await change(cat, 'bio: "Then"');
  await until("it goes on", () => events.items.length > 1);
  expect(words(events)).toEqual([
    ["Robert", "Hello"],
    ["Cat", "Then"],
  ]);
  expect((await shown(bob)).version).not.toBe(first.version);
  events.close();
});

test("a hint that got lost loses nothing", async () => {
  const events = follow([{ userId: bob.id }]);
  await begun(events, bob);
  await pair.redis.kill();
  await change(bob, 'bio: "While Redis was away"');
  await until("it is told", () => words(events).at(-1)?.[1] === "While Redis was away");
  await pair.redis.restart();
  events.close();
});

test("A-196: a block hides that something of the profile has changed, either way", async () => {
  await as(bob, `mutation { setBlocked(userId: "${ann.id}", blocked: true) { id } }`);
  const { version } = await shown(bob);
  await change(bob, 'bio: "Not for Ann"');
  expect(await shown(bob)).toMatchObject({ bio: null, version });
  const events = follow([{ userId: bob.id, version }]);
  await change(bob, 'bio: "Nor this"');
  // The name is seen by everybody.
  await change(bob, 'name: "Robert"');
  await until("the name comes", () => events.items.length > 0);
  expect(words(events)).toEqual([["Robert", null]]);
  events.close();
});

test("what is no position is refused, and who does not exist is passed over", async () => {
  const refused = async (since: unknown) => {
    const text = `subscription ($since: [UserPosition!]!) { usersChanged(since: $since) { user { id } } }`;
    const events = new Collector<Changed>({
      ...{ url: pair.there.url, token: ann.token, document: text },
      variables: { since },
    });
    await until("it is refused", () => events.errors.length > 0);
    const errors = events.errors.flat() as Parameters<typeof codeOf>[0]["errors"];
    events.close();
    return codeOf({ ...(errors && { errors }) });
  };
  const many = Array.from({ length: 501 }, () => ({ userId: bob.id }));
  expect(await refused(many)).toBe("BAD_USER_INPUT");
  expect(await refused([{ userId: bob.id, version: -1 }])).toBe("BAD_USER_INPUT");
  expect(await refused([{ userId: bob.id, version: 2 ** 31 }])).toBe("BAD_USER_INPUT");
  expect(await refused([{ userId: "nobody" }])).toBe("NOT_FOUND");

  const nobody = "ffffffffffffffffffffffff";
  const events = follow([
    { userId: nobody, version: 1 },
    { userId: bob.id, version: 2 ** 31 - 1 },
  ]);
  await until("who is there comes", () => events.items.length > 0);
  expect(events.items.map(({ user }) => user.id)).toEqual([bob.id]);
  events.close();
});
