import { expect, test } from "@jest/globals";
import {
  byPlace,
  firstUnreadSeq,
  withMessage,
  withRead,
  withReceipt,
  type Conversation,
} from "../../web/src/state/conversation.js";
import { message } from "./messages.js";

const conversation: Conversation = {
  id: "c",
  kind: "GROUP",
  name: "Group",
  description: null,
  avatar: null,
  createdAt: "2026-03-01T00:00:00.000Z",
  lastSeq: 3,
  revision: 3,
  memberCount: 2,
  lastMessage: message(3),
  viewerMembership: {
    id: "ms",
    role: "MEMBER",
    readSeq: 3,
    unreadCount: 0,
    unreadMentionCount: 0,
    notify: "ALL",
    mutedUntil: null,
    archived: false,
    pinned: false,
    hidden: false,
    unreadFromSeq: null,
  },
  peer: {
    id: "ms2",
    readSeq: 2,
    deliveredSeq: 3,
    user: {
      id: "ada",
      name: "Ada",
      kind: "PERSON",
      isDeleted: false,
      avatar: null,
      avatarUrl: null,
      presence: null,
    },
  },
};

test("a message of somebody else is unread, and a mention counts as one too", () => {
  const mentioning = message(4, { mentions: [{ id: "me", name: "Me" }] });

  expect(withMessage(conversation, mentioning, "me")).toMatchObject({
    lastSeq: 4,
    viewerMembership: { unreadCount: 1, unreadMentionCount: 1 },
  });
});

test("a message of the system is not unread", () => {
  const renamed = message(4, { kind: "SYSTEM", systemEvent: "CONVERSATION_RENAMED" });

  expect(withMessage(conversation, renamed, "me").viewerMembership?.unreadCount).toBe(0);
});

test("sending reads up to one's own message", () => {
  const unread = withMessage(conversation, message(4), "me");

  expect(withMessage(unread, message(5), "ada").viewerMembership).toMatchObject({
    readSeq: 5,
    unreadCount: 0,
  });
});

test("a message that was counted is not counted again", () => {
  const once = withMessage(conversation, message(4), "me");

  expect(withMessage(once, message(4), "me")).toBe(once);
});

test("an edit of the last message shows in the list, an older revision does not", () => {
  const edited = message(3, { revision: 9, body: "edited" });

  expect(withMessage(conversation, edited, "me").lastMessage?.body).toBe("edited");
  expect(withMessage(conversation, message(3, { revision: 2 }), "me")).toBe(conversation);
});

test("receipts never go back", () => {
  const receipt = { conversationId: "c", userId: "ada", readSeq: 1, deliveredSeq: 9 };

  expect(withReceipt(conversation, receipt).peer).toMatchObject({
    readSeq: 2,
    deliveredSeq: 9,
  });
});

const own = (change: Partial<NonNullable<Conversation["viewerMembership"]>>): Conversation => ({
  ...conversation,
  viewerMembership: conversation.viewerMembership && {
    ...conversation.viewerMembership,
    ...change,
  },
});

test("what somebody says brings a hidden conversation back, what the system says does not", () => {
  const hidden = own({ hidden: true });
  const joined = message(4, { kind: "SYSTEM" });

  expect(withMessage(hidden, message(4), "me").viewerMembership?.hidden).toBe(false);
  expect(withMessage(hidden, joined, "me").viewerMembership?.hidden).toBe(true);
});

test("a mark is where reading begins, and whatever is read takes it away", () => {
  const marked = own({ unreadFromSeq: 2 });

  expect(firstUnreadSeq(marked)).toBe(2);
  expect(withRead(marked, 3, [], "me").viewerMembership).toMatchObject({
    ...{ unreadFromSeq: null, readSeq: 3, unreadCount: 0 },
  });
  expect(firstUnreadSeq(withRead(marked, 1, [], "me"))).toBe(null);
});

test("a pinned conversation stands above newer ones", () => {
  const old = { ...own({ pinned: true }), id: "old", lastMessage: message(1) };

  expect([conversation, old].sort(byPlace).map(({ id }) => id)).toEqual(["old", "c"]);
});
