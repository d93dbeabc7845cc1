import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { isDigestDue, PAUSE_MS, UNREAD_FOR_MS } from "../../src/chat/digest/digest-rules.js";

const MINUTE_MS = 60_000;

/** A member who never comes, a message at each of those minutes, and a look every minute. */
function mails(messageMinutes: readonly number[], lookEveryMs = MINUTE_MS): number[] {
  const sent: number[] = [];
  let lastDigest: { sentAt: Date; seq: number } | null = null;
  for (let now = 0; now <= 24 * 60 * MINUTE_MS; now += lookEveryMs) {
    const newestSeq = messageMinutes.filter((minute) => minute * MINUTE_MS <= now).length;
    const [first] = messageMinutes;
    const oldestUnreadAt = newestSeq > 0 && first !== undefined ? first * MINUTE_MS : null;
    const due = isDigestDue({
      now: new Date(now),
      oldestUnreadAt: oldestUnreadAt === null ? null : new Date(oldestUnreadAt),
      newestSeq,
      lastDigest,
      online: false,
      muted: false,
      wanted: true,
    });
    if (!due) continue;
    sent.push(now);
    lastDigest = { sentAt: new Date(now), seq: newestSeq };
  }
  return sent;
}

const minutes = fc
  .array(fc.integer({ min: 0, max: 600 }), { minLength: 1, maxLength: 60 })
  .map((all) => all.sort((a, b) => a - b));

test("a member who stays away is told of everything, never too soon and never too often", () => {
  fc.assert(
    fc.property(minutes, (sentAt) => {
      const told = mails(sentAt);
      const [first = NaN] = sentAt;
      expect(told[0]).toBe(first * MINUTE_MS + UNREAD_FOR_MS);
      for (const [at, time] of told.slice(1).entries())
        expect(time - (told[at] ?? 0)).toBeGreaterThanOrEqual(PAUSE_MS);
      const last = (sentAt.at(-1) ?? 0) * MINUTE_MS;
      expect(told.at(-1)).toBeGreaterThanOrEqual(last);
      expect(told.length).toBeLessThanOrEqual(sentAt.length);
    }),
  );
});

test("nobody is told who is there, does not want it, has muted it, or has read everything", () => {
  const due = {
    now: new Date(UNREAD_FOR_MS),
    oldestUnreadAt: new Date(0),
    newestSeq: 1,
    lastDigest: null,
    online: false,
    muted: false,
    wanted: true,
  };
  expect(isDigestDue(due)).toBe(true);
  expect(isDigestDue({ ...due, online: true })).toBe(false);
  expect(isDigestDue({ ...due, muted: true })).toBe(false);
  expect(isDigestDue({ ...due, wanted: false })).toBe(false);
  expect(isDigestDue({ ...due, oldestUnreadAt: null })).toBe(false);
});
