import type { mongo } from "mongoose";
import { isDuplicateKey } from "../core/errors.js";

/** A secret of the configuration, by the ids of its keys: the first is used, the others still count. */
export interface ConfiguredSecret {
  readonly name: string;
  readonly keyIds: readonly string[];
  /** What it has sealed stays, so that none that was ever used may be missing. */
  readonly isForData: boolean;
}

interface Row {
  readonly _id: string;
  readonly keyIds: readonly string[];
}

/**
 * Check values of the secrets that the database was used with. A node with others would refuse every
 * right password and everybody's tokens, and make rows that no other node can read.
 */
export class KnownSecrets {
  constructor(
    private readonly database: mongo.Db,
    private readonly secrets: readonly ConfiguredSecret[],
    /** Key ids that passwords of an earlier version were hashed under, which kept no check value. */
    private readonly readsPasswords: (keyId: string) => boolean,
  ) {}

  /** Null: they are the known ones, or new ones beside those. Else one sentence. */
  async claim(): Promise<string | null> {
    const others: string[] = [];
    for (const secret of this.secrets) if (!(await this.knows(secret))) others.push(secret.name);
    if (others.length > 0) return refusal(others);
    for (const secret of this.secrets) await this.note(secret);
    return null;
  }

  /** From now on these are the known ones. */
  async accept(): Promise<void> {
    for (const { name, keyIds } of this.secrets)
      await this.rows().updateOne(
        { _id: name },
        { $set: { keyIds: keyIds.slice(0, 1) } },
        { upsert: true },
      );
  }

  private async knows({ name, keyIds, isForData }: ConfiguredSecret): Promise<boolean> {
    const row = await this.rows().findOne({ _id: name });
    if (row) return row.keyIds.every((keyId) => keyIds.includes(keyId));
    if (isForData) return this.readsWhatIsThere();
    return true;
  }

  private async note(secret: ConfiguredSecret): Promise<void> {
    const { name, keyIds, isForData } = secret;
    const current = keyIds.slice(0, 1);
    try {
      await this.rows().insertOne({ _id: name, keyIds: current });
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      // Between the look and this another node may have begun with others: those are looked at next time.
      const change = isForData
        ? { $addToSet: { keyIds: current[0] } }
        : { $set: { keyIds: current } };
      await this.rows().updateOne({ _id: name }, change as mongo.UpdateFilter<Row>);
    }
  }

  private async readsWhatIsThere(): Promise<boolean> {
    const users = this.database.collection("users");
    const some = await users
      .find({ passwordHash: { $gt: "" } })
      .limit(3)
      .toArray();
    const keyIds = some.map(({ passwordHash }) => String(passwordHash).split(":", 1)[0] ?? "");
    return keyIds.length === 0 || keyIds.some((keyId) => this.readsPasswords(keyId));
  }

  private rows(): mongo.Collection<Row> {
    return this.database.collection<Row>("confab");
  }
}

function refusal(names: readonly string[]): string {
  const [first, ...others] = names;
  const example = `${first}=new,old`;
  const way = "with `npm run admin -- accept-secrets`.";
  return others.length === 0
    ? `${first} is not the one that this database was used with: put that one behind the new one, as in ${example}, or give it up ${way}`
    : `${names.slice(0, -1).join(", ")} and ${others.at(-1)} are not those that this database was used with: put those behind the new ones, as in ${example}, or give them up ${way}`;
}
