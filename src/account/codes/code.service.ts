import { createHmac, randomBytes, randomInt, timingSafeEqual } from "node:crypto";
import type { Model } from "mongoose";
import { AppError, ErrorCode, isDuplicateKey } from "../../platform/core/errors.js";
import { DAY_MS, nextIssueAt, type Issues } from "./code-schedule.js";
import type { Code, CodePurpose } from "./code.model.js";

export const CODE_DIGITS = 8;
export const CODE_TTL_MS = 10 * 60_000;
const MAX_ATTEMPTS = 5;

export interface CodeTimes {
  readonly expiresAt: Date;
  readonly resendAfter: Date;
}

export interface IssuedCode extends CodeTimes {
  /** Null: the address must wait, and the code from before stands. */
  readonly code: string | null;
}

export class CodeService {
  constructor(
    private readonly codes: Model<Code>,
    private readonly key: Buffer,
  ) {}

  async issue(email: string, purpose: CodePurpose): Promise<IssuedCode> {
    const stored = await this.codes.findOne({ email, purpose }).lean();
    const now = new Date();
    if (stored && nextIssueAt(issuesOf(stored)) > now) return waiting(stored);
    const code = randomInt(10 ** CODE_DIGITS)
      .toString()
      .padStart(CODE_DIGITS, "0");
    const salt = randomBytes(16).toString("base64url");
    const history = stored ? issuesOf(stored) : { issuedAt: [], exhausted: 0 };
    const next = {
      salt,
      hash: this.hash(salt, purpose, code).toString("base64url"),
      attempts: 0,
      expiresAt: new Date(now.getTime() + CODE_TTL_MS),
      issuedAt: [...history.issuedAt, now].slice(-5),
      exhausted: history.exhausted,
      forgetAt: new Date(now.getTime() + DAY_MS),
    };
    if (!(await this.store(stored, { email, purpose, ...next }))) {
      const faster = await this.codes.findOne({ email, purpose }).lean();
      return waiting(faster ?? next);
    }
    return { code, expiresAt: next.expiresAt, resendAfter: nextIssueAt(next) };
  }

  /** Uses the code up, or throws CODE_INVALID, CODE_EXPIRED or TOO_MANY_ATTEMPTS. */
  async consume(email: string, purpose: CodePurpose, code: string): Promise<void> {
    const live = await this.codes.findOne({ email, purpose }).lean();
    if (!live?.hash) throw invalid();
    if (live.expiresAt <= new Date())
      throw new AppError(ErrorCode.CODE_EXPIRED, "That code has expired: ask for a new one.");
    const { _id, salt, hash } = live;
    const counted = await this.codes.updateOne(
      { _id, salt, attempts: { $lt: MAX_ATTEMPTS } },
      { $inc: { attempts: 1 } },
    );
    if (counted.modifiedCount === 0)
      throw new AppError(
        ErrorCode.TOO_MANY_ATTEMPTS,
        "That code was tried too often: ask for a new one.",
      );
    const given = this.hash(salt, purpose, code);
    if (!timingSafeEqual(given, Buffer.from(hash, "base64url"))) throw invalid();
    const used = await this.codes.updateOne({ _id, hash }, { hash: null });
    if (used.modifiedCount === 0) throw invalid();
  }

  /** What is kept of an address whose account is erased. */
  async forget(email: string): Promise<void> {
    await this.codes.deleteMany({ email });
  }

  /** False: somebody else was faster. */
  private async store(stored: Code | null, next: Omit<Code, "_id">): Promise<boolean> {
    if (stored) {
      const { _id, salt } = stored;
      return (await this.codes.updateOne({ _id, salt }, next)).modifiedCount === 1;
    }
    try {
      await this.codes.create(next);
      return true;
    } catch (error) {
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  }

  private hash(salt: string, purpose: CodePurpose, code: string): Buffer {
    return createHmac("sha256", this.key).update(`${salt}:${purpose}:${code}`).digest();
  }
}

type Standing = Pick<Code, "issuedAt" | "exhausted" | "attempts" | "hash" | "expiresAt">;

/** With the code at hand counted, if it was guessed to death. */
function issuesOf({ issuedAt, exhausted, attempts, hash }: Standing): Issues {
  return { issuedAt, exhausted: exhausted + (hash && attempts >= MAX_ATTEMPTS ? 1 : 0) };
}

function waiting(standing: Standing): IssuedCode {
  const resendAfter = nextIssueAt(issuesOf(standing));
  return { code: null, expiresAt: standing.expiresAt, resendAfter };
}

function invalid(): AppError {
  return new AppError(ErrorCode.CODE_INVALID, "That code is not right.");
}
