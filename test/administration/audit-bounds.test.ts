import { expect, test } from "@jest/globals";
import { Types } from "mongoose";
import { MemoryCounter } from "../../src/adapters/memory-counter.js";
import { AuditBounds } from "../../src/platform/audit/audit-bounds.js";
import { AuditEvent } from "../../src/platform/audit/audit.model.js";

/**
 * Each is the change of an account, behind a limit of that, an administrator's act, or that of a
 * backend, whose repeats are one row with their count (service-acts.ts).
 */
const ALWAYS_KEPT = new Set<AuditEvent>([
  AuditEvent.PASSWORD_CHANGED,
  AuditEvent.PASSWORD_RESET,
  AuditEvent.PHONE_CHANGED,
  AuditEvent.GOOGLE_LINKED,
  AuditEvent.TWO_FACTOR_ENABLED,
  AuditEvent.TWO_FACTOR_DISABLED,
  AuditEvent.PASSKEY_ADDED,
  AuditEvent.PASSKEY_REMOVED,
  AuditEvent.ROLE_SET,
  AuditEvent.SUSPENDED,
  AuditEvent.UNSUSPENDED,
  AuditEvent.ACCOUNT_DELETED,
  AuditEvent.SERVICE_KEY_CREATED,
  AuditEvent.SERVICE_KEY_REVOKED,
  AuditEvent.SERVICE_ACT,
  AuditEvent.EXPORT_REQUESTED,
  AuditEvent.DEACTIVATED,
  AuditEvent.REACTIVATED,
]);
const TRIES = 200;
const id = (): Types.ObjectId => new Types.ObjectId();

test.each(Object.values(AuditEvent))("A-91: %s has a bound, or is always kept", async (event) => {
  const bounds = new AuditBounds(new MemoryCounter());
  const one = id();
  const rooms: string[] = [];
  for (let tries = 0; tries < TRIES; tries += 1)
    rooms.push(await bounds.roomFor({ event, actorId: one, subjectId: one }));
  const kept = rooms.filter((room) => room !== "none").length;
  if (ALWAYS_KEPT.has(event)) return expect(kept).toBe(TRIES);
  expect(kept).toBeLessThan(TRIES / 2);
  expect(rooms.filter((room) => room === "last")).toHaveLength(1);
  expect(rooms.indexOf("last")).toBe(kept - 1);
  expect(await bounds.roomFor({ event, actorId: id(), subjectId: id() })).toBe("some");
});

test("A-91: strangers of many networks fill it neither about one account nor about many", async () => {
  const bounds = new AuditBounds(new MemoryCounter());
  const event = AuditEvent.LOGIN_FAILED;
  const ipOf = (at: number): string => `10.${at >> 16}.${(at >> 8) & 255}.${at & 255}`;
  const subjectId = id();
  const about: string[] = [];
  for (let at = 0; at < TRIES; at += 1)
    about.push(await bounds.roomFor({ event, subjectId, ipAddress: ipOf(at) }));
  expect(about.filter((room) => room !== "none").length).toBeLessThan(TRIES / 2);
  let kept = 0;
  for (let at = 0; at < 10_000; at += 1)
    if ((await bounds.roomFor({ event, ipAddress: ipOf(at) })) !== "none") kept += 1;
  expect(kept).toBeLessThan(6_000);
});

test("A-91: what an administrator does to others is always kept", async () => {
  const bounds = new AuditBounds(new MemoryCounter());
  const actorId = id();
  for (let tries = 0; tries < TRIES; tries += 1) {
    const act = { event: AuditEvent.SESSIONS_ENDED, actorId, subjectId: id() };
    expect(await bounds.roomFor(act)).toBe("some");
  }
});
