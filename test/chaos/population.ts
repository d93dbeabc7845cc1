import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { DevelopmentMailbox } from "../../src/adapters/development-mailbox.js";
import { CreateGroupDocument, OpenDirectConversationDocument } from "../generated/graphql.js";
import { signUp, type Person } from "../support/people.js";
import { demand, type Caller } from "./attempt.js";
import type { Cluster } from "./cluster.js";

export interface Room {
  readonly id: string;
  readonly kind: "group" | "direct";
  /** The first one owns a group and is never removed. */
  readonly members: readonly Person[];
}

/**
 * Accounts are made through the API, as people make them: with four rounds of hashing that costs
 * a few milliseconds each, and a seeded row would have to be kept like the ones that signup writes.
 */
export async function signUpMany({ nodes, ground }: Cluster, count: number): Promise<Person[]> {
  const mailbox = new DevelopmentMailbox(join(ground.dataDir, "mail"), () => undefined);
  const url = nodes[0]?.url ?? "";
  const people: Person[] = [];
  for (let at = 0; at < count; at += 1)
    people.push(await signUp({ url, inbox: (to) => mailbox.list(to) }, `Person${at}`));
  return people;
}

/** Groups of at most `size`, and two direct conversations; everybody is in some of them. */
export async function openRooms(
  caller: Caller,
  people: readonly Person[],
  { count, size }: { readonly count: number; readonly size: number },
): Promise<Room[]> {
  const rooms: Room[] = [];
  for (let at = 0; at < count; at += 1) {
    const direct = at < 2;
    const members = Array.from(
      { length: direct ? 2 : Math.min(size, people.length) },
      (_, step) => people[(at * 2 + step * (1 + (at % 3))) % people.length],
    ).filter((one): one is Person => one !== undefined);
    const distinct = [...new Set(members)];
    const id = direct ? await openDirect(caller, distinct) : await openGroup(caller, distinct);
    rooms.push({ id, kind: direct ? "direct" : "group", members: distinct });
  }
  return rooms;
}

async function openDirect(caller: Caller, [one, other]: readonly Person[]): Promise<string> {
  const variables = { userId: other?.id ?? "" };
  const document = OpenDirectConversationDocument;
  const data = await demand(caller, { document, variables, token: one?.token ?? "" });
  return data.openDirectConversation.id;
}

async function openGroup(caller: Caller, [owner, ...others]: readonly Person[]): Promise<string> {
  const memberIds = others.map(({ id }) => id);
  const input = { clientConversationId: randomUUID(), name: "Chaos", memberIds };
  const document = CreateGroupDocument;
  const data = await demand(caller, { document, variables: { input }, token: owner?.token ?? "" });
  return data.createGroup.id;
}
