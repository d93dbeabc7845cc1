import type { Model, QueryFilter } from "mongoose";
import { AppError, ErrorCode } from "./errors.js";
import type { JsonObject } from "./json-object.js";
import { checkedMetadata, patchedMetadata, revisionConflict } from "./metadata.js";

export interface WithMetadata {
  readonly metadata?: string | null;
  /** Absent: never changed. */
  readonly metadataRevision?: number;
}

export interface MetadataPatch {
  readonly patch: JsonObject;
  readonly ifRevision?: number | null | undefined;
  /** The path of the patch in the input. */
  readonly field: string;
}

const MAX_TRIES = 50;

/**
 * Each change goes from one revision to the next, by a write that misses where somebody was faster:
 * then it is made again on what there is. Null: there is no such row.
 */
export async function patchMetadata<Row extends WithMetadata>(
  rows: Model<Row>,
  filter: QueryFilter<Row>,
  { patch, ifRevision = null, field }: MetadataPatch,
  /** What a write is made in. */
  within: <Result>(write: () => Promise<Result>) => Promise<Result> = (write) => write(),
): Promise<Row | null> {
  checkedMetadata(patch, field);
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    const row = (await rows.findOne(filter).lean()) as Row | null;
    if (!row) return null;
    const { metadata = null, metadataRevision } = row;
    const next = patchedMetadata(metadata, patch, field);
    if (next === metadata) return row;
    const revision = metadataRevision ?? 0;
    if (ifRevision !== null && ifRevision !== revision) throw revisionConflict(revision);
    const changed = { metadata: next, metadataRevision: revision + 1 };
    const asRead = { ...filter, metadataRevision: metadataRevision ?? null } as QueryFilter<Row>;
    const { modifiedCount } = await within(() => rows.updateOne(asRead, { $set: changed }));
    if (modifiedCount === 1) return { ...row, ...changed };
  }
  throw new AppError(ErrorCode.CONFLICT, "It changes all the time: try again.");
}
