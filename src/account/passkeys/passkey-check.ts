import type { Model, Types } from "mongoose";
import { AppError, ErrorCode } from "../../platform/core/errors.js";
import type { Authenticators, WebAuthnOptions } from "./authenticators.js";
import type { Assertion } from "./passkey-answer.js";
import { USABLE, type Passkey } from "./passkey.model.js";
import { newChallenge } from "./passkey-challenges.js";

/** Whether somebody holds one of the passkeys that are known. */
export class PasskeyCheck {
  constructor(
    private readonly rows: Model<Passkey>,
    /** Null: not offered on this server. */
    private readonly authenticators: Authenticators | null,
  ) {}

  /** Throws SERVICE_UNAVAILABLE where passkeys are not offered. */
  get offered(): Authenticators {
    if (this.authenticators) return this.authenticators;
    throw new AppError(
      ErrorCode.SERVICE_UNAVAILABLE,
      "Passkeys are not configured on this server.",
    );
  }

  /** Of that person, those that were added first come first. */
  async ofUser(userId: Types.ObjectId): Promise<Passkey[]> {
    return this.rows.find({ userId }).sort({ _id: 1 }).lean();
  }

  /** Those of these that are that person's, in any order. */
  async findOwn(userId: Types.ObjectId, ids: readonly Types.ObjectId[]): Promise<Passkey[]> {
    return this.rows.find({ _id: { $in: [...ids] }, userId }).lean();
  }

  /** As a second factor; null: that person has none, or they are not offered. */
  async secondFactor(
    userId: Types.ObjectId,
    challenge = newChallenge(),
  ): Promise<{ readonly challenge: string; readonly options: WebAuthnOptions } | null> {
    if (!this.authenticators) return null;
    const known = await this.usable(userId);
    if (known.length === 0) return null;
    return { challenge, options: await this.authenticators.requestOptions(challenge, known) };
  }

  /** Those of `ofUser` that are not being removed. */
  async usable(userId: Types.ObjectId): Promise<Passkey[]> {
    return (await this.ofUser(userId)).filter(({ removals }) => removals.length === 0);
  }

  async find({ credentialId }: Assertion): Promise<Passkey | null> {
    return this.rows.findOne({ credentialId, ...USABLE }).lean();
  }

  /**
   * Whether it has signed that challenge, and was not copied: each signature counts higher. Who is
   * let in must have been read before this, as it fails once the passkey is being removed.
   */
  async signed(passkey: Passkey, assertion: Assertion, challenge: string): Promise<boolean> {
    const { _id, userId } = passkey;
    const handle = assertion.userHandle;
    if (handle !== null && handle !== handleOf(userId)) return false;
    const found = await this.offered.asserted(assertion, challenge, passkey);
    if (!found) return false;
    const { counter, backedUp } = found;
    const { matchedCount } = await this.rows.updateOne(
      { _id, ...USABLE, counter: counter > 0 ? { $lt: counter } : 0 },
      { $set: { counter, backedUp, lastUsedAt: new Date() } },
    );
    return matchedCount === 1;
  }
}

/** What authenticators keep of an account: its id, and nothing that names the person. */
function handleOf(userId: Types.ObjectId): string {
  return Buffer.from(userId.toHexString(), "hex").toString("base64url");
}
