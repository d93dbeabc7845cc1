import type { Person } from "../support/people.js";
import type { Caller } from "./attempt.js";
import type { History } from "./history.js";
import type { Pace } from "./pace.js";
import type { Room } from "./population.js";
import type { Random } from "./random.js";
import { Sender } from "./sender.js";
import { ChaosSubscriber } from "./subscriber.js";

export interface ClientOptions {
  readonly pace: Pace;
  readonly people: readonly Person[];
  readonly rooms: readonly Room[];
  /** Of each person. */
  readonly devices: number;
  readonly newCaller: () => Caller;
  readonly random: Random;
  readonly history: History;
  readonly onAck: (node: number) => void;
}

export interface Clients {
  readonly senders: Sender[];
  readonly subscribers: ChaosSubscriber[];
}

/** Whoever is in no room is a stranger: they try all the same, and must get nothing. */
export function makeClients(options: ClientOptions): Clients {
  const { people, rooms, devices, pace, newCaller, random, history, onAck } = options;
  const clients: Clients = { senders: [], subscribers: [] };
  const conversationIds = rooms.map(({ id }) => id);
  for (const person of people)
    for (let device = 0; device < devices; device += 1) {
      const count = clients.senders.length;
      const own = rooms.filter(({ members }) => members.includes(person));
      const stranger = own.length === 0;
      const wanted = stranger ? rooms.slice(0, 3) : own;
      const shared = { name: `client-${count}`, person, pace, history };
      const single = stranger ? device > 0 : count % 5 === 4;
      clients.senders.push(new Sender({ ...shared, rooms: wanted, caller: newCaller(), onAck }));
      clients.subscribers.push(
        new ChaosSubscriber({
          ...shared,
          feed: count % 3 === 2 ? "events" : "messages",
          only: single ? random.pick(wanted).id : null,
          conversationIds,
          caller: newCaller(),
        }),
      );
    }
  return clients;
}
