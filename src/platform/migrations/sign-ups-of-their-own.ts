import { randomBytes } from "node:crypto";
import type { mongo } from "mongoose";
import { isDuplicateKey } from "../core/errors.js";

const DAY_MS = 24 * 60 * 60_000;

/**
 * Accounts whose address was never proven become sign-ups that wait, for a day more. Nobody has a
 * token for them: they are confirmed by their password, with the code that was mailed last.
 */
export async function moveUnconfirmedUsers(database: mongo.Db): Promise<void> {
  const users = database.collection("users");
  const unconfirmed = users.find({ confirmedAt: null, deletedAt: null, email: { $gt: "" } });
  for await (const user of unconfirmed) {
    const filter = { email: user["email"] as string, purpose: "CONFIRM_EMAIL" };
    const code = await database.collection("codes").findOne(filter);
    const now = Date.now();
    await insertOnce(database.collection("signups"), {
      _id: user._id,
      email: filter.email,
      tokenHash: randomBytes(32).toString("base64url"),
      name: user["name"] as string,
      passwordHash: user["passwordHash"] as string,
      gender: (user["gender"] as string | undefined) ?? "UNSPECIFIED",
      phone: (user["phone"] as string | undefined) ?? null,
      codeSalt: (code?.["salt"] as string | undefined) ?? null,
      codeHash: (code?.["hash"] as string | undefined) ?? null,
      codeExpiresAt: (code?.["expiresAt"] as Date | undefined) ?? null,
      attempts: 0,
      createdAt: new Date(now),
      expiresAt: new Date(now + DAY_MS),
    });
    // Not if a server of the version before has confirmed it in the meantime.
    await users.deleteOne({ _id: user._id, confirmedAt: null });
  }
}

async function insertOnce(rows: mongo.Collection, row: mongo.Document): Promise<void> {
  try {
    await rows.insertOne(row);
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
  }
}
