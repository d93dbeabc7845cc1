// What Apollo Client's cache has to know of Confab: how lists are paged, and what an event does to them.
import type { ApolloCache, Reference, TypePolicies } from "@apollo/client";
import { isListed, paged, placed, ref, type Edge, type Page, type Read } from "./apollo-pages.js";
import type { ConversationEvent, ReceiptAdvanced, ViewerEvent } from "./cache-events.js";

export const typePolicies: TypePolicies = {
  GroupInvitation: { keyFields: ["conversationId"] },
  Conversation: {
    fields: {
      messages: paged("around", "aroundSeq", "replyToId"),
      members: paged(),
      pinnedMessages: paged(),
    },
  },
  User: { fields: { presence: { merge: true } } },
  Viewer: {
    fields: {
      conversations: paged("archived", "unreadOnly"),
      contacts: paged("state"),
      blockedUsers: paged(),
      groupInvitations: paged(),
      settings: { merge: true },
    },
  },
};

/** After the event itself is in the cache. */
export function onConversationEvent(cache: ApolloCache, event: ConversationEvent): void {
  if (event.__typename === "CaughtUp") {
    for (const id of event.unlisted) forget(cache, `Conversation:${id}`, LOG);
    return;
  }
  const conversation = `Conversation:${event.conversationId}`;
  if (event.__typename === "ResyncRequired") return forget(cache, conversation, LOG);
  const { change, message, edge } = event;
  if (change === "PINNED" || change === "DELETED") forget(cache, conversation, ["pinnedMessages"]);
  if (change === "CREATED") {
    const entry: Edge = { cursor: edge.cursor, node: { __ref: `Message:${message.id}` } };
    insert(cache, conversation, entry, message.replyTo?.id);
    if (message.kind === "SYSTEM") forget(cache, conversation, ["members"]);
  }
  if (change === "CREATED" || change === "DELETED") place(cache, conversation);
}

export function onViewerEvent(cache: ApolloCache, event: ViewerEvent): void {
  switch (event.__typename) {
    case "MembershipChanged": {
      const id = `Conversation:${event.conversationId}`;
      const membership = event.membership && { __ref: `Membership:${event.membership.id}` };
      cache.modify({ id, fields: { viewerMembership: () => membership } });
      return place(cache, id);
    }
    case "ConversationAppeared":
      return place(cache, `Conversation:${event.conversation.id}`);
    case "ViewerContactChanged":
      return forgetOwn(cache, ["contacts", "blockedUsers"]);
    case "InvitationChanged":
      return forgetOwn(cache, ["groupInvitations"]);
    case "SessionChanged":
      return forgetOwn(cache, ["sessions"]);
    case "ViewerResyncRequired":
      return forgetOwn(cache);
    default: // What the others bring is in the cache by its id.
  }
}

export function onReceiptAdvanced(cache: ApolloCache, event: ReceiptAdvanced): void {
  const { membershipId, readSeq, deliveredSeq } = event;
  const fields = { readSeq: () => readSeq, deliveredSeq: () => deliveredSeq };
  cache.modify({ id: `Membership:${membershipId}`, fields });
}

const LOG = ["messages", "pinnedMessages", "members"];

/** What is shown of it is asked for anew. */
function forget(cache: ApolloCache, id: string, fields: readonly string[]): void {
  for (const fieldName of fields) cache.evict({ id, fieldName });
}

function forgetOwn(cache: ApolloCache, fields: readonly string[] = OWN): void {
  cache.modify({
    fields: {
      viewer(value) {
        const viewer = value as Reference;
        forget(cache, ref(viewer), fields);
        return viewer;
      },
    },
  });
}

const TOTALS = ["unreadCount", "unreadConversationCount"];
const OWN = [...TOTALS, "conversations", "contacts", "blockedUsers", "groupInvitations"].concat(
  ...["sessions", "settings", "passkeys"],
);

/** Where its `seq` puts a message in each list that is loaded to its end. */
function insert(cache: ApolloCache, id: string, entry: Edge, replyToId = ""): void {
  cache.modify({
    id,
    fields: {
      messages(value, { storeFieldName, readField, DELETE }) {
        const list = value as Page;
        if (replyToId && storeFieldName.includes(`"replyToId":"${replyToId}"`)) return DELETE;
        if (storeFieldName.includes('"replyToId":"') || list.pageInfo?.hasNextPage) return list;
        const seq = (one: Reference): number => readField<number>("seq", one) ?? 0;
        const into = <T>(items: readonly T[], item: T, refOf: (item: T) => Reference): T[] => {
          const [before, after] = [(one: T) => seq(refOf(one)), seq(refOf(item))];
          const others = items.filter((one) => before(one) !== after);
          const at = others.findIndex((one) => before(one) > after);
          return at < 0 ? [...others, item] : [...others.slice(0, at), item, ...others.slice(at)];
        };
        const edge = { __typename: "MessageEdge", ...entry };
        const { nodes, edges, pageInfo } = list;
        const newest = (nodes ?? edges?.map(({ node }) => node))?.at(-1);
        const isLast = !newest || seq(newest) < seq(entry.node);
        return {
          ...list,
          ...(nodes && { nodes: into(nodes, entry.node, (one) => one) }),
          ...(edges && { edges: into(edges, edge, ({ node }) => node) }),
          ...(pageInfo && isLast && { pageInfo: { ...pageInfo, endCursor: entry.cursor } }),
        };
      },
    },
  });
}

/** Where its newest message puts a conversation in the viewer's lists, and out of those that it is not in. */
function place(cache: ApolloCache, id: string): void {
  forgetOwn(cache, TOTALS);
  cache.modify({
    fields: {
      viewer(viewer) {
        cache.modify({
          id: ref(viewer as Reference),
          fields: {
            conversations(value, { storeFieldName, readField, DELETE }) {
              if (storeFieldName.includes('"unreadOnly":true')) return DELETE;
              const read = readField as Read;
              const isIn = isListed(read, id, storeFieldName.includes('"archived":true'));
              return placed(value as Page, isIn ? { __ref: id } : null, { id, read }) ?? DELETE;
            },
          },
        });
        return viewer as Reference;
      },
    },
  });
}
