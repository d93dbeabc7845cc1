import { gql } from "@urql/core";
import type { DocumentNode } from "graphql";

const MESSAGE = `fragment Shown on Message {
  id seq revision kind body editedAt deletedAt pinnedAt metadata replyCount
  sender { id name } replyTo { id replyCount } attachments { id } mentions { id }
  reactions { emoji count viewerHasReacted }
}`;
const MEMBERSHIP = `fragment Own on Membership {
  id role archived pinned hidden draft notify mutedUntil unreadFromSeq metadata metadataRevision
  readSeq deliveredSeq unreadCount unreadMentionCount
}`;
const CONVERSATION = `fragment Listed on Conversation {
  id kind name memberCount lastSeq revision createdAt
  lastMessage { id createdAt } viewerMembership { ...Own }
}`;
const VIEWER = `fragment Mine on Viewer {
  id email phone settings { emailDigest groupInvites lastSeen readReceipts }
  user { id name bio metadata metadataRevision }
}`;
const USER = "user { id name contactState viewerHasBlocked }";

export type By = "nodes" | "edges";
const items = (by: By, selection: string): string =>
  by === "nodes" ? `nodes { ${selection} }` : `edges { node { ${selection} } }`;
const withCursor = (by: By, selection: string): string =>
  items(by, selection).replace("{ node", "{ cursor node");

/** What a chat shows, by the nodes of its lists or by their edges. */
export function documentsOf(by: By): Record<"log" | "list" | "others", DocumentNode> {
  return {
    /** All of it follows by what events bring. */
    log: gql`
      query Log($id: ID!, $last: Int!, $before: String) {
        conversation(id: $id) {
          ...Listed
          peer { id readSeq deliveredSeq }
          messages(last: $last, before: $before) {
            ${withCursor(by, "...Shown")}
            pageInfo { hasNextPage hasPreviousPage startCursor }
          }
        }
        viewer { ...Mine }
      }
      ${MESSAGE} ${MEMBERSHIP} ${CONVERSATION} ${VIEWER}
    `,
    list: gql`
      query List($first: Int!, $after: String, $archived: Boolean) {
        viewer {
          id unreadCount unreadConversationCount
          conversations(first: $first, after: $after, archived: $archived) {
            ${items(by, "...Listed")}
            pageInfo { hasNextPage hasPreviousPage endCursor }
          }
        }
      }
      ${MEMBERSHIP} ${CONVERSATION}
    `,
    /** What is asked for again where an event has said that it is another. */
    others: gql`
      query Others($id: ID!) {
        conversation(id: $id) {
          id
          members(first: 20) { ${items(by, "id role user { id name }")} }
          pinnedMessages(first: 20) { ${items(by, "...Shown")} }
        }
        viewer {
          id
          contacts(first: 20) { ${items(by, "id name contactState")} }
          groupInvitations(first: 20) { ${items(by, "conversationId name")} }
          sessions { id device }
        }
      }
      ${MESSAGE}
    `,
  };
}

export const CONVERSATION_EVENTS = gql`
  subscription ConversationEvents($since: [RevisionPosition!]) {
    conversationEvents(since: $since) {
      __typename
      ... on MessageChanged {
        change
        conversationId
        revision
        edge {
          cursor
          node {
            id
          }
        }
        message {
          ...Shown
          conversation {
            ...Listed
          }
        }
      }
      ... on CaughtUp {
        unlisted
      }
      ... on ResyncRequired {
        conversationId
        revision
      }
    }
  }
  ${MESSAGE}
  ${MEMBERSHIP}
  ${CONVERSATION}
`;

export const VIEWER_EVENTS = gql`
  subscription ViewerEvents($since: Int) {
    viewerEvents(since: $since) {
      __typename
      ... on ViewerPosition { viewerRevision }
      ... on MembershipChanged { conversationId membership { ...Own } }
      ... on ConversationAppeared { conversation { ...Listed } }
      ... on SettingsChanged { viewer { ...Mine } }
      ... on ProfileChanged { viewer { ...Mine } }
      ... on ViewerContactChanged { ${USER} state }
      ... on InvitationChanged { conversationId invitation { conversationId name } }
      ... on SessionChanged { sessionId session { id device } }
    }
  }
  ${MEMBERSHIP} ${CONVERSATION} ${VIEWER}
`;

export const RECEIPTS = gql`
  subscription Receipts($conversationId: ID!) {
    receiptAdvanced(conversationId: $conversationId, current: true) {
      membershipId
      readSeq
      deliveredSeq
    }
  }
`;

export const SEND = gql`
  mutation Send($input: SendMessageInput!) {
    sendMessage(input: $input) {
      message {
        ...Shown
        conversation {
          ...Listed
        }
      }
    }
  }
  ${MESSAGE}
  ${MEMBERSHIP}
  ${CONVERSATION}
`;
