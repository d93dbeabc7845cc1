import type { mongo } from "mongoose";
import { isDuplicateKey } from "../core/errors.js";

const MARK = "database";
const PRODUCT = "Confab";
const SAMPLES = 3;
const NAMED = 10;

/** What the documents of a collection may have, by their top-level fields, and what most do. */
export interface DocumentShape {
  readonly known: ReadonlySet<string>;
  readonly usual: readonly string[];
}

interface Mark {
  readonly _id: string;
  readonly product: string;
  readonly madeAt: Date;
}

const OWN: ReadonlyMap<string, DocumentShape> = new Map([
  ["confab", { known: new Set(["_id", "product", "madeAt", "keyIds"]), usual: [] }],
  ["migrations", { known: new Set(["_id", "doneAt", "until"]), usual: [] }],
]);

/**
 * A database is Confab's where it carries the mark. Without it an empty one is marked, and one from
 * before the mark, where every collection is one of ours with documents of ours.
 */
export class DatabaseMark {
  private readonly shapes: ReadonlyMap<string, DocumentShape>;

  constructor(
    private readonly database: mongo.Db,
    shapes: ReadonlyMap<string, DocumentShape>,
  ) {
    this.shapes = new Map([...OWN, ...shapes]);
  }

  /** Null: the database is ours. Else one sentence; nothing was written. */
  async claim(): Promise<string | null> {
    if (await this.isSet()) return null;
    const foreign = await this.foreignCollections();
    // Another node may have begun to use the empty database in the meantime.
    if (foreign.length > 0 && !(await this.isSet())) return this.refusal(foreign);
    await this.set();
    // Something else may stand where the mark should.
    return (await this.isSet()) ? null : this.refusal(["confab"]);
  }

  private async isSet(): Promise<boolean> {
    return (await this.marks().findOne({ _id: MARK }))?.product === PRODUCT;
  }

  private async set(): Promise<void> {
    try {
      await this.marks().insertOne({ _id: MARK, product: PRODUCT, madeAt: new Date() });
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
    }
  }

  private async foreignCollections(): Promise<string[]> {
    const all = await this.database.listCollections().toArray();
    const others = all.filter(({ name }) => !name.startsWith("system."));
    const foreign = await Promise.all(
      others.map(async ({ name, type }) => {
        const shape = this.shapes.get(name);
        const isOurs = shape && (type ?? "collection") === "collection";
        return isOurs && (await this.holdsOnly(name, shape)) ? [] : [name];
      }),
    );
    return foreign.flat().sort();
  }

  private async holdsOnly(name: string, { known, usual }: DocumentShape): Promise<boolean> {
    const rows = this.database.collection(name);
    const oldest = await rows.find().limit(SAMPLES).toArray();
    const newest = await rows.find().sort({ _id: -1 }).limit(SAMPLES).toArray();
    return [...oldest, ...newest].every(
      (row) =>
        Object.keys(row).every((field) => known.has(field)) &&
        // Not all of them: a version from before the mark may lack what came later.
        usual.filter((field) => row[field] !== undefined).length >= usual.length / 2,
    );
  }

  private refusal(foreign: readonly string[]): string {
    const more = foreign.length > NAMED ? ` and ${foreign.length - NAMED} more` : "";
    const names = foreign.slice(0, NAMED).join(", ") + more;
    return `The database "${this.database.databaseName}" has collections that Confab did not make (${names}): give Confab a database of its own in MONGO_DB_URI. To bring in what an Express, Socket.IO and Mongoose chat has there, see \`npm run import\`.`;
  }

  private marks(): mongo.Collection<Mark> {
    return this.database.collection<Mark>("confab");
  }
}
