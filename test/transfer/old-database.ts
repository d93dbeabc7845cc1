import { createCipheriv, createHash, randomBytes, randomUUID } from "node:crypto";
import mongoose, { Types } from "mongoose";
import { databaseUri } from "../support/database.js";

/** What its phone numbers are sealed with there: CryptoJS made the ciphertexts below with it. */
export const OLD_KEY = "the old phone key, with a comma";
/** 01012345678 and 01212345678. */
export const SEALED = [
  "U2FsdGVkX18fDiNLyZRLnZUT7+lkAxM61X4b5yYlnW0=",
  "U2FsdGVkX1/QXQ2nXszbKol2IXI3KgsAnG11RxwtEvg=",
] as const;
export const OLD_PASSWORD = "old password 1";
/** As its bcrypt made them, without a key: of OLD_PASSWORD, and of "another old one" by PHP. */
export const HASHES = [
  "$2b$06$gyIhWpcdqMsdFmp1Jl3VSer.Z9OetXSEt2hg1/Y40eToepDqqv9nC",
  "$2y$06$aMXUxYfaaNjPlhcSkIA24eR6fCXU2EKyFEgqGQFb4E9z9qd3CuDGm",
] as const;

/** Of OLD_PASSWORD, as the reference implementation of argon2 made them, and OpenSSL's scrypt. */
export const PHC_HASHES = [
  "$argon2id$v=19$m=1024,p=1,t=2$8wWpOKC+LbxOyKMbL8ZGQQ$maXRmVH+3f6NzJutwI8APOt3rH0SyWcuZnSePXHmdpw",
  "$argon2i$v=16$m=1024,p=2,t=2$5iewHYG/OqaGkrAQRsjzkw$fFAjpoDWB8ZYozOfFDkOfsVSE4uszj8ByYtWhoDYtJU",
  "$scrypt$ln=10,r=8,p=2$GPooqBbLYhiy0bvYOt7oOg$k8CUAijCUj/OEsF8k7resgo5cu0CvrCPIYu8bE5o5Bs",
] as const;

/** A number as CryptoJS seals it, in OpenSSL's form. */
export function sealed(phone: string): string {
  const salt = randomBytes(8);
  const blocks: Buffer[] = [];
  for (let at = 0; at < 3; at += 1) {
    const last = blocks.at(-1) ?? Buffer.alloc(0);
    blocks.push(createHash("md5").update(last).update(OLD_KEY).update(salt).digest());
  }
  const derived = Buffer.concat(blocks);
  const cipher = createCipheriv("aes-256-cbc", derived.subarray(0, 32), derived.subarray(32, 48));
  const text = Buffer.concat([cipher.update(phone), cipher.final()]);
  return Buffer.concat([Buffer.from("Salted__"), salt, text]).toString("base64");
}

/** An id that was given at that second, of 2024. */
export function idAt(second: number): Types.ObjectId {
  const at = Math.floor(Date.UTC(2024, 0, 1) / 1_000) + second;
  const rest = randomUUID().replaceAll("-", "").slice(0, 16);
  return new Types.ObjectId(at.toString(16).padStart(8, "0") + rest);
}

export interface OldRow {
  readonly _id: Types.ObjectId;
  readonly name: string;
  readonly email: string;
}

export interface OldChatRow {
  readonly _id: Types.ObjectId;
  readonly messages: readonly object[];
}

export function oldUser(name: string, given: object = {}): OldRow {
  return {
    _id: idAt(0),
    ...{
      name,
      email: `${name.replaceAll(" ", ".")}-${randomUUID().slice(0, 8)}@example.com`,
      password: HASHES[0],
    },
    ...{ gender: "male", confirmed: true, role: "user", provider: "application" },
    ...{ friends: [], coverImages: [], createdAt: new Date("2024-01-01"), __v: 0 },
    ...given,
  };
}

export function oldChat(
  one: OldRow,
  other: OldRow,
  messages: readonly (readonly [OldRow, string, number])[],
): OldChatRow {
  return {
    _id: idAt(10),
    ...{ mainUser: one._id, subParticipant: other._id },
    messages: messages.map(([{ _id: senderId }, message, second]) => ({
      ...{ _id: idAt(second), senderId, message },
    })),
  };
}

/** A database as the replaced system leaves it. */
export class OldDatabase {
  private constructor(
    readonly uri: string,
    private readonly client: mongoose.mongo.MongoClient,
  ) {}

  static async start(uri = databaseUri(`old-${randomUUID().slice(0, 8)}`)): Promise<OldDatabase> {
    return new OldDatabase(uri, await mongoose.mongo.MongoClient.connect(uri));
  }

  async fill(users: readonly object[], chats: readonly object[] = []): Promise<void> {
    const database = this.client.db();
    if (users.length > 0) await database.collection("users").insertMany([...users]);
    if (chats.length > 0) await database.collection("chats").insertMany([...chats]);
  }

  async all(): Promise<unknown> {
    const database = this.client.db();
    return [
      await database.collection("users").find().toArray(),
      await database.collection("chats").find().toArray(),
    ];
  }

  async stop(): Promise<void> {
    await this.client.db().dropDatabase();
    await this.close();
  }

  close(): Promise<void> {
    return this.client.close();
  }
}
