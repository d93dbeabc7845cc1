import mongoose from "mongoose";
import type { TestApp } from "./app.js";

/** What is stored, for tests about storage and for letting time pass. */
export class Rows {
  private constructor(private readonly client: mongoose.mongo.MongoClient) {}

  static async of(app: TestApp): Promise<Rows> {
    return new Rows(await mongoose.mongo.MongoClient.connect(app.config.mongoUri));
  }

  get database(): mongoose.mongo.Db {
    return this.client.db();
  }

  collection(name: string): mongoose.mongo.Collection {
    return this.client.db().collection(name);
  }

  /** But for the rows that every process keeps changing while it runs. */
  async all(): Promise<Record<string, mongoose.mongo.Document[]>> {
    const collections = await this.client.db().collections();
    const still = collections.filter((one) => one.collectionName !== "log_writers");
    const entries = still.map(
      async (one) => [one.collectionName, await one.find().toArray()] as const,
    );
    return Object.fromEntries(await Promise.all(entries));
  }

  /** Makes every date of a collection's rows so much older. */
  async age(collection: string, ms: number): Promise<void> {
    const older = (value: unknown): unknown =>
      value instanceof Date
        ? new Date(value.getTime() - ms)
        : Array.isArray(value)
          ? value.map(older)
          : value;
    for (const row of await this.collection(collection).find().toArray()) {
      const { _id, ...fields } = row;
      const values = Object.entries(fields);
      const change = values.map(([name, value]): [string, unknown] => [name, older(value)]);
      await this.collection(collection).updateOne({ _id }, { $set: Object.fromEntries(change) });
    }
  }

  async close(): Promise<void> {
    await this.client.close();
  }
}
