import { History, type Delivery, type LogEntry, type Send, type Subscriber } from "../history.js";

const ROOM = "room";
const OWNER = "owner";
export const [MEMBER, GONE] = ["member", "gone"];

/** A small run in which nothing is wrong: four messages, one member put out after the second. */
export class SoundRun {
  readonly history = new History();
  readonly sends = [1, 2, 3, 4].map((at) => this.send(at));
  readonly log: LogEntry[] = [
    this.entry({ seq: 1, systemEvent: "CONVERSATION_CREATED", subjectIds: [MEMBER, GONE] }),
    this.message(2, this.sends[0]),
    this.message(3, this.sends[1]),
    this.entry({ seq: 4, systemEvent: "MEMBER_REMOVED", subjectIds: [GONE] }),
    this.message(5, this.sends[2]),
    this.message(6, this.sends[3]),
  ];
  readonly messages = this.feed("messages", MEMBER, this.log);
  readonly events = this.feed("events", MEMBER, this.log);
  readonly removed = this.feed("messages", GONE, this.log.slice(0, 4));

  constructor() {
    const { history, log } = this;
    history.logs.set(ROOM, log);
    history.removals.push({ conversationId: ROOM, userId: GONE, acknowledgedAt: 35 });
    for (const userId of [OWNER, MEMBER, GONE]) {
      const entries = userId === GONE ? null : [...log];
      history.readings.push({ userId, conversationId: ROOM, node: 0, entries });
    }
    const glance = { userId: MEMBER, conversationId: ROOM, node: 1, invokedAt: 30, lastSeq: 3 };
    history.glances.push(glance);
    for (const { id, revision } of log) history.revisions.set(id, [revision]);
  }

  /** Sent at 10, 20, 30, 40 and acknowledged five later. */
  private send(at: number): Send {
    const fate = { unknown: 0, refusal: null, abandoned: false, edited: null };
    const answer = { at: at * 10 + 5, node: 0, id: `id-${at}`, seq: at < 3 ? at + 1 : at + 2 };
    const what = { key: `key-${at}`, userId: OWNER, conversationId: ROOM, body: `body ${at}` };
    const send = { ...what, ...fate, invokedAt: at * 10, answers: [answer] };
    this.history.sends.push(send);
    return send;
  }

  private entry(given: Partial<LogEntry> & Pick<LogEntry, "seq">): LogEntry {
    const { seq } = given;
    const place = { id: `system-${seq}`, conversationId: ROOM, revision: seq };
    const none = { body: null, clientMessageId: null, systemEvent: null, subjectIds: [] };
    return { ...place, ...none, senderId: OWNER, ...given };
  }

  private message(seq: number, send: Send | undefined): LogEntry {
    return this.entry({ seq, id: send?.answers[0]?.id ?? "", body: send?.body ?? null });
  }

  private feed(feed: Subscriber["feed"], userId: string, entries: readonly LogEntry[]): Delivery[] {
    const place = { at: 100, socket: 1, node: 0 };
    const deliveries: Delivery[] = entries.map((entry) => ({ ...entry, ...place }));
    const record = {
      name: `${userId}'s ${feed}`,
      userId,
      feed,
      only: null,
      sockets: 1,
      deliveries,
    };
    this.history.subscribers.push(record);
    return deliveries;
  }
}
