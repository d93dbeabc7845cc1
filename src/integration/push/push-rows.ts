import type { Collection, Model, Types } from "mongoose";
import type { PushRow } from "./push-row.model.js";

/** Longer than any try takes. */
const LEASE_MS = 60_000;
const EVER = new Date(0);

export interface Wanted {
  readonly targetId: Types.ObjectId;
  readonly conversationId: Types.ObjectId;
  readonly seq: number;
  readonly createdAt: Date;
}

/** The database commands of what devices are to be told. */
export class PushRows {
  constructor(
    private readonly rows: Model<PushRow>,
    private readonly now: () => Date,
  ) {}

  /** May be repeated: what is decided stays so. */
  async want(wanted: readonly Wanted[]): Promise<void> {
    const now = this.now();
    const operations = wanted.flatMap(({ targetId, conversationId, seq, createdAt }) => {
      const _id = `${targetId.toHexString()}/${conversationId.toHexString()}`;
      const none = { settledSeq: 0, tryingSeq: null, shownSeq: null, goneSeq: null, dueAt: null };
      const fresh = { targetId, conversationId, ...none, fence: 0, failures: 0 };
      const told = {
        $max: { seq, since: createdAt },
        $set: { touchedAt: now },
        $setOnInsert: fresh,
      };
      const isNew = { _id, dueAt: null, settledSeq: { $lt: seq } };
      return [
        { updateOne: { filter: { _id }, update: told, upsert: true } },
        { updateOne: { filter: isNew, update: { $set: { dueAt: now } } } },
      ];
    });
    if (operations.length > 0) await this.raw.bulkWrite(operations);
  }

  /** It was deleted: whoever shows it, or is just being told, is not to. */
  async takeBack(conversationId: Types.ObjectId, seq: number): Promise<boolean> {
    const shown = { conversationId, $or: [{ shownSeq: seq }, { tryingSeq: seq }] };
    const { matchedCount } = await this.raw.updateMany(shown, { $set: { goneSeq: seq } });
    if (matchedCount === 0) return false;
    const resting = { conversationId, goneSeq: seq, dueAt: null };
    await this.raw.updateMany(resting, { $set: { dueAt: this.now() } });
    return true;
  }

  due(limit: number): Promise<PushRow[]> {
    const dueAt = { $gt: EVER, $lte: this.now() };
    return this.raw.find({ dueAt }).sort({ dueAt: 1 }).limit(limit).toArray();
  }

  /** Null: somebody else has it. */
  async take({ _id, fence }: PushRow): Promise<PushRow | null> {
    const dueAt = new Date(this.now().getTime() + LEASE_MS);
    const update = { $set: { dueAt }, $inc: { fence: 1 } };
    return this.raw.findOneAndUpdate({ _id, fence }, update, { returnDocument: "after" });
  }

  /** Others have their turn first. */
  async postpone(rows: readonly PushRow[], byMs: number): Promise<void> {
    const _id = { $in: rows.map((row) => row._id) };
    const dueAt = new Date(this.now().getTime() + byMs);
    await this.raw.updateMany({ _id, dueAt: { $lte: this.now() } }, { $set: { dueAt } });
  }

  /** False: somebody else has it by now, and nothing is written. */
  async save({ _id, fence }: PushRow, facts: Partial<PushRow>): Promise<boolean> {
    return (await this.raw.updateOne({ _id, fence }, { $set: facts })).matchedCount === 1;
  }

  /** Nothing to do any more, unless there is more by now. */
  async settle(row: PushRow, facts: Partial<PushRow> & { settledSeq: number }): Promise<void> {
    const { _id, fence } = row;
    const done = { goneSeq: null, failures: 0, tryingSeq: null, ...facts, dueAt: null };
    const filter = { _id, fence, seq: { $lte: facts.settledSeq }, goneSeq: row.goneSeq };
    if ((await this.raw.updateOne(filter, { $set: done })).matchedCount === 1) return;
    const more = { failures: 0, tryingSeq: null, ...facts, dueAt: this.now() };
    await this.raw.updateOne({ _id, fence }, { $set: more });
  }

  async forgetTarget(targetId: Types.ObjectId): Promise<void> {
    await this.raw.deleteMany({ targetId });
  }

  private get raw(): Collection<PushRow> {
    return this.rows.collection as unknown as Collection<PushRow>;
  }
}
