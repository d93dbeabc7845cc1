import { createHash } from "node:crypto";
import type { User } from "./user.model.js";

/**
 * Another number whenever something changes that others see of the person, on every node and without
 * a counter that a writer could forget. `hidden`: as seen by whom a block hides the profile from.
 */
export function versionOf(user: User, hidden: boolean): number {
  const { name, externalId, kind, deletedAt } = user;
  const { bio, avatarId, coverIds, avatarUrl, metadata } = user;
  const open = [name, externalId, kind, Boolean(deletedAt)];
  const profile = [bio || null, avatarId, coverIds, avatarUrl, metadata];
  const text = JSON.stringify(hidden ? open : [...open, ...profile]);
  return createHash("sha256").update(text).digest().readUInt32BE(0) >>> 1;
}
