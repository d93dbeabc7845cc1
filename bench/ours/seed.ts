import "reflect-metadata";
import { Types } from "mongoose";
import { Mongo } from "../../src/adapters/mongo.js";
import { Session } from "../../src/account/sessions/session.model.js";
import { TokenService } from "../../src/account/sessions/token.service.js";
import { PendingSignup } from "../../src/account/signup/pending-signup.model.js";
import { AuthProvider, Gender, User } from "../../src/people/users/user.model.js";
import { Audience, DEFAULT_SETTINGS } from "../../src/people/users/settings.model.js";
import { nameKeys } from "../../src/platform/core/search-keys.js";
import { Role } from "../../src/platform/core/role.js";
import { secret, sessionId, userId, type World } from "../harness/world.js";

const HOUR_MS = 3_600_000;

export type Secrets = Readonly<Record<string, string>>;

export function newSecrets(): Secrets {
  return {
    ACCESS_JWT_SECRET_USER: secret(),
    ACCESS_JWT_SECRET_ADMIN: secret(),
    REFRESH_JWT_SECRET_USER: secret(),
    REFRESH_JWT_SECRET_ADMIN: secret(),
    SECRET_KEY_PHONE: secret(),
  };
}

/**
 * Puts people and their sessions where the product keeps them, through its own models: signing
 * thousands up by mail would measure nothing. Groups are made and messages sent through the API.
 */
export async function seed(uri: string, world: World): Promise<void> {
  const mongo = new Mongo(uri);
  const users = mongo.model(User, "User", "users");
  const sessions = mongo.model(Session, "Session", "sessions");
  await mongo.start();
  await mongo.createIndexes();
  const createdAt = new Date();
  const expiresAt = new Date(createdAt.getTime() + HOUR_MS);
  const people = Array.from({ length: world.conversations * world.membersEach }, (_, i) => i);
  await users.insertMany(
    people.map((i) => ({
      _id: new Types.ObjectId(userId(i)),
      name: "Ann Example",
      email: emailOf(i),
      gender: Gender.UNSPECIFIED,
      role: Role.USER,
      provider: AuthProvider.APPLICATION,
      createdAt,
      confirmedAt: createdAt,
      // GROUP_INVITES is for accounts that are made by the product: these are in groups at once, too.
      settings: { ...DEFAULT_SETTINGS, groupInvites: Audience.EVERYONE },
    })),
  );
  await sessions.insertMany(
    people.map((i) => ({
      _id: new Types.ObjectId(sessionId(i)),
      userId: new Types.ObjectId(userId(i)),
      realm: "user" as const,
      createdAt,
      lastUsedAt: createdAt,
      expiresAt,
      endsAt: expiresAt,
      refreshHash: `bench${i}`,
    })),
  );
  await mongo.stop();
}

const FIRST_NAMES = ["Ann", "Ben", "Cleo", "Dan", "Eve", "Fay", "Gus", "Hal", "Ian", "Joy"];
const AT_ONCE = 1_000;

/** Further people, who are found by their names and do nothing. */
export async function seedNamed(uri: string, from: number, to: number): Promise<void> {
  const mongo = new Mongo(uri);
  const users = mongo.model(User, "User", "users");
  await mongo.start();
  for (let at = from; at < to; at += AT_ONCE)
    await users.insertMany(
      Array.from({ length: Math.min(AT_ONCE, to - at) }, (_, i) => personNamed(at + i)),
      { lean: true },
    );
  await mongo.stop();
}

function personNamed(number: number) {
  const first = FIRST_NAMES[number % FIRST_NAMES.length] ?? "";
  const name = `${first} ${(number * 7_919).toString(36)}`;
  const createdAt = new Date();
  return {
    ...{ name, nameKeys: nameKeys(name), email: `named${number}@example.com` },
    ...{ gender: Gender.UNSPECIFIED, role: Role.USER, provider: AuthProvider.APPLICATION },
    ...{ createdAt, confirmedAt: createdAt, settings: DEFAULT_SETTINGS },
  };
}

export function emailOf(member: number): string {
  return `bench${member}@example.com`;
}

/** Gives every seeded person the password of the account with that address. */
export async function givePasswordOf(uri: string, email: string, world: World): Promise<void> {
  const mongo = new Mongo(uri);
  const users = mongo.model(User, "User", "users");
  await mongo.start();
  const signups = mongo.model(PendingSignup, "PendingSignup", "signups");
  const first = await signups.findOne({ email }).lean();
  if (!first) throw new Error("there is no sign-up to take the hash from");
  const people = Array.from(
    { length: world.conversations * world.membersEach },
    (_, i) => new Types.ObjectId(userId(i)),
  );
  await users.updateMany({ _id: { $in: people } }, { passwordHash: first.passwordHash });
  await mongo.stop();
}

/** Signs as the product does; good for the hour that a benchmark may take. */
export function tokensOf(secrets: Secrets): (member: number) => string {
  const realm = (name: string, prefix: string) => ({
    prefix,
    accessSecrets: [secrets[`ACCESS_JWT_SECRET_${name}`] ?? ""],
    refreshSecrets: [secrets[`REFRESH_JWT_SECRET_${name}`] ?? ""],
  });
  const service = new TokenService({
    user: realm("USER", "Bearer"),
    admin: realm("ADMIN", "Admin"),
  });
  return (member) => {
    const now = new Date();
    const claims = {
      realm: "user" as const,
      userId: userId(member),
      sessionId: sessionId(member),
      tokenId: service.newTokenId(),
      expiresAt: new Date(now.getTime() + HOUR_MS),
    };
    return `Bearer ${service.sign("access", claims, now)}`;
  };
}
