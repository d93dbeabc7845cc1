import type { Model, Types } from "mongoose";
import { isDuplicateKey } from "../../platform/core/errors.js";
import { nameKeys } from "./name.js";
import type { PhoneBook } from "./phone-book.js";
import { Role } from "../../platform/core/role.js";
import { AuthProvider, type Gender, type User } from "./user.model.js";

export interface NewUser {
  readonly name: string;
  readonly email: string;
  readonly passwordHash: string;
  readonly gender: Gender;
  readonly phone: string | null;
}

export interface NewGoogleUser {
  readonly name: string;
  readonly email: string;
  readonly googleKey: string;
}

export type LoginName = { readonly email: string } | { readonly phone: string };

const LOGIN_FIELDS = "+passwordHash +googleKey";

/** What an account is entered by. The unique indexes decide who has an address or a number. */
export class CredentialService {
  constructor(
    private readonly users: Model<User>,
    private readonly phones: PhoneBook,
  ) {}

  /** With the password hash, which is read here and nowhere else. */
  async findForLogin(name: LoginName): Promise<User | null> {
    const filter =
      "email" in name
        ? { email: name.email }
        : { phoneIndex: { $in: this.phones.indexesOf(name.phone) } };
    return unlessErased(await this.users.findOne(filter).select(LOGIN_FIELDS).lean());
  }

  async findWithPassword(userId: Types.ObjectId): Promise<User | null> {
    return this.users.findById(userId).select(LOGIN_FIELDS).lean();
  }

  async findByGoogle(googleKey: string): Promise<User | null> {
    return unlessErased(await this.users.findOne({ googleKey }).lean());
  }

  /**
   * Makes an account that waits for its code. Where one waits already, its owner has not proven
   * the address, so the newer sign-up takes its place. False: the address belongs to somebody.
   */
  async createUnconfirmed({ email, phone, ...rest }: NewUser): Promise<boolean> {
    const pending = { createdAt: new Date(), role: Role.USER, provider: AuthProvider.APPLICATION };
    try {
      await this.users.updateOne(
        { email, confirmedAt: null },
        { $set: { ...rest, ...pending }, $unset: { phone: 1 } },
        { upsert: true },
      );
    } catch (error) {
      if (isDuplicateKey(error)) return false;
      throw error;
    }
    if (phone) {
      const user = await this.users.findOne({ email }).lean();
      const sealed = user && this.phones.seal(user._id, phone);
      if (user) await this.users.updateOne({ _id: user._id, confirmedAt: null }, { phone: sealed });
    }
    return true;
  }

  /** Null unless an account waits. Its phone number is claimed now; if it is taken it is dropped. */
  async confirm(email: string): Promise<User | null> {
    const user = await this.users.findOne({ email }).select("+phone").lean();
    if (!user || user.confirmedAt) return null;
    const { _id } = user;
    const change = { confirmedAt: new Date(), nameKeys: nameKeys(user.name) };
    const { modifiedCount } = await this.users.updateOne({ _id, confirmedAt: null }, change);
    if (modifiedCount === 0) return null;
    if (user.phone && !(await this.setPhone(_id, this.phones.open(_id, user.phone))))
      await this.users.updateOne({ _id }, { $unset: { phone: 1 } });
    return this.users.findById(_id).lean();
  }

  /** Null: the address belongs to somebody. A sign-up that never proved the address gives way. */
  async createFromGoogle({ email, googleKey, name }: NewGoogleUser): Promise<User | null> {
    const now = new Date();
    const fresh = {
      name,
      nameKeys: nameKeys(name),
      googleKey,
      createdAt: now,
      confirmedAt: now,
      role: Role.USER,
      provider: AuthProvider.GOOGLE,
    };
    try {
      await this.users.updateOne(
        { email, confirmedAt: null },
        { $set: fresh, $unset: { passwordHash: 1, phone: 1, gender: 1 } },
        { upsert: true },
      );
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
    }
    return this.findByGoogle(googleKey);
  }

  /** False: that Google account is linked elsewhere, or this account to another one. */
  async linkGoogle(userId: Types.ObjectId, googleKey: string): Promise<boolean> {
    try {
      const linked = { _id: userId, googleKey: { $in: [null, googleKey] } };
      return (await this.users.updateOne(linked, { googleKey })).matchedCount === 1;
    } catch (error) {
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  }

  async setPassword(userId: Types.ObjectId, passwordHash: string): Promise<void> {
    await this.users.updateOne({ _id: userId }, { passwordHash });
  }

  async phoneOf(userId: Types.ObjectId): Promise<string | null> {
    const user = await this.users.findById(userId).select("+phone").lean();
    return user?.phone ? this.phones.open(userId, user.phone) : null;
  }

  /** False: the number belongs to somebody else. */
  async setPhone(userId: Types.ObjectId, phone: string | null): Promise<boolean> {
    if (phone === null) {
      await this.users.updateOne({ _id: userId }, { $unset: { phone: 1, phoneIndex: 1 } });
      return true;
    }
    const indexes = this.phones.indexesOf(phone);
    const holder = await this.users.findOne({ phoneIndex: { $in: indexes } }).lean();
    if (holder && !holder._id.equals(userId)) return false;
    try {
      const change = { phone: this.phones.seal(userId, phone), phoneIndex: indexes[0] };
      await this.users.updateOne({ _id: userId }, change);
      return true;
    } catch (error) {
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  }
}

/** While it is being erased, an account still has its row. */
function unlessErased(user: User | null): User | null {
  return user?.deletedAt ? null : user;
}
