import mongoose, { type Types } from "mongoose";
import type {
  OldMessage,
  OldPair,
  OldUser,
  ReplacedSource,
} from "../transfer/replaced/replaced.types.js";

const SELECTION_TIMEOUT_MS = 5_000;
const BATCH = 200;

/** What of a user is taken: codes and counters of failed tries stay there. */
const USER_FIELDS: Record<string, 1> = {
  ...{ name: 1, email: 1, password: 1, phone: 1, gender: 1, confirmed: 1, role: 1, provider: 1 },
  ...{ friends: 1, profileImage: 1, isDeleted: 1, createdAt: 1 },
};

/** The replaced system's database, opened for reading. */
export class ReplacedDatabase implements ReplacedSource {
  private constructor(private readonly client: mongoose.mongo.MongoClient) {}

  static async open(uri: string): Promise<ReplacedDatabase> {
    try {
      const client = new mongoose.mongo.MongoClient(uri, {
        serverSelectionTimeoutMS: SELECTION_TIMEOUT_MS,
      });
      return new ReplacedDatabase(await client.connect());
    } catch (cause) {
      // Not with the address: there may be a password in it.
      const why = cause instanceof Error ? cause.name : "no answer";
      throw new Error(
        `The database to bring in from cannot be opened (${why}): look at --from-replaced.`,
        { cause },
      );
    }
  }

  users(): AsyncIterable<OldUser> {
    return this.all<OldUser>("users", USER_FIELDS);
  }

  pairs(): AsyncIterable<OldPair> {
    return this.all<OldPair>("chats", { mainUser: 1, subParticipant: 1 });
  }

  async messagesOf(chatIds: readonly Types.ObjectId[]): Promise<OldMessage[]> {
    const chats = await this.client
      .db()
      .collection("chats")
      .find({ _id: { $in: [...chatIds] } }, { projection: { messages: 1 } })
      .toArray();
    return chats.flatMap(({ messages }) =>
      Array.isArray(messages) ? (messages as OldMessage[]) : [],
    );
  }

  async count(): Promise<{ users: number; chats: number }> {
    const [users, chats] = await Promise.all(
      ["users", "chats"].map((name) => this.client.db().collection(name).countDocuments()),
    );
    return { users: users ?? 0, chats: chats ?? 0 };
  }

  close(): Promise<void> {
    return this.client.close();
  }

  private all<T>(name: string, projection: Record<string, 1>): AsyncIterable<T> {
    const cursor = this.client.db().collection(name).find({}, { projection, batchSize: BATCH });
    return cursor.sort({ _id: 1 }) as unknown as AsyncIterable<T>;
  }
}
