import type { Serving } from "../harness/contender.js";
import { memberOf, userId, type World } from "../harness/world.js";

const json = JSON.stringify;
export const SEND_MESSAGE =
  "mutation M($i: SendMessageInput!) { sendMessage(input: $i) { message { seq } } }";

const CREATE_GROUP = "mutation G($i: CreateGroupInput!) { createGroup(input: $i) { id } }";
const AT_ONCE = 16;

/** The first entry of its log, which makes a group, is also what a new subscription replays. */
export async function createGroups(
  port: number,
  authorization: (member: number) => string,
  world: World,
): Promise<string[]> {
  const ids: string[] = [];
  const create = async (c: number): Promise<void> => {
    const first = memberOf(world, c, 0);
    const memberIds = Array.from({ length: world.membersEach - 1 }, (_, m) =>
      userId(first + 1 + m),
    );
    const i = { clientConversationId: `bench${c}`, name: `Group ${c}`, memberIds };
    ids[c] = await createdGroup(port, i, authorization(first));
  };
  for (let c = 0; c < world.conversations; c += AT_ONCE) {
    const some = Array.from(
      { length: Math.min(AT_ONCE, world.conversations - c) },
      (_, i) => c + i,
    );
    await Promise.all(some.map(create));
  }
  return ids;
}

async function createdGroup(port: number, i: object, authorization: string): Promise<string> {
  type Made = { readonly createGroup: { readonly id: string } };
  const made = await execute<Made>(port, CREATE_GROUP, { i }, authorization);
  return made.createGroup.id;
}

/** A group of that person and others, with a name that is its own. */
export function createGroup(
  { ports, upload }: Serving,
  owner: number,
  others: readonly number[],
  name: string,
): Promise<string> {
  const i = { clientConversationId: name, name, memberIds: others.map(userId) };
  return createdGroup(ports[0] ?? 0, i, upload?.authorization(owner) ?? "");
}

export async function sendTo(
  { ports, upload }: Serving,
  sender: number,
  conversationId: string,
  clientMessageId: string,
): Promise<void> {
  const i = { conversationId, clientMessageId, body: "What was missed" };
  await execute(ports[0] ?? 0, SEND_MESSAGE, { i }, upload?.authorization(sender));
}

export async function execute<T>(
  port: number,
  query: string,
  variables: object,
  authorization?: string,
): Promise<T> {
  const response = await fetch(`http://127.0.0.1:${port}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json", ...(authorization && { authorization }) },
    body: json({ query, variables }),
  });
  const answer = (await response.json()) as { data: T; errors?: unknown };
  if (answer.errors) throw new Error(`${query.slice(0, 40)}: ${json(answer.errors)}`);
  return answer.data;
}
