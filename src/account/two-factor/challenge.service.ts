import { createHash, randomBytes } from "node:crypto";
import { Types, type Model } from "mongoose";
import { AppError, ErrorCode } from "../../platform/core/errors.js";
import type { SecurityLog } from "../../platform/audit/security-log.js";
import { epochOf } from "../../people/users/epoch.js";
import type { User } from "../../people/users/user.model.js";
import type { Challenge } from "./challenge.model.js";
import { ChallengeMethod, type TwoFactorService } from "./two-factor.service.js";

const TTL_MS = 5 * 60_000;
const MAX_ATTEMPTS = 5;
const TOKEN = /^([0-9a-f]{24})\.([\w-]{22})$/;

export interface LoginChallenge {
  readonly token: string;
  readonly methods: ChallengeMethod[];
  readonly expiresAt: Date;
}

export class ChallengeService {
  constructor(
    private readonly challenges: Model<Challenge>,
    private readonly twoFactor: TwoFactorService,
    private readonly log: SecurityLog,
  ) {}

  /** `user` as it was read for the check of the first factor. */
  async issue(user: User, device: string | null): Promise<LoginChallenge> {
    const _id = new Types.ObjectId();
    const secret = randomBytes(16).toString("base64url");
    const expiresAt = new Date(Date.now() + TTL_MS);
    const tokenHash = hash(secret);
    const of = { userId: user._id, epoch: epochOf(user) };
    await this.challenges.create({ _id, ...of, tokenHash, device, attempts: 0, expiresAt });
    this.log.tell({ event: "CHALLENGE_ISSUED", subjectId: user._id.toHexString() });
    const methods = [ChallengeMethod.TOTP, ChallengeMethod.RECOVERY_CODE];
    return { token: `${_id.toHexString()}.${secret}`, methods, expiresAt };
  }

  /** Uses the challenge up and returns it, or throws CODE_INVALID, CODE_EXPIRED, TOO_MANY_ATTEMPTS. */
  async answer(token: string, method: ChallengeMethod, code: string): Promise<Challenge> {
    const [, id, secret = ""] = TOKEN.exec(token) ?? [];
    const challenge = id ? await this.challenges.findById(new Types.ObjectId(id)).lean() : null;
    if (challenge?.tokenHash !== hash(secret) || challenge.expiresAt <= new Date()) throw over();
    const counted = await this.challenges.updateOne(
      { _id: challenge._id, attempts: { $lt: MAX_ATTEMPTS } },
      { $inc: { attempts: 1 } },
    );
    if (counted.modifiedCount === 0)
      throw new AppError(ErrorCode.TOO_MANY_ATTEMPTS, "Too many wrong codes: log in again.");
    await this.twoFactor.verify(challenge.userId, method, code);
    const { deletedCount } = await this.challenges.deleteOne({ _id: challenge._id });
    if (deletedCount === 0) throw over();
    const subjectId = challenge.userId.toHexString();
    this.log.tell({ event: "CHALLENGE_ANSWERED", subjectId, method });
    return challenge;
  }
}

function hash(secret: string): string {
  return createHash("sha256").update(secret).digest("base64url");
}

function over(): AppError {
  return new AppError(ErrorCode.CODE_EXPIRED, "This login has expired: log in again.");
}
