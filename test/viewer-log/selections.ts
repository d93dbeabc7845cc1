import { asked, type Answered } from "./world.js";

const MEMBERSHIP =
  "id role readSeq deliveredSeq archived pinned hidden unreadFromSeq clearedSeq draft mutedUntil notify metadata metadataRevision unreadCount";
const USER =
  "id name bio avatarUrl metadata metadataRevision isDeleted contactState viewerHasBlocked";
const VIEWER = `id email phone gender role twoFactorEnabled twoFactorMethods
  settings { emailDigest groupInvites lastSeen readReceipts }
  passkeys { id name } user { ${USER} avatar { id } covers { id } }`;
const SESSION = "id device isCurrent issuedBy provider createdAt";
const INVITATION = "conversationId name memberCount createdAt inviter { id }";
const CONVERSATION = `id kind name memberCount lastSeq peer { user { id } }
  viewerMembership { ${MEMBERSHIP} }`;

export interface Event {
  readonly __typename: string;
  readonly viewerRevision: number;
  readonly [name: string]: unknown;
}

/** All that events tell, with the selections that a query makes. */
export const VIEWER_EVENTS = `subscription ($since: Int) {
  viewerEvents(since: $since) {
    __typename
    ... on ViewerPosition { viewerRevision }
    ... on MembershipChanged { conversationId membership { ${MEMBERSHIP} } }
    ... on ConversationAppeared { conversation { ${CONVERSATION} } }
    ... on SettingsChanged { viewer { ${VIEWER} } }
    ... on ProfileChanged { viewer { ${VIEWER} } }
    ... on ViewerContactChanged { user { ${USER} } state }
    ... on InvitationChanged { conversationId invitation { ${INVITATION} } }
    ... on SessionChanged { sessionId session { ${SESSION} } }
  }
}`;

/** Which thing an event tells of. */
export function thingOf({ __typename, ...event }: Event): string {
  const named = event as Record<string, { id?: string } | string | undefined>;
  const id = (name: string): string => (named[name] as { id: string } | undefined)?.id ?? "";
  switch (__typename) {
    case "MembershipChanged":
    case "InvitationChanged":
      return `${__typename} ${named["conversationId"] as string}`;
    case "SessionChanged":
      return `${__typename} ${named["sessionId"] as string}`;
    case "ConversationAppeared":
      return `${__typename} ${id("conversation")}`;
    case "ViewerContactChanged":
      return `${__typename} ${id("user")}`;
    default:
      return __typename;
  }
}

/** The same thing by a fresh query. */
export async function fresh(url: string, token: string, event: Event): Promise<unknown> {
  const ask = (text: string): Promise<Answered> => asked(url, { token }, text);
  const { __typename, viewerRevision } = event;
  const [, id = ""] = thingOf(event).split(" ");
  switch (__typename) {
    case "MembershipChanged": {
      const { conversation } = await ask(
        `{ conversation(id: "${id}") { viewerMembership { ${MEMBERSHIP} } } }`,
      );
      const membership =
        (conversation as { viewerMembership: unknown } | null)?.viewerMembership ?? null;
      return { __typename, viewerRevision, conversationId: id, membership };
    }
    case "ConversationAppeared": {
      const found = await ask(`{ conversation(id: "${id}") { ${CONVERSATION} } }`);
      return { __typename, viewerRevision, ...found };
    }
    case "SettingsChanged":
    case "ProfileChanged":
      return { __typename, viewerRevision, ...(await ask(`{ viewer { ${VIEWER} } }`)) };
    case "ViewerContactChanged": {
      const { node } = await ask(`{ node(id: "${id}") { ... on User { ${USER} } } }`);
      const state = (node as { contactState: string }).contactState;
      return { __typename, viewerRevision, user: node, state };
    }
    case "InvitationChanged": {
      const { viewer } = await ask(`{ viewer { groupInvitations { nodes { ${INVITATION} } } } }`);
      const { nodes } = (viewer as { groupInvitations: { nodes: { conversationId: string }[] } })
        .groupInvitations;
      const invitation = nodes.find(({ conversationId }) => conversationId === id) ?? null;
      return { __typename, viewerRevision, conversationId: id, invitation };
    }
    case "SessionChanged": {
      const { viewer } = await ask(`{ viewer { sessions { ${SESSION} } } }`);
      const { sessions } = viewer as { sessions: { id: string }[] };
      const session = sessions.find((one) => one.id === id) ?? null;
      return { __typename, viewerRevision, sessionId: id, session };
    }
    default:
      throw new Error(`nothing is known of ${__typename}`);
  }
}
