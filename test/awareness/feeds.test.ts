import { expect, test } from "@jest/globals";
import { Types } from "mongoose";
import { AwarenessFeeds } from "../../src/chat/awareness/awareness-feeds.js";
import { ConflatedFeed } from "../../src/chat/awareness/conflated-feed.js";
import type { MemberViewService } from "../../src/chat/log/member-view.service.js";
import type { MembershipService } from "../../src/chat/membership/membership.service.js";
import type { Hint } from "../../src/platform/hints/hint.js";
import { LocalHintBus } from "../../src/platform/hints/local-hint-bus.js";

/** As many as one subscription may watch. */
const WATCHED = 500;

const source = {
  keyOf: (hint: Hint) => (hint.kind === "presence" ? hint.userId : null),
  read: (key: string) => Promise.resolve(key),
};

test("of all who are watched at once everybody's end is told, as when their node dies", async () => {
  const feed = new ConflatedFeed(new LocalHintBus(), source, () => undefined);
  for (let at = 0; at < WATCHED; at += 1) feed.touch(String(at));
  const told = new Set<string>();
  const events = feed.open();
  for (let at = 0; at < WATCHED; at += 1) told.add((await events.next()).value as string);
  expect(told.size).toBe(WATCHED);
  feed.close();
});

test.each([null, new Types.ObjectId()])(
  "a feed whose memberships cannot be read leaves nothing behind (conversation %s)",
  async (conversationId) => {
    const bus = new LocalHintBus();
    const away = (): Promise<never> => Promise.reject(new Error("away"));
    const memberships = { ofUser: away } as unknown as MembershipService;
    const memberViews = { find: away } as unknown as MemberViewService;
    const feeds = new AwarenessFeeds(bus, memberships, memberViews);
    const request = { userId: new Types.ObjectId(), conversationId };
    await expect(feeds.follow(request, source)).rejects.toThrow("away");
    expect({ feeds: feeds.openFeeds, channels: bus.channelCount }).toEqual({
      feeds: 0,
      channels: 0,
    });
  },
);
