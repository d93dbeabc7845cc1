import { setTimeout as sleep } from "node:timers/promises";
import { createClient } from "graphql-ws";
import WebSocket from "ws";
import {
  ConversationEventsDocument,
  MessageReceivedDocument,
  type ConversationEventsSubscription,
  type MessagePartsFragment,
  type MessageReceivedSubscription,
} from "../generated/graphql.js";
import type { Person } from "../support/people.js";
import type { Caller } from "./attempt.js";
import type { Pace } from "./pace.js";
import type { History, Subscriber } from "./history.js";
import type { NodeProcess } from "./node-process.js";

export interface SubscriberOptions {
  readonly name: string;
  readonly person: Person;
  readonly feed: Subscriber["feed"];
  readonly only: string | null;
  /** All conversations that it names a position for, its own and others. */
  readonly conversationIds: readonly string[];
  readonly pace: Pace;
  readonly caller: Caller;
  readonly history: History;
}

type Payload = MessageReceivedSubscription | ConversationEventsSubscription;
type EndReason = "cut" | "completed" | "refused";

/** A client that reads: cut at any moment, it comes back with its positions, on any node. */
export class ChaosSubscriber {
  readonly record: Subscriber;
  private readonly positions: Map<string, number>;
  private socket: WebSocket | null = null;
  private stopped = false;
  /** From now on it cuts nothing itself. */
  private steady = false;

  constructor(private readonly options: SubscriberOptions) {
    const { name, person, feed, only, conversationIds, history } = options;
    this.positions = new Map(conversationIds.map((id) => [id, 0]));
    this.record = { name, userId: person.id, feed, only, deliveries: [], sockets: 0 };
    history.subscribers.push(this.record);
  }

  async run(): Promise<void> {
    const { pace, caller } = this.options;
    const { random, nodes } = caller;
    while (!this.stopped) {
      this.record.sockets += 1;
      const lifeMs = random.chance(0.2) ? random.between(0, 60) : random.between(...pace.socketMs);
      const timer = setTimeout(() => this.steady || this.cut(), lifeMs);
      const reason = await this.follow(random.pick(nodes));
      clearTimeout(timer);
      this.cut();
      if (!this.stopped) await sleep(reason === "refused" ? 1_000 : random.between(20, 250));
    }
  }

  settleDown(): void {
    this.steady = true;
  }

  stop(): void {
    this.stopped = true;
    this.cut();
  }

  /** Without a word to the other side, also in the middle of the handshake. */
  private cut(): void {
    this.socket?.terminate();
    this.socket = null;
  }

  /** Resolves when the subscription has ended, for whatever reason. */
  private follow(node: NodeProcess): Promise<EndReason> {
    const { feed, only, person } = this.options;
    const field = feed === "messages" ? "seq" : "revision";
    const since = [...this.positions].map(([conversationId, at]) => ({
      conversationId,
      [field]: at,
    }));
    const document = feed === "messages" ? MessageReceivedDocument : ConversationEventsDocument;
    const socket = this.record.sockets;
    const client = createClient({
      url: node.url.replace(/^http/, "ws"),
      webSocketImpl: this.ownSocket(),
      retryAttempts: 0,
      connectionParams: { authorization: `Bearer ${person.token}` },
    });
    return new Promise((resolve) => {
      client.subscribe<Payload>(
        { query: document.toString(), variables: { conversationId: only, since } },
        {
          next: ({ data, errors }) => {
            if (data) this.take(data, { socket, node: node.index });
            // A subscription that was not begun has no data at all.
            if (data === undefined) resolve(this.endOf(errors));
            else if (errors) this.complain(`was given errors: ${JSON.stringify(errors)}`);
          },
          error: (error) => resolve(this.endOf(error)),
          complete: () => resolve("completed"),
        },
      );
    });
  }

  /** The socket of the library, within our reach. */
  private ownSocket(): new (url: string, protocols: string) => WebSocket {
    const own = (socket: WebSocket): void => {
      this.socket = socket;
      if (this.stopped) this.cut();
    };
    return class extends WebSocket {
      constructor(url: string, protocols: string) {
        super(url, protocols);
        own(this);
      }
    };
  }

  private take(data: Payload, place: { readonly socket: number; readonly node: number }): void {
    // What still comes out of a socket that was cut has not been taken.
    if (place.socket !== this.record.sockets || !this.socket) return;
    const message = "messageReceived" in data ? data.messageReceived : this.messageOf(data);
    if (!message) return;
    const { id, conversationId, seq, revision, body, clientMessageId, sender } = message;
    const entry = { id, conversationId, seq, revision, body, clientMessageId };
    const at = performance.now();
    this.record.deliveries.push({ ...entry, senderId: sender?.id ?? null, at, ...place });
    this.positions.set(conversationId, this.options.feed === "messages" ? seq : revision);
  }

  private messageOf({
    conversationEvents: event,
  }: ConversationEventsSubscription): MessagePartsFragment | null {
    if (event.__typename === "ResyncRequired") this.complain("was told to load anew");
    return event.__typename === "MessageChanged" ? event.message : null;
  }

  /** GraphQL errors of the operation; anything else is the socket's end. */
  private endOf(error: unknown): EndReason {
    if (!Array.isArray(error)) return "cut";
    const codes = error.map((one: { extensions?: { code?: string } }) => one.extensions?.code);
    if (codes.includes("INTERNAL_SERVER_ERROR")) this.complain(`got ${JSON.stringify(error)}`);
    return codes.includes("NOT_FOUND") ? "refused" : "cut";
  }

  private complain(text: string): void {
    this.options.caller.onIncident(`${this.record.name} ${text}`);
  }
}
