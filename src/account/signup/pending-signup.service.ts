import { randomBytes } from "node:crypto";
import { Types, type Model } from "mongoose";
import type { CodeSecret } from "../codes/code.service.js";
import type { PhoneBook } from "../../people/users/phone-book.js";
import type { Gender } from "../../people/users/user.model.js";
import { hashOf } from "../../platform/secrets/hash-of.js";
import type { PendingSignup } from "./pending-signup.model.js";

const TTL_MS = 24 * 60 * 60_000;
/** Of one address at a time; the oldest give way, so that nobody can fill up an address. */
const MAX_PER_ADDRESS = 20;
const TOKEN = /^([0-9a-f]{24})\.([\w-]{22})$/;

export interface NewSignup {
  readonly name: string;
  readonly email: string;
  readonly passwordHash: string;
  readonly phone: string | null;
  readonly gender: Gender;
}

/** Sign-ups that wait for their code. */
export class PendingSignupService {
  constructor(
    private readonly rows: Model<PendingSignup>,
    private readonly phones: PhoneBook,
  ) {}

  /** Returns the token that names it: the only time that it is known. */
  async begin({ phone, ...signup }: NewSignup, secret: CodeSecret | null): Promise<string> {
    const _id = new Types.ObjectId();
    const token = randomBytes(16).toString("base64url");
    const now = Date.now();
    await this.rows.create({
      ...signup,
      ...codeFields(secret),
      _id,
      tokenHash: hashOf(token),
      phone: phone && this.phones.seal(_id, phone),
      createdAt: new Date(now),
      expiresAt: new Date(now + TTL_MS),
    });
    await this.makeRoom(signup.email);
    return `${_id.toHexString()}.${token}`;
  }

  async findByToken(email: string, token: string): Promise<PendingSignup | null> {
    const [, id, secret = ""] = TOKEN.exec(token) ?? [];
    const row = id ? await this.rows.findById(new Types.ObjectId(id)).lean() : null;
    const fits = row?.email === email && row.tokenHash === hashOf(secret);
    return fits && row.expiresAt > new Date() ? row : null;
  }

  async listOf(email: string): Promise<PendingSignup[]> {
    const rows = await this.rows.find({ email }).lean();
    return rows.filter(({ expiresAt }) => expiresAt > new Date());
  }

  /** From now on it is this code that confirms these. */
  async expect(signups: readonly PendingSignup[], secret: CodeSecret): Promise<void> {
    for (const { _id } of signups) await this.rows.updateOne({ _id }, codeFields(secret));
  }

  /** Counts a guess at its code; null: there were `max` already, or the code is another one now. */
  async countGuess({ _id, codeSalt }: PendingSignup, max: number): Promise<number | null> {
    const live = { _id, codeSalt: codeSalt ?? null, attempts: { $lt: max } };
    const { modifiedCount } = await this.rows.updateOne(live, { $inc: { attempts: 1 } });
    if (modifiedCount === 0) return null;
    return (await this.rows.findById(_id).lean())?.attempts ?? null;
  }

  phoneOf({ _id, phone }: PendingSignup): string | null {
    return phone ? this.phones.open(_id, phone) : null;
  }

  /** When the address has an account, or its account is erased. */
  async forget(email: string): Promise<void> {
    await this.rows.deleteMany({ email });
  }

  private async makeRoom(email: string): Promise<void> {
    const rows = await this.rows.find({ email }).select("createdAt").lean();
    if (rows.length <= MAX_PER_ADDRESS) return;
    const oldestFirst = rows.sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime());
    const surplus = oldestFirst.slice(0, rows.length - MAX_PER_ADDRESS).map(({ _id }) => _id);
    await this.rows.deleteMany({ _id: { $in: surplus } });
  }
}

export function codeOf({ codeSalt, codeHash, codeExpiresAt }: PendingSignup): CodeSecret | null {
  if (!codeSalt || !codeHash || !codeExpiresAt) return null;
  return { salt: codeSalt, hash: codeHash, expiresAt: codeExpiresAt };
}

function codeFields(
  secret: CodeSecret | null,
): Pick<PendingSignup, "codeSalt" | "codeHash" | "codeExpiresAt" | "attempts"> {
  return {
    codeSalt: secret?.salt ?? null,
    codeHash: secret?.hash ?? null,
    codeExpiresAt: secret?.expiresAt ?? null,
    attempts: 0,
  };
}
