import { checkedJson, withinSize, type JsonBounds } from "./checked-json.js";
import { AppError, ErrorCode } from "./errors.js";
import { mergePatched, type JsonObject } from "./json-object.js";

/**
 * Data of an app's own. It is stored as the text of its JSON: names that mean something to the
 * database, numbers and order stay what they were.
 */
const METADATA_BOUNDS: JsonBounds = { maxBytes: 8_192, maxLevels: 5 };

/** What is stored of it; throws BAD_USER_INPUT. */
export function checkedMetadata(given: unknown, field: string): string {
  return checkedJson(given, field, METADATA_BOUNDS);
}

export function readMetadata(stored: string | null | undefined): JsonObject | null {
  return stored ? (JSON.parse(stored) as JsonObject) : null;
}

/** What is stored once that patch, which was checked, is in it; throws BAD_USER_INPUT. */
export function patchedMetadata(
  stored: string | null | undefined,
  patch: JsonObject,
  field: string,
): string {
  const merged = mergePatched(readMetadata(stored) ?? undefined, patch) as JsonObject;
  return withinSize(merged, field, METADATA_BOUNDS);
}

export function revisionConflict(revision: number): AppError {
  const text = `It has changed since: it is at revision ${revision}.`;
  return new AppError(ErrorCode.REVISION_CONFLICT, text, { field: "ifRevision" });
}
