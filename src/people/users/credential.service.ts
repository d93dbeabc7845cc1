import type { Model, Types } from "mongoose";
import { isDuplicateKey } from "../../platform/core/errors.js";
import { nameKeys } from "../../platform/core/search-keys.js";
import { asRead } from "./epoch.js";
import type { PhoneBook } from "./phone-book.js";
import { Role } from "../../platform/core/role.js";
import { AuthProvider, type Gender, type User } from "./user.model.js";
import type { Settings } from "./settings.model.js";

export interface NewUser {
  readonly _id: Types.ObjectId;
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

type FreshUser = Pick<User, "name" | "provider"> & { readonly email: string };

export type LoginName = { readonly email: string } | { readonly phone: string };

const LOGIN_FIELDS = "+passwordHash +googleKey";

/** What an account is entered by. The unique indexes decide who has an address or a number. */
export class CredentialService {
  constructor(
    private readonly users: Model<User>,
    private readonly phones: PhoneBook,
    /** What new accounts begin with. */
    private readonly settings: Partial<Settings>,
  ) {}

  /** With the password hash, which is read here and nowhere else. */
  async findForLogin(name: LoginName): Promise<User | null> {
    const filter =
      "email" in name
        ? { email: name.email }
        : { phoneIndex: { $in: this.phones.indexesOf(name.phone) } };
    const user = unlessErased(await this.users.findOne(filter).select(LOGIN_FIELDS).lean());
    // Earlier versions kept sign-ups here, until `npm run migrate` takes them out.
    return user?.confirmedAt ? user : null;
  }

  async findWithPassword(userId: Types.ObjectId): Promise<User | null> {
    return this.users.findById(userId).select(LOGIN_FIELDS).lean();
  }

  async findByGoogle(googleKey: string): Promise<User | null> {
    return unlessErased(await this.users.findOne({ googleKey }).lean());
  }

  /** Null: the address belongs to somebody. A phone number that is taken is left out. */
  async create({ phone, ...rest }: NewUser): Promise<User | null> {
    const { _id } = rest;
    if (!(await this.insert({ ...rest, provider: AuthProvider.APPLICATION }))) return null;
    if (phone) await this.setPhone(_id, phone);
    return this.users.findById(_id).lean();
  }

  /** Null: the address belongs to somebody. */
  async createFromGoogle(fresh: NewGoogleUser): Promise<User | null> {
    await this.insert({ ...fresh, provider: AuthProvider.GOOGLE });
    return this.findByGoogle(fresh.googleKey);
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

  /** The same password, hashed anew: only in the place of the hash that it was checked against. */
  async rehash(user: User, passwordHash: string): Promise<void> {
    await this.users.updateOne(
      { ...asRead(user), passwordHash: user.passwordHash ?? null },
      { passwordHash },
    );
  }

  async phoneOf(userId: Types.ObjectId): Promise<string | null> {
    const user = await this.users.findById(userId).select("+phone").lean();
    return user?.phone ? this.phones.open(userId, user.phone) : null;
  }

  /** Whether that is the number now; null: whether there is none. */
  async hasPhone(userId: Types.ObjectId, phone: string | null): Promise<boolean> {
    const user = await this.users.findById(userId).select("+phoneIndex").lean();
    if (phone === null) return !user?.phoneIndex;
    return this.phones.indexesOf(phone).includes(user?.phoneIndex ?? "");
  }

  /** False: the number belongs to somebody else. */
  async setPhone(userId: Types.ObjectId, phone: string | null): Promise<boolean> {
    if (phone === null) {
      await this.users.updateOne({ _id: userId }, { $unset: { phone: 1, phoneIndex: 1 } });
      return true;
    }
    const change = await this.phoneFieldsOf(userId, phone);
    if (!change) return false;
    try {
      await this.users.updateOne({ _id: userId }, change);
      return true;
    } catch (error) {
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  }

  /** What a row holds of a number; null: it belongs to somebody else. The unique index decides. */
  async phoneFieldsOf(
    userId: Types.ObjectId,
    phone: string,
  ): Promise<{ readonly phone: string; readonly phoneIndex?: string } | null> {
    const indexes = this.phones.indexesOf(phone);
    const holder = await this.users.findOne({ phoneIndex: { $in: indexes } }).lean();
    if (holder && !holder._id.equals(userId)) return null;
    const [phoneIndex] = indexes;
    return { phone: this.phones.seal(userId, phone), ...(phoneIndex && { phoneIndex }) };
  }

  /** False: something of it belongs to somebody. */
  private async insert(fresh: FreshUser): Promise<boolean> {
    const { name, email } = fresh;
    const now = new Date();
    const times = { createdAt: now, confirmedAt: now };
    try {
      await this.users.create({
        ...fresh,
        ...times,
        nameKeys: nameKeys(name),
        role: Role.USER,
        settings: this.settings,
      });
      return true;
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
    }
    // A sign-up of an earlier version never proved the address, and gives way.
    const { deletedCount } = await this.users.deleteOne({ email, confirmedAt: null });
    return deletedCount > 0 && this.insert(fresh);
  }
}

/** While it is being erased, an account still has its row. */
function unlessErased(user: User | null): User | null {
  return user?.deletedAt ? null : user;
}
