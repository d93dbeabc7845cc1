import type { Model } from "mongoose";
import type { Message } from "../messages/message.model.js";
import { DURABLE, DUPLICATE_KEY } from "./durability.js";

/** An insert that a unique index stopped: everything before `index` is stored. */
export interface Clash {
  readonly index: number;
  readonly on: "position" | "clientMessageId";
}

interface WriteError {
  readonly index: number;
  readonly code: number;
  readonly keyPattern?: object;
  readonly errmsg: string;
}

interface Waiting {
  readonly entry: Message;
  readonly resolve: (clash: Clash | null) => void;
  readonly reject: (error: unknown) => void;
}

const MAX_JOINED = 100;
/** While one is on its way to the disk, another is filled. */
const MAX_IN_FLIGHT = 2;

/** Durable inserts into logs. All reject when their outcome is not known. */
export class Inserts {
  private readonly waiting: Waiting[] = [];
  private inFlight = 0;

  constructor(private readonly messages: Model<Message>) {}

  /** Consecutive entries of one log, in order: the first that is refused ends it. Null: all stored. */
  async inOrder(entries: readonly Message[]): Promise<Clash | null> {
    const [error] = await this.command(entries, true);
    return error ? clashOf(error, error.index) : null;
  }

  /**
   * One entry; what many busy logs write at the same time goes in one command. That none of them
   * waits for another is safe because no two entries of one command are of the same log: a log's
   * next entry is written only when the one before it is answered.
   */
  single(entry: Message): Promise<Clash | null> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ entry, resolve, reject });
      if (this.inFlight < MAX_IN_FLIGHT) void this.run();
    });
  }

  private async run(): Promise<void> {
    this.inFlight += 1;
    while (this.waiting.length > 0) {
      const joined = this.waiting.splice(0, MAX_JOINED);
      try {
        const errors = await this.command(
          joined.map(({ entry }) => entry),
          false,
        );
        const refused = new Map(errors.map((error) => [error.index, error]));
        for (const [at, one] of joined.entries()) answer(one, refused.get(at));
      } catch (error) {
        for (const { reject } of joined) reject(error);
      }
    }
    this.inFlight -= 1;
  }

  private async command(
    entries: readonly Message[],
    ordered: boolean,
  ): Promise<readonly WriteError[]> {
    // The driver's insertMany hides which index was hit, so the command is sent as it is.
    const reply = (await this.messages.db.db?.command({
      insert: this.messages.collection.collectionName,
      documents: entries as Message[],
      ordered,
      writeConcern: DURABLE,
    })) as { writeErrors?: readonly WriteError[]; writeConcernError?: { errmsg: string } };
    if (reply.writeConcernError) throw new Error(reply.writeConcernError.errmsg);
    return reply.writeErrors ?? [];
  }
}

function answer({ resolve, reject }: Waiting, error: WriteError | undefined): void {
  try {
    resolve(error ? clashOf(error, 0) : null);
  } catch (unexpected) {
    reject(unexpected);
  }
}

function clashOf({ code, keyPattern, errmsg }: WriteError, index: number): Clash {
  if (code !== DUPLICATE_KEY) throw new Error(errmsg);
  return { index, on: "clientMessageId" in (keyPattern ?? {}) ? "clientMessageId" : "position" };
}
