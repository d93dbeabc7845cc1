import {
  HistoryDocument,
  MessagesDocument,
  type HistoryQuery,
  type HistoryQueryVariables,
  type MessagePartsFragment,
  type MessageStateFragment,
  type MessagesQuery,
  type MessagesQueryVariables,
} from "../generated/graphql.js";
import { brokenOf, storedLogs } from "../support/log-invariants.js";
import type { Person } from "../support/people.js";
import { demand, type Caller } from "./attempt.js";
import type { Cluster } from "./cluster.js";
import type { Entry, History, LogEntry } from "./history.js";
import type { NodeProcess } from "./node-process.js";
import type { Room } from "./population.js";

/** The log of each conversation, as its first member reads it. */
export async function readLogs(
  caller: Caller,
  rooms: readonly Room[],
  history: History,
): Promise<void> {
  for (const { id, kind, members } of rooms) {
    const [owner] = members;
    const entries = owner ? await backward(caller, { person: owner, id, size: 50 }) : null;
    history.logs.set(id, (entries ?? []) as LogEntry[]);
    if (kind === "direct")
      history.pairs.set(
        id,
        members.map((member) => member.id),
      );
  }
}

/** What the database holds itself. */
export async function readDatabase({ databaseUri }: Cluster, history: History): Promise<void> {
  const logs = await storedLogs(databaseUri);
  history.brokenLogs.push(...brokenOf(logs));
  for (const { _id, revisions } of [...logs.values()].flat())
    history.revisions.set(_id.toHexString(), revisions);
}

/** By everybody, on every node, in pages of several sizes, in both directions. */
export async function readHistories(
  { nodes, ...caller }: Caller,
  { rooms, people }: { readonly rooms: readonly Room[]; readonly people: readonly Person[] },
  history: History,
): Promise<void> {
  for (const { id, members } of rooms)
    for (const [at, person] of people.entries()) {
      const member = members.includes(person);
      // An outsider is asked about on one node.
      if (!member && at % 4 !== 0) continue;
      const node = caller.random.pick(nodes);
      const size = caller.random.pick([7, 23, 50, 100]);
      const read = caller.random.chance(0.5) ? forward : backward;
      await record({ ...caller, nodes: [node] }, { person, id, size }, read);
    }

  async function record(own: Caller, request: Request, read: typeof forward): Promise<void> {
    const { index } = own.nodes[0] as NodeProcess;
    const entries = await read(own, request);
    const { person, id } = request;
    history.readings.push({ userId: person.id, conversationId: id, node: index, entries });
  }
}

interface Request {
  readonly person: Person;
  readonly id: string;
  readonly size: number;
}

async function forward(caller: Caller, { person, id, size }: Request): Promise<Entry[] | null> {
  const entries: Entry[] = [];
  for (let after: string | null = null; ;) {
    const variables: MessagesQueryVariables = { conversationId: id, first: size, after };
    const operation = { document: MessagesDocument, variables, token: person.token };
    const { conversation }: MessagesQuery = await demand(caller, operation);
    if (!conversation) return null;
    const { nodes, pageInfo } = conversation.messages;
    entries.push(...nodes.map(entryOf));
    if (!pageInfo.hasNextPage) return entries;
    after = pageInfo.endCursor ?? null;
  }
}

async function backward(caller: Caller, { person, id, size }: Request): Promise<Entry[] | null> {
  const entries: LogEntry[] = [];
  for (let before: string | null = null; ;) {
    const variables: HistoryQueryVariables = { conversationId: id, last: size, before };
    const operation = { document: HistoryDocument, variables, token: person.token };
    const { conversation }: HistoryQuery = await demand(caller, operation);
    if (!conversation) return null;
    const { nodes, pageInfo } = conversation.messages;
    entries.unshift(...nodes.map(logEntryOf));
    if (!pageInfo.hasPreviousPage) return entries;
    before = pageInfo.startCursor ?? null;
  }
}

function entryOf(message: MessagePartsFragment): Entry {
  const { id, conversationId, seq, revision, body, clientMessageId, sender } = message;
  return { id, conversationId, seq, revision, body, clientMessageId, senderId: sender?.id ?? null };
}

function logEntryOf(message: MessageStateFragment): LogEntry {
  const { systemEvent, subjects } = message;
  return { ...entryOf(message), systemEvent, subjectIds: subjects.map(({ id }) => id) };
}
