import type { Message } from "../../chat/log/message.model.js";
import { News } from "./news.js";
import type { LogOrder } from "./log-order.js";

/** How far one reader has come in one log, and which of its messages they were given on the way. */
export class Place {
  private news: News;

  constructor(
    private readonly order: LogOrder,
    private position: number,
  ) {
    this.news = new News(position);
  }

  get at(): number {
    return this.position;
  }

  moveTo(position: number): void {
    this.position = position;
  }

  /** The reader has, or leaves out, everything up to there. */
  settle(position = this.position): void {
    this.position = position;
    this.news = new News(position);
  }

  /** False: a message was passed over, as it was changed beyond the head before it was read. */
  isWhole(lastSeq: number): boolean {
    return this.order.name === "seq" || this.news.reaches(lastSeq);
  }

  /** Whether the reader cannot have had the message. */
  isNew(message: Message): boolean {
    return this.order.name === "seq" || this.news.has(message);
  }

  /** The reader is given these now. */
  give(messages: readonly Message[]): void {
    for (const message of messages) this.news.take(message);
  }
}
