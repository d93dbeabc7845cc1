import type { Types } from "mongoose";
import type { User } from "../../people/users/user.model.js";

type Planned = Pick<User, "_id" | "createdAt" | "email">;

/** What a trial would have written by now: what follows counts on it. */
export class PlannedAccounts {
  private readonly byId = new Map<string, Planned>();
  private readonly byEmail = new Map<string, Planned>();
  private readonly phones = new Map<string, string>();

  add(account: Planned): void {
    this.byId.set(account._id.toHexString(), account);
    if (account.email) this.byEmail.set(account.email, account);
  }

  find(id: Types.ObjectId): Planned | null {
    return this.byId.get(id.toHexString()) ?? null;
  }

  withEmail(email: string): Planned | null {
    return this.byEmail.get(email) ?? null;
  }

  /** False: somebody before has that number. */
  claim(phone: string, { _id }: Planned): boolean {
    const holder = this.phones.get(phone) ?? _id.toHexString();
    this.phones.set(phone, holder);
    return holder === _id.toHexString();
  }
}
