// What urql's graphcache has to know of Confab: how lists are paged, and what an event does to them.
import { gql } from "@urql/core";
import type { Cache, CacheExchangeOpts, KeyingConfig } from "@urql/exchange-graphcache";
import { relayPagination } from "@urql/exchange-graphcache/extras";
import { hasNext, isListed, keyAt, keysAt, placed } from "./urql-pages.js";
import type {
  ConversationEvent,
  MessageChanged,
  ReceiptAdvanced,
  ViewerEvent,
} from "./cache-events.js";

/** Parts of what they are in, with no id of their own. */
const PARTS =
  "CaughtUp ConversationAppeared ConversationConnection ConversationEdge GroupInvitationConnection " +
  "GroupInvitationEdge InvitationChanged MembershipChanged MembershipConnection MembershipEdge " +
  "MessageChanged MessageConnection PageInfo Presence PresenceChanged ProfileChanged ReactionGroup " +
  "ReceiptAdvanced ResyncRequired SendMessageResult SessionChanged Settings SettingsChanged " +
  "TypingChanged UserConnection UserEdge ViewerCaughtUp ViewerContactChanged ViewerResyncRequired";

const keys: KeyingConfig = {
  ...Object.fromEntries(PARTS.split(" ").map((name) => [name, () => null])),
  GroupInvitation: ({ conversationId }) => conversationId as string,
  MessageEdge: ({ cursor }) => (cursor as string | undefined) ?? null,
};

const RECEIPTS = gql`
  fragment Receipts on Membership {
    id
    readSeq
    deliveredSeq
  }
`;

const paged = relayPagination();

export const cacheOptions: CacheExchangeOpts = {
  keys,
  resolvers: {
    Conversation: { messages: paged, members: paged, pinnedMessages: paged },
    Viewer: {
      conversations: paged,
      contacts: paged,
      blockedUsers: paged,
      groupInvitations: paged,
    },
  },
  updates: {
    Subscription: {
      conversationEvents: ({ conversationEvents }, _args, cache) =>
        onConversationEvent(cache, conversationEvents as unknown as ConversationEvent),
      viewerEvents: ({ viewerEvents }, _args, cache) =>
        onViewerEvent(cache, viewerEvents as unknown as ViewerEvent),
      receiptAdvanced({ receiptAdvanced }, _args, cache) {
        const { membershipId: id, ...receipts } = receiptAdvanced as unknown as ReceiptAdvanced;
        const { readSeq, deliveredSeq } = receipts;
        cache.writeFragment(RECEIPTS, { __typename: "Membership", id, readSeq, deliveredSeq });
      },
    },
  },
};

const LOG = ["messages", "pinnedMessages", "members"];
const TOTALS = ["unreadCount", "unreadConversationCount"];

function onConversationEvent(cache: Cache, event: ConversationEvent): void {
  if (event.__typename === "CaughtUp") {
    for (const id of event.unlisted) forget(cache, `Conversation:${id}`, LOG);
    return;
  }
  const conversation = `Conversation:${event.conversationId}`;
  if (event.__typename === "ResyncRequired") return forget(cache, conversation, LOG);
  const { change, message } = event;
  if (change === "PINNED" || change === "DELETED") forget(cache, conversation, ["pinnedMessages"]);
  if (change === "CREATED") {
    insert(cache, conversation, event);
    if (message.kind === "SYSTEM") forget(cache, conversation, ["members"]);
  }
  if (change === "CREATED" || change === "DELETED") place(cache, conversation);
}

function onViewerEvent(cache: Cache, event: ViewerEvent): void {
  const viewer = keyAt(cache, "Query", "viewer");
  const forgetOwn = (...fields: string[]): void => void (viewer && forget(cache, viewer, fields));
  switch (event.__typename) {
    case "MembershipChanged": {
      const id = `Conversation:${event.conversationId}`;
      const membership = event.membership && `Membership:${event.membership.id}`;
      cache.link(id, "viewerMembership", membership);
      return place(cache, id);
    }
    case "ConversationAppeared":
      return place(cache, `Conversation:${event.conversation.id}`);
    case "ViewerContactChanged":
      return forgetOwn("contacts", "blockedUsers");
    case "InvitationChanged":
      return forgetOwn("groupInvitations");
    case "SessionChanged":
      return forgetOwn("sessions");
    case "ViewerResyncRequired":
      return void (viewer && cache.invalidate(viewer));
    default: // What the others bring is in the cache by its id.
  }
}

/** What is shown of it is asked for anew. */
function forget(cache: Cache, id: string, names: readonly string[]): void {
  for (const { fieldName, arguments: args } of cache.inspectFields(id))
    if (names.includes(fieldName)) cache.invalidate(id, fieldName, args);
}

/** Where its `seq` puts a message in each list that is loaded to its end. */
function insert(cache: Cache, id: string, { message, edge }: MessageChanged): void {
  for (const { fieldKey, fieldName, arguments: args } of cache.inspectFields(id)) {
    if (fieldName !== "messages") continue;
    if (args?.["replyToId"]) {
      if (args["replyToId"] === message.replyTo?.id) cache.invalidate(id, fieldName, args);
      continue;
    }
    const page = keyAt(cache, id, fieldKey);
    if (!page || hasNext(cache, page)) continue;
    const seq = (key: string): number => Number(cache.resolve(key, "seq"));
    const into = (
      name: "nodes" | "edges",
      entry: string,
      nodeOf: (key: string) => string,
    ): void => {
      const own = seq(nodeOf(entry));
      const others = keysAt(cache, page, name)?.filter((key) => seq(nodeOf(key)) !== own);
      if (!others) return;
      const at = others.findIndex((key) => seq(nodeOf(key)) > own);
      others.splice(at < 0 ? others.length : at, 0, entry);
      cache.link(page, name, others);
    };
    into("nodes", `Message:${message.id}`, (key) => key);
    into("edges", `MessageEdge:${edge.cursor}`, (key) => keyAt(cache, key, "node") ?? "");
  }
}

/** Where its newest message puts a conversation in the viewer's lists, and out of those that it is not in. */
function place(cache: Cache, id: string): void {
  const viewer = keyAt(cache, "Query", "viewer");
  if (!viewer) return;
  forget(cache, viewer, TOTALS);
  const lists = cache.inspectFields(viewer).filter((one) => one.fieldName === "conversations");
  for (const archived of [true, false]) {
    const ofThat = lists.filter(
      ({ arguments: args }) => (args?.["archived"] ?? false) === archived,
    );
    const unread = ofThat.filter(({ arguments: args }) => args?.["unreadOnly"]);
    for (const { fieldName, arguments: args } of unread) cache.invalidate(viewer, fieldName, args);
    const pages = ofThat
      .filter((one) => !unread.includes(one))
      .flatMap(({ fieldKey }) => keyAt(cache, viewer, fieldKey) ?? []);
    const isIn = isListed(cache, id, archived);
    if (!placed(cache, pages, { id, isIn })) forget(cache, viewer, ["conversations"]);
  }
}
