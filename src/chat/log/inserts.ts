import type { Model } from "mongoose";
import type { Message } from "./message.model.js";
import { isDuplicateKey } from "../../platform/core/errors.js";
import { DURABLE } from "./durability.js";
import { Batcher } from "../../platform/core/batcher.js";

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

/** Durable inserts into logs. All reject when their outcome is not known. */
export class Inserts {
  private readonly batcher = new Batcher(
    (entries: readonly Message[]) => this.unordered(entries),
    2,
  );

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
  async single(entry: Message): Promise<Clash | null> {
    const error = await this.batcher.ask(entry);
    return error ? clashOf(error, 0) : null;
  }

  /** What refused each of them. */
  private async unordered(entries: readonly Message[]): Promise<(WriteError | undefined)[]> {
    const errors = await this.command(entries, false);
    const refused = new Map(errors.map((error) => [error.index, error]));
    return entries.map((_, at) => refused.get(at));
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

function clashOf(error: WriteError, index: number): Clash {
  const { keyPattern, errmsg } = error;
  if (!isDuplicateKey(error)) throw new Error(errmsg);
  return { index, on: "clientMessageId" in (keyPattern ?? {}) ? "clientMessageId" : "position" };
}
