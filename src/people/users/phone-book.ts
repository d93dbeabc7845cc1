import type { Types } from "mongoose";
import type { BlindIndex, Vault } from "../../platform/secrets/vault.js";

/** How phone numbers (E.164) are kept: sealed for reading, hashed for finding. */
export class PhoneBook {
  constructor(
    private readonly vault: Vault,
    private readonly index: BlindIndex,
  ) {}

  seal(userId: Types.ObjectId, phone: string): string {
    return this.vault.seal(phone, place(userId));
  }

  open(userId: Types.ObjectId, sealed: string): string {
    return this.vault.open(sealed, place(userId));
  }

  /** What a number is stored under; older keys follow. */
  indexesOf(phone: string): string[] {
    return this.index.of(phone);
  }
}

function place(userId: Types.ObjectId): string {
  return `users|phone|${userId.toHexString()}`;
}
