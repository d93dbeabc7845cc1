import type { Model } from "mongoose";
import { AppError, badInput } from "../../platform/core/errors.js";
import { isDisguised, skeleton } from "./look-alikes.js";
import { cleanName } from "./name.js";
import { Role } from "../../platform/core/role.js";
import type { User } from "./user.model.js";

/** Who speaks for the server, and what an erased account is shown as. */
const NOBODY =
  /^(?:the)?(?:confabs?|(?:confabs?)?(?:official)?(?:support|helpdesk|admin|administrator|administration|moderator|system|security|staff|team|bot|service|notification)s?)(?:team|desk|staff|official)?$/;
const ERASED = /^(?:deleted|erased)(?:account|user)$/;

/** Keeps people from passing for somebody that others trust. */
export class PretendingNames {
  constructor(private readonly users: Model<User>) {}

  /** Throws BAD_USER_INPUT. `own` is the name from before, which may stay. */
  async refuse(name: string, field: string, own: string | null = null): Promise<void> {
    if (name === own) return;
    const shape = skeleton(name);
    if (RESERVED.some((reserved) => reserved.test(shape))) throw pretends(field);
    if (!isDisguised(name)) return;
    const trusted = await this.users
      .find({ role: { $in: [Role.ADMIN, Role.SUPER_ADMIN] } })
      .select("name")
      .lean();
    if (trusted.some((one) => one.name !== name && skeleton(one.name) === shape))
      throw pretends(field);
  }

  /** The first of them that can be shown and passes for nobody; null: there is none. */
  async firstTaken(names: readonly string[], own: string | null = null): Promise<string | null> {
    for (const given of names)
      try {
        const name = cleanName(given);
        await this.refuse(name, "name", own);
        return name;
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
      }
    return null;
  }
}

function pretends(field: string): Error {
  return badInput(field, "That name could be taken for somebody else's: choose another.");
}

/** In the letters that a skeleton is left with. */
const RESERVED = [NOBODY, ERASED].map(
  (words) => new RegExp(words.source.replaceAll("l", "i"), words.flags),
);
