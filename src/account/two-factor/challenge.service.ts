import { randomBytes } from "node:crypto";
import { Types, type Model } from "mongoose";
import { AppError, badInput, ErrorCode } from "../../platform/core/errors.js";
import type { SecurityLog } from "../../platform/audit/security-log.js";
import { epochOf } from "../../people/users/epoch.js";
import type { User } from "../../people/users/user.model.js";
import type { WebAuthnOptions } from "../passkeys/authenticators.js";
import { readAssertion } from "../passkeys/passkey-answer.js";
import { hashOf } from "../../platform/secrets/hash-of.js";
import type { PasskeyCheck } from "../passkeys/passkey-check.js";
import type { Client } from "../sessions/grant.service.js";
import { invalidCode } from "../codes/code.service.js";
import type { Challenge } from "./challenge.model.js";
import { ChallengeMethod, methodsOf, type TwoFactorService } from "./two-factor.service.js";

const TTL_MS = 5 * 60_000;
const MAX_ATTEMPTS = 5;
const TOKEN = /^([0-9a-f]{24})\.([\w-]{22})$/;

export interface LoginChallenge {
  readonly token: string;
  readonly methods: ChallengeMethod[];
  readonly expiresAt: Date;
  /** Null: the account has no passkey. */
  readonly passkeyOptions: WebAuthnOptions | null;
}

/** What the first factor leaves for the session. */
type Begun = Pick<Client, "device" | "openedBy">;

/** A code, or what a passkey has signed. */
export interface ChallengeAnswer {
  readonly method: ChallengeMethod;
  readonly code?: string | null;
  readonly credential?: unknown;
}

export class ChallengeService {
  constructor(
    private readonly challenges: Model<Challenge>,
    private readonly twoFactor: TwoFactorService,
    private readonly passkeys: PasskeyCheck,
    private readonly log: SecurityLog,
  ) {}

  /** `user` as it was read for the check of the first factor. */
  async issue(user: User, client: Begun): Promise<LoginChallenge> {
    const { device, openedBy = null } = client;
    const _id = new Types.ObjectId();
    const secret = randomBytes(16).toString("base64url");
    const expiresAt = new Date(Date.now() + TTL_MS);
    const tokenHash = hashOf(secret);
    const of = { userId: user._id, epoch: epochOf(user) };
    const passkey = await this.passkeys.secondFactor(user._id);
    const passkeyHash = passkey && hashOf(passkey.challenge);
    const row = { _id, ...of, tokenHash, passkeyHash, device, openedBy, attempts: 0, expiresAt };
    await this.challenges.create(row);
    this.log.tell({ event: "CHALLENGE_ISSUED", subjectId: user._id.toHexString() });
    const methods = methodsOf(user, !!passkey);
    const token = `${_id.toHexString()}.${secret}`;
    return { token, methods, expiresAt, passkeyOptions: passkey?.options ?? null };
  }

  /** Uses the challenge up and returns it, or throws CODE_INVALID, CODE_EXPIRED, TOO_MANY_ATTEMPTS. */
  async answer(token: string, answer: ChallengeAnswer): Promise<Challenge> {
    const prove = this.proofOf(answer);
    const [, id, secret = ""] = TOKEN.exec(token) ?? [];
    const challenge = id ? await this.challenges.findById(new Types.ObjectId(id)).lean() : null;
    if (challenge?.tokenHash !== hashOf(secret) || challenge.expiresAt <= new Date()) throw over();
    const counted = await this.challenges.updateOne(
      { _id: challenge._id, attempts: { $lt: MAX_ATTEMPTS } },
      { $inc: { attempts: 1 } },
    );
    if (counted.modifiedCount === 0)
      throw new AppError(ErrorCode.TOO_MANY_ATTEMPTS, "Too many wrong codes: log in again.");
    await prove(challenge);
    const { deletedCount } = await this.challenges.deleteOne({ _id: challenge._id });
    if (deletedCount === 0) throw over();
    const subjectId = challenge.userId.toHexString();
    this.log.tell({ event: "CHALLENGE_ANSWERED", subjectId, method: answer.method });
    return challenge;
  }

  /** What is to be shown, or CODE_INVALID. Throws for what is no answer, which is no try. */
  private proofOf({
    method,
    code,
    credential,
  }: ChallengeAnswer): (challenge: Challenge) => Promise<void> {
    if (method === ChallengeMethod.PASSKEY) {
      const assertion = readAssertion(credential ?? null, "input.credential");
      return async ({ userId, passkeyHash }) => {
        const { challenge } = assertion;
        const passkey = hashOf(challenge) === passkeyHash && (await this.passkeys.find(assertion));
        if (!passkey || !passkey.userId.equals(userId)) throw invalidCode();
        if (!(await this.passkeys.signed(passkey, assertion, challenge))) throw invalidCode();
      };
    }
    if (typeof code !== "string") throw badInput("input.code", "The code is missing.");
    return ({ userId }) => this.twoFactor.verify(userId, method, code);
  }
}

function over(): AppError {
  return new AppError(ErrorCode.CODE_EXPIRED, "This login has expired: log in again.");
}
