import { Types } from "mongoose";
import type { KeyedHash } from "../../platform/secrets/keyed-hash.js";

const ID = /^[0-9a-f]{24}$/;

/** The link in a digest that ends digests for its reader: a key to this one setting, and to nothing else. */
export class UnsubscribeLinks {
  constructor(
    private readonly signing: KeyedHash,
    private readonly origin: () => string,
  ) {}

  for(userId: Types.ObjectId): string {
    const user = userId.toHexString();
    const query = new URLSearchParams({ user, token: this.signing.text(user) });
    return `${this.origin()}/mail/unsubscribe?${query.toString()}`;
  }

  /** Whose link it is; null for one that was not given out. */
  read({ user = "", token = "" }: { user?: string; token?: string }): Types.ObjectId | null {
    if (!ID.test(user) || !this.signing.fitsText(user, token)) return null;
    return new Types.ObjectId(user);
  }
}
