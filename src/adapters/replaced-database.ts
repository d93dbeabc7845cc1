import mongoose, { type Types } from "mongoose";
import type {
  OldMessage,
  OldPair,
  OldUser,
  ReplacedSource,
} from "../transfer/replaced/replaced.types.js";

const SELECTION_TIMEOUT_MS = 5_000;
/** Chats have up to 16 MB: only what no longer answers takes so long. */
const SOCKET_TIMEOUT_MS = 60_000;
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
        socketTimeoutMS: SOCKET_TIMEOUT_MS,
      });
      return new ReplacedDatabase(await client.connect());
    } catch (cause) {
      throw new Error(
        `The database to bring in from cannot be opened (${nameOf(cause)}): look at --from-replaced.`,
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
      .toArray()
      .catch(goneAway);
    return chats.flatMap(({ messages }) =>
      Array.isArray(messages) ? (messages as OldMessage[]) : [],
    );
  }

  async count(): Promise<{ users: number; chats: number }> {
    const [users, chats] = await Promise.all(
      ["users", "chats"].map((name) => this.client.db().collection(name).countDocuments()),
    ).catch(goneAway);
    return { users: users ?? 0, chats: chats ?? 0 };
  }

  close(): Promise<void> {
    return this.client.close();
  }

  private async *all<T>(name: string, projection: Record<string, 1>): AsyncGenerator<T> {
    const cursor = this.client.db().collection(name).find({}, { projection, batchSize: BATCH });
    cursor.sort({ _id: 1 });
    for (;;) {
      // Only what fails here is the source's: what takes the row has faults of its own.
      const row = await cursor.next().catch(goneAway);
      if (row === null) return;
      yield row as T;
    }
  }
}

/** Without the address: there may be a password in it. */
function nameOf(cause: unknown): string {
  return cause instanceof Error ? cause.name : "no answer";
}

function goneAway(cause: unknown): never {
  throw new Error(
    `The database to bring in from has gone away in the midst (${nameOf(cause)}): what came in by then is whole and stays, and the same command goes on from there.`,
    { cause },
  );
}
