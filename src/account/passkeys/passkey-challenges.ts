import { randomBytes } from "node:crypto";
import type { Model, Types } from "mongoose";
import { AppError, ErrorCode } from "../../platform/core/errors.js";
import { hashOf } from "../../platform/secrets/hash-of.js";
import type { PasskeyChallenge } from "./passkey-challenge.model.js";

export const PASSKEY_CHALLENGE_TTL_MS = 5 * 60_000;
const BYTES = 32;

export interface IssuedChallenge {
  readonly challenge: string;
  readonly expiresAt: Date;
}

interface Asked {
  readonly userId: Types.ObjectId;
  readonly epoch: string;
  readonly proves?: true;
}

/** Each is good for one answer, right or wrong, on whatever node. */
export class PasskeyChallenges {
  constructor(private readonly rows: Model<PasskeyChallenge>) {}

  /** For whoever adds a passkey, or shows one while signed in; null: for a login. */
  async issue(of: Asked | null): Promise<IssuedChallenge> {
    const challenge = newChallenge();
    const expiresAt = new Date(Date.now() + PASSKEY_CHALLENGE_TTL_MS);
    const asked = of ?? { userId: null, epoch: null };
    await this.rows.create({ _id: hashOf(challenge), ...asked, expiresAt });
    return { challenge, expiresAt };
  }

  /** Uses it up, or throws CODE_EXPIRED where it is unknown, somebody else's, for something else or was used. */
  async take(
    challenge: string,
    userId: Types.ObjectId | null,
    proves = false,
  ): Promise<PasskeyChallenge> {
    const row = await this.rows.findById(hashOf(challenge)).lean();
    if (!row || row.expiresAt <= new Date() || String(row.userId) !== String(userId)) throw over();
    if ((row.proves ?? false) !== proves) throw over();
    // Of two that answer it at once one is first.
    if ((await this.rows.deleteOne({ _id: row._id })).deletedCount === 0) throw over();
    return row;
  }

  /** Those of an account that is erased. */
  async forget(userId: Types.ObjectId): Promise<void> {
    await this.rows.deleteMany({ userId });
  }
}

export function newChallenge(): string {
  return randomBytes(BYTES).toString("base64url");
}

function over(): AppError {
  return new AppError(ErrorCode.CODE_EXPIRED, "This took too long, or was used before: try again.");
}
