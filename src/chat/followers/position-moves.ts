import { type Collection, Types } from "mongoose";
import { Batcher } from "../../platform/core/batcher.js";
import type { FollowerPosition } from "./follower-position.model.js";

/** Under which fence it was read, and what is written if it still stands there. */
export interface Move {
  readonly _id: string;
  readonly fence: number;
  readonly set: Partial<FollowerPosition>;
  /** What else has to be as it was. */
  readonly also?: object;
}

/**
 * What each turn of each follower does to its position, for all that do so at the same time in one
 * command. Every row is judged by itself in the database, as if it were alone.
 */
export class PositionMoves {
  private readonly finding = new Batcher((ids: readonly string[]) => this.findAll(ids));
  private readonly taking = new Batcher((moves: readonly Move[]) => this.takeAll(moves));
  private readonly resting = new Batcher((moves: readonly Move[]) => this.restAll(moves));

  constructor(private readonly rows: () => Collection<FollowerPosition>) {}

  find(_id: string): Promise<FollowerPosition | null> {
    return this.finding.ask(_id);
  }

  /** Counts the fence up. False: somebody else has. */
  take(move: Move): Promise<boolean> {
    return this.taking.ask(move);
  }

  /** The same at the end, so that afterwards it can be told who did. */
  rest(move: Move): Promise<boolean> {
    return this.resting.ask(move);
  }

  private async findAll(ids: readonly string[]): Promise<(FollowerPosition | null)[]> {
    const byId = await this.read(ids);
    return ids.map((id) => byId.get(id) ?? null);
  }

  private async takeAll(moves: readonly Move[]): Promise<boolean[]> {
    // What is refused is not told one by one: whoever has a row is written in it.
    const named = moves.map((move) => ({ ...move, holder: new Types.ObjectId() }));
    if (await this.write(named)) return moves.map(() => true);
    const now = await this.read(moves.map(({ _id }) => _id));
    return named.map(({ _id, holder }) => now.get(_id)?.holder?.equals(holder) ?? false);
  }

  private async restAll(moves: readonly Move[]): Promise<boolean[]> {
    const named = moves.map((move) => ({ ...move, holder: null }));
    if (await this.write(named)) return moves.map(() => true);
    const now = await this.read(moves.map(({ _id }) => _id));
    return moves.map(({ _id, fence }) => {
      const row = now.get(_id);
      return row !== undefined && row.fence === fence + 1 && !row.holder;
    });
  }

  /** Whether all of them were. */
  private async write(
    moves: readonly (Move & { readonly holder: Types.ObjectId | null })[],
  ): Promise<boolean> {
    const operations = moves.map(({ _id, fence, also, set, holder }) => ({
      updateOne: {
        filter: { _id, fence, ...also },
        update: { $set: { ...set, holder }, $inc: { fence: 1 } },
      },
    }));
    const { matchedCount } = await this.rows().bulkWrite(operations, { ordered: false });
    return matchedCount === moves.length;
  }

  private async read(ids: readonly string[]): Promise<ReadonlyMap<string, FollowerPosition>> {
    const [only] = ids;
    const _id = ids.length === 1 && only ? only : { $in: [...ids] };
    const found = await this.rows().find({ _id }).toArray();
    return new Map(found.map((row) => [row._id, row]));
  }
}
