import { useMemo } from "react";
import type { MemberRole } from "../gql/graphql.js";
import type { Conversation } from "../state/conversation.js";

/** What its messages need to know of a conversation: little of it, which seldom changes. */
export interface ConversationFacts {
  readonly id: string;
  readonly group: boolean;
  readonly memberCount: number;
  readonly role: MemberRole;
  readonly peer: Conversation["peer"];
}

export function useConversationFacts(conversation: Conversation): ConversationFacts {
  const { id, kind, memberCount, peer, viewerMembership } = conversation;
  const role = viewerMembership?.role ?? "MEMBER";
  return useMemo(
    () => ({ id, group: kind === "GROUP", memberCount, role, peer }),
    [id, kind, memberCount, role, peer],
  );
}
