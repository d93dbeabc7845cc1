import type { ConversationService } from "../conversations/conversation.service.js";
import type { MembershipService } from "../membership/membership.service.js";
import { requireViewer, type Context } from "../../api/graphql/context.js";
import type { NodeSource } from "../../api/graphql/node.resolver.js";
import type { MemberViewService } from "../log/member-view.service.js";
import type { MessageReader } from "./message-reader.service.js";

export interface NodeServices {
  readonly memberViews: MemberViewService;
  readonly conversations: ConversationService;
  readonly memberships: MembershipService;
  readonly reader: MessageReader;
}

/** What of conversations can be found by id alone: that which the viewer is in. */
export function conversationNodes(services: NodeServices): readonly NodeSource[] {
  const { memberViews, conversations, memberships, reader } = services;
  return [
    {
      typename: "Conversation",
      async find(ids, context) {
        const keys = ids.map((conversationId) => keyOf(conversationId, context));
        const views = await memberViews.findMany(keys);
        const own = ids.filter((_, at) => views[at]);
        return conversations.findMany(own.map((id) => id.toHexString()));
      },
    },
    {
      typename: "Membership",
      async find(ids, context) {
        const found = await memberships.findById(ids);
        const keys = found.map(({ conversationId }) => keyOf(conversationId, context));
        const views = await memberViews.findMany(keys);
        return found.filter((_, at) => views[at]);
      },
    },
    {
      typename: "Message",
      find: (ids, context) => reader.readable(requireViewer(context).userId, ids),
    },
  ];
}

function keyOf(conversationId: NodeKey["conversationId"], context: Context): NodeKey {
  return { conversationId, userId: requireViewer(context).userId };
}

type NodeKey = Parameters<MemberViewService["find"]>[0];
