import type { KeyedHash } from "../secrets/keyed-hash.js";
import type { AuditEntry } from "./audit.model.js";

/** The newest row of the audit, by its position and its hash. */
export type AuditHead = Pick<AuditEntry, "seq" | "hash">;

const SHAPE = /^(\d{1,15})\.([\w-]{43})\.([\w-]{43})$/;

/** For the log and other places that whoever writes to the database cannot reach. */
export function headText({ seq, hash }: AuditHead, hashing: KeyedHash): string {
  return `${seq}.${hash}.${hashing.text(signed(seq, hash))}`;
}

/** Null: this server never told it. */
export function readHead(text: string, hashing: KeyedHash): AuditHead | null {
  const [, seq = "", hash = "", signature = ""] = SHAPE.exec(text.trim()) ?? [];
  const isOurs = seq !== "" && hashing.fitsText(signed(Number(seq), hash), signature);
  return isOurs ? { seq: Number(seq), hash } : null;
}

/** Nothing that a row is hashed by: that begins with a bracket. */
function signed(seq: number, hash: string): string {
  return `head|${seq}|${hash}`;
}
