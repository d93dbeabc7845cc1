import {
  ModelEventsDocument,
  ModelChangesDocument,
  type ModelMessageFragment,
  type ModelEventsSubscription,
} from "../generated/graphql.js";
import type { TestApp } from "../support/app.js";
import { ask } from "../support/conversations.js";
import { Collector, until } from "../support/graphql.js";
import type { Person } from "../support/people.js";

type Event = ModelEventsSubscription["conversationEvents"];

/**
 * A client as it should be: it keeps what the stream says, the greater revision wins, and after a
 * cut it resumes from what it has. It loads by query what the stream says that it does not know.
 */
export class Follower {
  readonly messages = new Map<string, Map<number, ModelMessageFragment>>();
  readonly positions = new Map<string, number>();
  readonly faults: string[] = [];
  private stream: Collector<Event> | null = null;
  private taken = 0;

  constructor(
    private readonly app: TestApp,
    private readonly person: Person,
  ) {}

  get connected(): boolean {
    return this.stream !== null;
  }

  async connect(): Promise<void> {
    const since = [...this.positions].map(([conversationId, revision]) => ({
      conversationId,
      revision,
    }));
    const stream = new Collector<Event>({
      url: this.app.url,
      token: this.person.token,
      document: ModelEventsDocument,
      variables: { since },
    });
    this.stream = stream;
    this.taken = 0;
    await until("caught up", () => stream.items.some((one) => one.__typename === "CaughtUp"));
    this.take();
    const end = stream.items.find((one) => one.__typename === "CaughtUp");
    const unlisted = end?.__typename === "CaughtUp" ? end.unlisted : [];
    for (const id of unlisted) await this.load(id);
  }

  cut(): void {
    this.take();
    this.stream?.close();
    this.stream = null;
  }

  /** Brings in what has arrived since it was last called. */
  take(): void {
    for (const event of this.stream?.items.slice(this.taken) ?? []) {
      this.taken += 1;
      if (event.__typename !== "MessageChanged") continue;
      const { conversationId, revision, message } = event;
      const before = this.positions.get(conversationId) ?? 0;
      if (revision <= before) this.faults.push(`revision ${revision} came after ${before}`);
      this.keep(conversationId, revision, message);
    }
    this.faults.push(...(this.stream?.errors ?? []).map((error) => JSON.stringify(error)));
  }

  private async load(conversationId: string): Promise<void> {
    const known = this.positions.get(conversationId) ?? 0;
    const { conversation } = await ask(this.app, this.person, ModelChangesDocument, {
      conversationId,
      afterRevision: 0,
    });
    this.take();
    for (const message of conversation?.changes.nodes ?? [])
      this.keep(conversationId, message.revision, message);
    const revision = Math.max(known, conversation?.changes.revision ?? 0);
    this.positions.set(conversationId, Math.max(revision, this.positions.get(conversationId) ?? 0));
  }

  private keep(conversationId: string, revision: number, message: ModelMessageFragment): void {
    const messages = this.messages.get(conversationId) ?? new Map<number, ModelMessageFragment>();
    this.messages.set(conversationId, messages);
    const known = messages.get(message.seq);
    if (!known || known.revision < message.revision) messages.set(message.seq, message);
    this.positions.set(conversationId, Math.max(revision, this.positions.get(conversationId) ?? 0));
  }
}
