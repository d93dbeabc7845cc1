import { createHmac, randomBytes, randomInt, timingSafeEqual } from "node:crypto";
import type { Model } from "mongoose";
import { AppError, ErrorCode } from "../errors.js";
import type { Code, CodePurpose } from "./code.model.js";

const DIGITS = 8;
const TTL_MS = 10 * 60_000;
const RESEND_MS = 60_000;
const MAX_ATTEMPTS = 5;

export interface CodeTimes {
  readonly expiresAt: Date;
  readonly resendAfter: Date;
}

export class CodeService {
  constructor(
    private readonly codes: Model<Code>,
    private readonly key: Buffer,
  ) {}

  /** Null when the last code for this address is too young for another. */
  async issue(
    email: string,
    purpose: CodePurpose,
  ): Promise<{ code: string; times: CodeTimes } | null> {
    const code = randomInt(10 ** DIGITS)
      .toString()
      .padStart(DIGITS, "0");
    const salt = randomBytes(16).toString("base64url");
    const now = Date.now();
    const times = { expiresAt: new Date(now + TTL_MS), resendAfter: new Date(now + RESEND_MS) };
    const hash = this.hash(salt, purpose, code).toString("base64url");
    try {
      // Where a younger code stands, the filter misses it and the unique index refuses the upsert.
      await this.codes.updateOne(
        { email, purpose, resendAfter: { $lte: new Date(now) } },
        { salt, hash, attempts: 0, ...times },
        { upsert: true },
      );
    } catch (error) {
      if ((error as { code?: unknown }).code === 11_000) return null;
      throw error;
    }
    return { code, times };
  }

  /** What is answered where no code was sent, so that it reads the same. */
  times(): CodeTimes {
    const now = Date.now();
    return { expiresAt: new Date(now + TTL_MS), resendAfter: new Date(now + RESEND_MS) };
  }

  /** Uses the code up, or throws CODE_INVALID or TOO_MANY_ATTEMPTS. */
  async consume(email: string, purpose: CodePurpose, code: string): Promise<void> {
    const live = await this.codes
      .findOneAndUpdate(
        { email, purpose, attempts: { $lt: MAX_ATTEMPTS }, expiresAt: { $gt: new Date() } },
        { $inc: { attempts: 1 } },
      )
      .lean();
    if (!live) throw await this.refusal(email, purpose);
    const given = this.hash(live.salt, purpose, code);
    const right = timingSafeEqual(given, Buffer.from(live.hash, "base64url"));
    if (!right) throw new AppError(ErrorCode.CODE_INVALID, "That code is not right.");
    const { deletedCount } = await this.codes.deleteOne({ _id: live._id, hash: live.hash });
    if (deletedCount === 0) throw new AppError(ErrorCode.CODE_INVALID, "That code is not right.");
  }

  private async refusal(email: string, purpose: CodePurpose): Promise<AppError> {
    const spent = await this.codes
      .findOne({ email, purpose, expiresAt: { $gt: new Date() } })
      .lean();
    return spent
      ? new AppError(
          ErrorCode.TOO_MANY_ATTEMPTS,
          "That code was tried too often: ask for a new one.",
        )
      : new AppError(ErrorCode.CODE_INVALID, "That code is not right.");
  }

  private hash(salt: string, purpose: CodePurpose, code: string): Buffer {
    return createHmac("sha256", this.key).update(`${salt}:${purpose}:${code}`).digest();
  }
}
