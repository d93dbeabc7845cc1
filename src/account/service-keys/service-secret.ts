import { randomBytes, timingSafeEqual } from "node:crypto";
import type { Types } from "mongoose";

const SECRET = /^cfs_([0-9a-f]{24})_([\w-]{43})$/;

/** As it is shown once. */
export function newServiceSecret(keyId: Types.ObjectId): string {
  return `cfs_${keyId.toHexString()}_${randomBytes(32).toString("base64url")}`;
}

/** Which key it names; null for what was never a secret of ours. */
export function keyIdOf(secret: string): string | null {
  return SECRET.exec(secret)?.[1] ?? null;
}

export function sameHash(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
