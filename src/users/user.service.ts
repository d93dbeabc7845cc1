import { Types, type Model } from "mongoose";
import { notFound } from "../errors.js";
import { parseId } from "../id.js";
import type { Gender } from "./user.model.js";
import { AuthProvider, Role, type User } from "./user.model.js";

export interface NewUser {
  readonly name: string;
  readonly email: string;
  readonly passwordHash: string;
  readonly gender: Gender;
}

export class UserService {
  constructor(private readonly users: Model<User>) {}

  async find(id: Types.ObjectId): Promise<User | null> {
    return this.users.findById(id).lean();
  }

  /** NOT_FOUND for an unknown id and for an account that is not confirmed. */
  async requirePerson(id: string): Promise<User> {
    const user = await this.find(parseId(id, "user"));
    if (!user?.confirmedAt) throw notFound("user");
    return user;
  }

  /** In the order of `ids`, null where there is nobody. */
  async findMany(ids: readonly string[]): Promise<(User | null)[]> {
    const found = await this.users
      .find({ _id: { $in: ids.map((id) => new Types.ObjectId(id)) }, confirmedAt: { $ne: null } })
      .lean();
    const byId = new Map(found.map((user) => [user._id.toHexString(), user]));
    return ids.map((id) => byId.get(id) ?? null);
  }

  /** With the password hash, which is read here and nowhere else. */
  async findForLogin(email: string): Promise<User | null> {
    return this.users.findOne({ email }).select("+passwordHash").lean();
  }

  /**
   * Makes an account that waits for its code. Where one waits already, its owner has not proven
   * the address, so the newer sign-up takes its place. Null: the address belongs to somebody.
   */
  async createUnconfirmed(input: NewUser): Promise<User | null> {
    const { email, ...rest } = input;
    const createdAt = new Date();
    try {
      const defaults = { createdAt, role: Role.USER, provider: AuthProvider.APPLICATION };
      await this.users.updateOne(
        { email, confirmedAt: null },
        { $set: rest, $setOnInsert: defaults },
        { upsert: true },
      );
      return await this.users.findOne({ email, confirmedAt: null }).lean();
    } catch (error) {
      if ((error as { code?: unknown }).code === 11_000) return null;
      throw error;
    }
  }

  async confirm(email: string): Promise<User | null> {
    return this.users
      .findOneAndUpdate(
        { email, confirmedAt: null },
        { confirmedAt: new Date() },
        { returnDocument: "after" },
      )
      .lean();
  }
}
