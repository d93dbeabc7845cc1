import type { Model } from "mongoose";
import { hashOf } from "../../platform/secrets/hash-of.js";
import { isDuplicateKey } from "../../platform/core/errors.js";
import type { UsedToken } from "./used-token.model.js";

/** Rows go when the database has the time for it: sooner than a token ends they never do. */
const SPARE_MS = 60_000;

/** The unique index over `_id` decides which of several that show a token is first. */
export class UsedTokens {
  constructor(private readonly rows: Model<UsedToken>) {}

  /** False: it was used before. */
  async use(provider: string, name: string, expiresAt: Date): Promise<boolean> {
    try {
      await this.rows.create({
        _id: idOf(provider, name),
        expiresAt: new Date(expiresAt.getTime() + SPARE_MS),
      });
      return true;
    } catch (error) {
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  }

  /** For a token that could not be carried out, and may come again. */
  async giveBack(provider: string, name: string): Promise<void> {
    await this.rows.deleteOne({ _id: idOf(provider, name) });
  }
}

function idOf(provider: string, name: string): string {
  return hashOf(JSON.stringify([provider, name]));
}
