import { createSecretKey } from "node:crypto";
import jwt from "jsonwebtoken";
import mongoose from "mongoose";

/** A message as every contender delivers it: 484 bytes in a frame of graphql-transport-ws. */
export interface Message {
  readonly id: string;
  readonly seq: number;
  readonly body: string;
  readonly createdAt: string;
  readonly sender: { readonly id: string; readonly name: string };
  readonly conversation: { readonly id: string };
}

const key = createSecretKey(Buffer.from(process.env["JWT_SECRET"] ?? ""));
const conversations = Number(process.env["CONVERSATIONS"]);
const membersEach = Number(process.env["MEMBERS"]);
const mongoUri = process.env["MONGO_DB_URI"];

export const port = 0;
/** With a database behind it the peer looks memberships up and stores what it delivers. */
export const stored = mongoUri !== undefined;

/** The same ids as the harness gives out: kind (two hex digits), then the number. */
function id(kind: "c1" | "a1", number: number): string {
  return `65f0${kind}${number.toString(16).padStart(18, "0")}`;
}

const members = new Map<string, Set<string>>();
const logs = new Map<string, Message[]>();
for (let c = 0; c < conversations; c++) {
  const own = Array.from({ length: membersEach }, (_, m) => id("a1", c * membersEach + m));
  members.set(id("c1", c), new Set(own));
  logs.set(id("c1", c), []);
}

const { ObjectId } = mongoose.Schema.Types;
const MembershipModel = mongoose.model(
  "Membership",
  new mongoose.Schema({ conversationId: ObjectId, userId: ObjectId }).index(
    { conversationId: 1, userId: 1 },
    { unique: true },
  ),
);
const MessageModel = mongoose.model(
  "Message",
  new mongoose.Schema({
    conversationId: ObjectId,
    senderId: ObjectId,
    seq: Number,
    body: String,
    createdAt: Date,
  }).index({ conversationId: 1, seq: 1 }, { unique: true }),
);

export async function connect(): Promise<void> {
  if (!mongoUri) return;
  await mongoose.connect(mongoUri, { maxPoolSize: 50 });
  await MembershipModel.createIndexes();
  await MessageModel.createIndexes();
  const rows = [...members].flatMap(([conversationId, own]) =>
    [...own].map((userId) => ({ conversationId, userId })),
  );
  // A second node finds what the first has put there.
  if (!(await MembershipModel.exists({}))) await MembershipModel.insertMany(rows);
}

export function userOf(token: string | undefined): string {
  const payload = jwt.verify((token ?? "").replace(/^Bearer /, ""), key, { algorithms: ["HS256"] });
  return (payload as { sub: string }).sub;
}

export async function isMember(conversationId: string, userId: string): Promise<boolean> {
  if (!stored) return members.get(conversationId)?.has(userId) ?? false;
  return (await MembershipModel.exists({ conversationId, userId })) !== null;
}

/** Who gets a message, read again for each one. */
export async function membersOf(conversationId: string): Promise<string[]> {
  if (!stored) return [...(members.get(conversationId) ?? [])];
  const rows = await MembershipModel.find({ conversationId }).select("userId").lean();
  return rows.map(({ userId }) => String(userId));
}

/** Kept in memory for those who resume, and first in the database where there is one. */
export async function append(
  conversationId: string,
  senderId: string,
  body: string,
): Promise<Message> {
  const log = logs.get(conversationId);
  if (!log) throw new Error("no such conversation");
  const message: Message = {
    id: new mongoose.Types.ObjectId().toHexString(),
    seq: log.length + 1,
    body,
    createdAt: new Date().toISOString(),
    sender: { id: senderId, name: "Ann Example" },
    conversation: { id: conversationId },
  };
  log.push(message);
  if (stored) {
    const { seq, createdAt } = message;
    await MessageModel.create({ _id: message.id, conversationId, senderId, seq, body, createdAt });
  }
  return message;
}

export function after(conversationId: string, seq: number): readonly Message[] {
  return logs.get(conversationId)?.slice(seq) ?? [];
}

export function ready(address: unknown): void {
  console.log(`ready ${(address as { port: number }).port}`);
}
