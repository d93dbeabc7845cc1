import type { Collection, Model } from "mongoose";
import { DURABLE } from "../../chat/log/durability.js";
import { isDuplicateKey } from "../../platform/core/errors.js";
import type { NewServerEntry, ServerEntry } from "./server-entry.model.js";

const MAX_TRIES = 100;
const PAGE = 1_000;
/** From there on a search goes in ever larger steps. */
const FIRST_STEP = 1_024;
/** What is not kept any longer is days older. */
const REMEMBERED_MS = 60_000;

interface Reply {
  readonly writeErrors?: readonly { readonly code: number; readonly errmsg: string }[];
  readonly writeConcernError?: { readonly errmsg: string };
}

/**
 * The database commands of the server's log. Its positions have no holes, as entries are written in
 * order, and the index over them lets only one node have a position; that over (conversation, revision) lets
 * nothing in twice. So it needs nobody who alone may write.
 */
export class ServerLogStore {
  /** A position that is there, as of a moment ago: reading on from it finds the end. */
  private known = { position: 0, at: 0 };

  constructor(
    private readonly rows: Model<ServerEntry>,
    private readonly now: () => Date,
  ) {}

  /** In that order, those left out that are there. Where the log ends then, at least. Rejects when the outcome is not known. */
  async append(given: readonly NewServerEntry[]): Promise<number> {
    let left = given;
    let end = this.near || (await this.end());
    for (let tries = 0; left.length > 0; tries += 1) {
      if (tries === MAX_TRIES) throw new Error("too many write to the server's log at once");
      const at = this.now();
      const placed = left.map((entry, index) => ({ ...entry, _id: end + 1 + index, at }));
      if (await this.insert(placed)) {
        end += placed.length;
        break;
      }
      // Some may be in: before the refused one, or by whoever was told of the same.
      left = await this.missing(left);
      end = await this.end();
    }
    this.remember(end);
    return end;
  }

  /** 0: none. Behind an old one entries may be gone, and their positions free once more. */
  private get near(): number {
    const { position, at } = this.known;
    return this.now().getTime() - at < REMEMBERED_MS ? position : 0;
  }

  private remember(position: number): void {
    this.known = { position: Math.max(this.near, position), at: this.now().getTime() };
  }

  /** Both ends inclusive, ascending. */
  async range(from: number, to: number): Promise<ServerEntry[]> {
    if (to < from) return [];
    const found = await this.raw.find({ _id: { $gte: Math.max(1, from), $lte: to } }).toArray();
    return found.sort((a, b) => a._id - b._id);
  }

  /** The last position. */
  async end(): Promise<number> {
    let end = this.near || (await this.search());
    for (;;) {
      const filter = { _id: { $gt: end, $lte: end + PAGE } };
      const found = await this.raw.find(filter, { projection: { _id: 1 } }).toArray();
      end = Math.max(end, ...found.map(({ _id }) => _id));
      if (found.length < PAGE) break;
    }
    this.remember(end);
    return end;
  }

  /** Up to where it is not kept any longer. */
  async gone(): Promise<number> {
    return (await this.raw.findOne({ _id: 0 }))?.gone ?? 0;
  }

  /** Forgets what is older, but for the newest `keep`. */
  async prune(before: Date, keep: number): Promise<void> {
    const gone = await this.gone();
    const isOld = async (position: number): Promise<boolean> => {
      const entry = await this.raw.findOne({ _id: position });
      return entry !== null && entry.at < before;
    };
    const end = await this.end();
    const last = await lastOf(gone, Math.max(gone, end - keep), isOld);
    if (last === gone) return;
    // First the word of it: whoever reads meanwhile must not take what is missing for a hole.
    await this.raw.updateOne({ _id: 0 }, { $max: { gone: last } }, { upsert: true });
    await this.raw.deleteMany({ _id: { $gt: 0, $lte: last } });
  }

  /** Somewhere near the end, with nothing remembered. */
  private async search(): Promise<number> {
    const isThere = async (position: number): Promise<boolean> =>
      (await this.raw.findOne({ _id: position }, { projection: { _id: 1 } })) !== null;
    let low = await this.gone();
    for (let step = FIRST_STEP; ; step *= 2) {
      if (!(await isThere(low + step))) return lastOf(low, low + step, isThere);
      low += step;
    }
  }

  private async missing(entries: readonly NewServerEntry[]): Promise<readonly NewServerEntry[]> {
    const $or = entries.map(({ conversationId, revision }) => ({ conversationId, revision }));
    const [only] = $or;
    const found = await this.raw.find($or.length === 1 && only ? only : { $or }).toArray();
    const known = new Set(found.map(keyOf));
    return entries.filter((entry) => !known.has(keyOf(entry)));
  }

  /** False: one was refused, and those before it are in. */
  private async insert(documents: ServerEntry[]): Promise<boolean> {
    // The driver's insertMany throws away what it knows; a command says all of it.
    const reply = (await this.rows.db.db?.command({
      insert: this.rows.collection.collectionName,
      ...{ documents, ordered: true, writeConcern: DURABLE },
    })) as Reply;
    if (reply.writeConcernError) throw new Error(reply.writeConcernError.errmsg);
    const [refused] = reply.writeErrors ?? [];
    if (refused && !isDuplicateKey(refused)) throw new Error(refused.errmsg);
    return refused === undefined;
  }

  private get raw(): Collection<ServerEntry> {
    return this.rows.collection as unknown as Collection<ServerEntry>;
  }
}

function keyOf({ conversationId, revision }: NewServerEntry): string {
  return `${conversationId.toHexString()} ${revision}`;
}

/** The last position of which it is true, where it is true up to some position: from `low`, which counts as true, to `high`. */
async function lastOf(
  low: number,
  high: number,
  isTrue: (position: number) => Promise<boolean>,
): Promise<number> {
  let [from, to] = [low, high];
  while (from < to) {
    const middle = Math.ceil((from + to) / 2);
    if (await isTrue(middle)) from = middle;
    else to = middle - 1;
  }
  return from;
}
