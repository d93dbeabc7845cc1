import { badInput } from "../../platform/core/errors.js";
import type { KeyedHash } from "../../platform/secrets/keyed-hash.js";

const VERSION = 1;
const SIGNATURE_BYTES = 9;
const MAX_CHARS = 300;

/**
 * Opaque, signed positions: one is good only for the list that gave it out. Rights are checked
 * again at each use, so a cursor grants nothing.
 */
export class Cursors {
  constructor(private readonly signing: KeyedHash) {}

  /** `list` names the list and what it belongs to, such as `messages:<conversation id>`. */
  encode(list: string, position: readonly (string | number)[]): string {
    const body = Buffer.from(JSON.stringify([VERSION, ...position]));
    return Buffer.concat([
      this.signing.of(signed(list, body)).subarray(0, SIGNATURE_BYTES),
      body,
    ]).toString("base64url");
  }

  /** Throws BAD_USER_INPUT for whatever `encode` did not make for this very list. */
  decode(list: string, cursor: string, field: string): (string | number)[] {
    const bytes = Buffer.from(cursor.length <= MAX_CHARS ? cursor : "", "base64url");
    const body = bytes.subarray(SIGNATURE_BYTES);
    const signature = bytes.subarray(0, SIGNATURE_BYTES);
    if (!this.signing.fits(signed(list, body), signature, SIGNATURE_BYTES))
      throw badInput(field, "That cursor does not belong to this list.");
    const [version, ...position] = JSON.parse(body.toString()) as (string | number)[];
    if (version !== VERSION)
      throw badInput(
        field,
        "That cursor is from another version of the server: begin with the first page.",
      );
    return position;
  }
}

function signed(list: string, body: Buffer): Buffer {
  return Buffer.concat([Buffer.from(`${list}\n`), body]);
}
