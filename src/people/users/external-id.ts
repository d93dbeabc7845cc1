import { badInput } from "../../platform/core/errors.js";

const MAX_BYTES = 256;

/**
 * An id of the app's own, as it is kept: any characters, told apart by each of their bytes. Throws
 * BAD_USER_INPUT for what no encoding keeps apart from something else.
 */
export function externalIdOf(given: string, field: string): string {
  if (!given.isWellFormed()) throw badInput(field, "An external id is valid Unicode.");
  const bytes = Buffer.byteLength(given);
  if (bytes === 0 || bytes > MAX_BYTES)
    throw badInput(field, `An external id has 1 to ${MAX_BYTES} bytes.`, { limit: MAX_BYTES });
  return given;
}
