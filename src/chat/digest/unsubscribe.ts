import { createHmac, timingSafeEqual } from "node:crypto";
import { Types } from "mongoose";

const ID = /^[0-9a-f]{24}$/;

/** The link in a digest that ends digests for its reader: a key to this one setting, and to nothing else. */
export class UnsubscribeLinks {
  constructor(
    private readonly key: Buffer,
    private readonly origin: () => string,
  ) {}

  for(userId: Types.ObjectId): string {
    const user = userId.toHexString();
    const query = new URLSearchParams({ user, token: this.sign(user) });
    return `${this.origin()}/mail/unsubscribe?${query.toString()}`;
  }

  /** Whose link it is; null for one that was not given out. */
  read({ user = "", token = "" }: { user?: string; token?: string }): Types.ObjectId | null {
    const [given, right] = [Buffer.from(token), Buffer.from(this.sign(user))];
    if (!ID.test(user) || given.length !== right.length || !timingSafeEqual(given, right))
      return null;
    return new Types.ObjectId(user);
  }

  private sign(user: string): string {
    return createHmac("sha256", this.key).update(user).digest("base64url");
  }
}
