import { Types } from "mongoose";
import type { KeyedHash } from "../../platform/secrets/keyed-hash.js";

const ID_BYTES = 12;
const REQUEST_BYTES = 16;
const HASH_BYTES = 32;

export interface ExportPlace {
  readonly userId: Types.ObjectId;
  readonly requestId: string;
}

/** The key of a link: which export, under a keyed hash. It says nothing, and nobody can make one. */
export class ExportLink {
  constructor(
    private readonly hashing: KeyedHash,
    /** Where clients reach this server. */
    private readonly origin: () => string,
  ) {}

  url(place: ExportPlace): string {
    const bytes = bytesOf(place);
    const key = Buffer.concat([bytes, this.hashing.of(bytes)]).toString("base64url");
    return `${this.origin()}/export?key=${key}`;
  }

  /** Null: it was not given out. */
  read(key: string): ExportPlace | null {
    const given = Buffer.from(key, "base64url");
    const length = ID_BYTES + REQUEST_BYTES + HASH_BYTES;
    if (given.length !== length || given.toString("base64url") !== key) return null;
    const bytes = given.subarray(0, ID_BYTES + REQUEST_BYTES);
    if (!this.hashing.fits(bytes, given.subarray(bytes.length))) return null;
    return {
      userId: new Types.ObjectId(bytes.subarray(0, ID_BYTES)),
      requestId: bytes.subarray(ID_BYTES).toString("hex"),
    };
  }
}

function bytesOf({ userId, requestId }: ExportPlace): Buffer {
  return Buffer.concat([Buffer.from(userId.toHexString(), "hex"), Buffer.from(requestId, "hex")]);
}
