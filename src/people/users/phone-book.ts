import type { Types } from "mongoose";
import type { KeyedHash } from "../../platform/secrets/keyed-hash.js";
import type { Vault } from "../../platform/secrets/vault.js";

/** How phone numbers (E.164) are kept: sealed for reading, hashed for finding. */
export class PhoneBook {
  constructor(
    private readonly vault: Vault,
    private readonly index: KeyedHash,
  ) {}

  seal(userId: Types.ObjectId, phone: string): string {
    return this.vault.seal(phone, place(userId));
  }

  open(userId: Types.ObjectId, sealed: string): string {
    return this.vault.open(sealed, place(userId));
  }

  /** What a number is stored under; older keys follow. */
  indexesOf(phone: string): string[] {
    return this.index.all(phone).map((hash) => hash.toString("base64url"));
  }
}

function place(userId: Types.ObjectId): string {
  return `users|phone|${userId.toHexString()}`;
}
