import { randomBytes, randomInt } from "node:crypto";
import type { Model } from "mongoose";
import { AppError, ErrorCode, isDuplicateKey } from "../../platform/core/errors.js";
import type { SecurityLog } from "../../platform/audit/security-log.js";
import type { KeyedHash } from "../../platform/secrets/keyed-hash.js";
import { DAY_MS, nextIssueAt, type Issues } from "./code-schedule.js";
import type { Code, CodePurpose } from "./code.model.js";
import { typedCode } from "./typed-code.js";

export const CODE_DIGITS = 8;
export const CODE_TTL_MS = 10 * 60_000;
export const MAX_ATTEMPTS = 5;

export interface CodeTimes {
  readonly expiresAt: Date;
  readonly resendAfter: Date;
}

/** What a code is compared with. */
export interface CodeSecret {
  readonly salt: string;
  readonly hash: string;
  readonly expiresAt: Date;
  /** Of the account that asked for it. */
  readonly epoch?: string | null;
}

export interface IssuedCode extends CodeTimes {
  /** Null: the address must wait, and the code from before stands. */
  readonly code: string | null;
  /** Of this code, or of the one that stands; null where none does. */
  readonly secret: CodeSecret | null;
}

export class CodeService {
  constructor(
    private readonly codes: Model<Code>,
    private readonly hashing: KeyedHash,
    private readonly log: SecurityLog,
  ) {}

  async issue(
    email: string,
    purpose: CodePurpose,
    epoch: string | null = null,
  ): Promise<IssuedCode> {
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
      epoch,
      hash: this.hashing.text(hashed(salt, purpose, code)),
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
    this.log.tell({ event: "CODE_ISSUED", purpose });
    const { hash, expiresAt } = next;
    return { code, secret: { salt, hash, expiresAt }, expiresAt, resendAfter: nextIssueAt(next) };
  }

  /**
   * Uses the code up, or throws CODE_INVALID, CODE_EXPIRED or TOO_MANY_ATTEMPTS. Resolves to the
   * epoch that it was issued in. `check` is asked when the code was right, before it is used up.
   */
  async consume(
    email: string,
    purpose: CodePurpose,
    code: string,
    check?: () => Promise<void>,
  ): Promise<string | null> {
    const secret = await this.countGuess(email, purpose);
    if (!this.fits(secret, purpose, code)) throw invalidCode();
    await check?.();
    const { salt, hash } = secret;
    const used = await this.codes.updateOne({ email, purpose, salt, hash }, { hash: null });
    if (used.modifiedCount === 0) throw invalidCode();
    this.log.tell({ event: "CODE_USED", purpose });
    return secret.epoch ?? null;
  }

  /** One of the guesses at the live code, which is returned. Throws as `consume` does. */
  async countGuess(email: string, purpose: CodePurpose): Promise<CodeSecret> {
    const live = await this.codes.findOne({ email, purpose }).lean();
    if (!live?.hash) throw invalidCode();
    const { _id, salt, hash, expiresAt } = live;
    if (expiresAt <= new Date()) throw expiredCode();
    const counted = await this.codes.updateOne(
      { _id, salt, attempts: { $lt: MAX_ATTEMPTS } },
      { $inc: { attempts: 1 } },
    );
    if (counted.modifiedCount === 0) throw exhaustedCode();
    return { salt, hash, expiresAt, epoch: live.epoch ?? null };
  }

  /** `code` as it was typed. */
  fits({ salt, hash }: CodeSecret, purpose: CodePurpose, code: string): boolean {
    const given = hashed(salt, purpose, typedCode(code, CODE_DIGITS));
    return this.hashing.fitsText(given, hash);
  }

  /** The live code is good for nothing more; when the next may be sent stays as it was. */
  async useUp(email: string, purpose: CodePurpose): Promise<void> {
    await this.codes.updateOne({ email, purpose }, { hash: null });
    this.log.tell({ event: "CODE_USED", purpose });
  }

  /** A code of that address was guessed at until it was dead. */
  async noteExhausted(email: string, purpose: CodePurpose): Promise<void> {
    await this.codes.updateOne({ email, purpose }, { $inc: { exhausted: 1 } });
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
}

function hashed(salt: string, purpose: CodePurpose, code: string): string {
  return `${salt}:${purpose}:${code}`;
}

type Standing = Pick<Code, "issuedAt" | "exhausted" | "attempts" | "hash" | "expiresAt">;

/** Counts the current code, if it died of wrong guesses. */
function issuesOf({ issuedAt, exhausted, attempts, hash }: Standing): Issues {
  return { issuedAt, exhausted: exhausted + (hash && attempts >= MAX_ATTEMPTS ? 1 : 0) };
}

function waiting(standing: Standing & Pick<Code, "salt">): IssuedCode {
  const { salt, hash, expiresAt } = standing;
  const secret = hash && expiresAt > new Date() ? { salt, hash, expiresAt } : null;
  return { code: null, secret, expiresAt, resendAfter: nextIssueAt(issuesOf(standing)) };
}

export function invalidCode(): AppError {
  return new AppError(ErrorCode.CODE_INVALID, "That code is wrong: check it, and try again.");
}

export function expiredCode(): AppError {
  return new AppError(ErrorCode.CODE_EXPIRED, "That code has expired: ask for a new one.");
}

export function exhaustedCode(): AppError {
  return new AppError(
    ErrorCode.TOO_MANY_ATTEMPTS,
    "That code was tried too often: ask for a new one.",
  );
}
