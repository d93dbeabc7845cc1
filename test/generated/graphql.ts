/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
export type ConfirmEmailInput = {
  /** The eight digits from the mail. */
  code: string;
  /** A name for this device in the list of sessions. */
  device?: string | null | undefined;
  email: string;
};

export type ConversationKind =
  | 'DIRECT'
  | 'GROUP';

export type Gender =
  | 'FEMALE'
  | 'MALE'
  | 'UNSPECIFIED';

export type LoginInput = {
  /** A name for this device in the list of sessions. */
  device?: string | null | undefined;
  email?: string | null | undefined;
  password: string;
};

/** What an account may do on this server. */
export type Role =
  | 'ADMIN'
  | 'SUPER_ADMIN'
  | 'USER';

/** Exactly one of conversationId and userId; userId opens the direct conversation where there is none yet. */
export type SendMessageInput = {
  /** At most 10,000 characters. */
  body?: string | null | undefined;
  /** Chosen by the client for each message and kept over retries: one id, one message. */
  clientMessageId: string | number;
  conversationId?: string | number | null | undefined;
  userId?: string | number | null | undefined;
};

/** The last message that a client has of a conversation. */
export type SeqPosition = {
  conversationId: string | number;
  seq: number;
};

export type SignupInput = {
  email: string;
  gender?: Gender | null | undefined;
  name: string;
  /** 10 to 128 characters. */
  password: string;
};

export type SignupMutationVariables = Exact<{
  input: SignupInput;
}>;


export type SignupMutation = { signup: { expiresAt: string, resendAfter: string } };

export type ConfirmEmailMutationVariables = Exact<{
  input: ConfirmEmailInput;
}>;


export type ConfirmEmailMutation = { confirmEmail: { tokens: { accessToken: string, accessTokenExpiresAt: string, refreshToken: string, refreshTokenExpiresAt: string, tokenType: string } | null, viewer: { id: string, email: string } | null } };

export type LoginMutationVariables = Exact<{
  input: LoginInput;
}>;


export type LoginMutation = { login: { tokens: { accessToken: string, accessTokenExpiresAt: string, refreshToken: string, refreshTokenExpiresAt: string, tokenType: string } | null, viewer: { id: string, user: { id: string, name: string } } | null } };

export type RefreshMutationVariables = Exact<{
  refreshToken: string;
}>;


export type RefreshMutation = { refresh: { tokens: { accessToken: string, accessTokenExpiresAt: string, refreshToken: string, refreshTokenExpiresAt: string, tokenType: string } | null, viewer: { id: string } | null } };

export type LogoutMutationVariables = Exact<{ [key: string]: never; }>;


export type LogoutMutation = { logout: boolean };

export type ViewerQueryVariables = Exact<{ [key: string]: never; }>;


export type ViewerQuery = { viewer: { id: string, email: string, role: Role, user: { id: string, name: string } } | null };

export type TokensFragment = { accessToken: string, accessTokenExpiresAt: string, refreshToken: string, refreshTokenExpiresAt: string, tokenType: string };

export type OpenDirectConversationMutationVariables = Exact<{
  userId: string | number;
}>;


export type OpenDirectConversationMutation = { openDirectConversation: { id: string, kind: ConversationKind, lastSeq: number } };

export type SendMessageMutationVariables = Exact<{
  input: SendMessageInput;
}>;


export type SendMessageMutation = { sendMessage: { deduplicated: boolean, message: { id: string, conversationId: string, seq: number, revision: number, body: string | null, clientMessageId: string | null, createdAt: string, sender: { id: string, name: string } | null } } };

export type MessagesQueryVariables = Exact<{
  conversationId: string | number;
  first?: number | null | undefined;
  after?: string | null | undefined;
  last?: number | null | undefined;
  before?: string | null | undefined;
  around?: string | number | null | undefined;
}>;


export type MessagesQuery = { conversation: { id: string, lastSeq: number, messages: { nodes: Array<{ id: string, conversationId: string, seq: number, revision: number, body: string | null, clientMessageId: string | null, createdAt: string, sender: { id: string, name: string } | null }>, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null } } } | null };

export type MessageReceivedSubscriptionVariables = Exact<{
  conversationId?: string | number | null | undefined;
  since?: Array<SeqPosition> | SeqPosition | null | undefined;
}>;


export type MessageReceivedSubscription = { messageReceived: { id: string, conversationId: string, seq: number, revision: number, body: string | null, clientMessageId: string | null, createdAt: string, sender: { id: string, name: string } | null } };

export type MessagePartsFragment = { id: string, conversationId: string, seq: number, revision: number, body: string | null, clientMessageId: string | null, createdAt: string, sender: { id: string, name: string } | null };

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}
export const TokensFragmentDoc = new TypedDocumentString(`
    fragment Tokens on AuthTokens {
  accessToken
  accessTokenExpiresAt
  refreshToken
  refreshTokenExpiresAt
  tokenType
}
    `, {"fragmentName":"Tokens"}) as unknown as TypedDocumentString<TokensFragment, unknown>;
export const MessagePartsFragmentDoc = new TypedDocumentString(`
    fragment MessageParts on Message {
  id
  conversationId
  seq
  revision
  body
  clientMessageId
  createdAt
  sender {
    id
    name
  }
}
    `, {"fragmentName":"MessageParts"}) as unknown as TypedDocumentString<MessagePartsFragment, unknown>;
export const SignupDocument = new TypedDocumentString(`
    mutation Signup($input: SignupInput!) {
  signup(input: $input) {
    expiresAt
    resendAfter
  }
}
    `) as unknown as TypedDocumentString<SignupMutation, SignupMutationVariables>;
export const ConfirmEmailDocument = new TypedDocumentString(`
    mutation ConfirmEmail($input: ConfirmEmailInput!) {
  confirmEmail(input: $input) {
    tokens {
      ...Tokens
    }
    viewer {
      id
      email
    }
  }
}
    fragment Tokens on AuthTokens {
  accessToken
  accessTokenExpiresAt
  refreshToken
  refreshTokenExpiresAt
  tokenType
}`) as unknown as TypedDocumentString<ConfirmEmailMutation, ConfirmEmailMutationVariables>;
export const LoginDocument = new TypedDocumentString(`
    mutation Login($input: LoginInput!) {
  login(input: $input) {
    tokens {
      ...Tokens
    }
    viewer {
      id
      user {
        id
        name
      }
    }
  }
}
    fragment Tokens on AuthTokens {
  accessToken
  accessTokenExpiresAt
  refreshToken
  refreshTokenExpiresAt
  tokenType
}`) as unknown as TypedDocumentString<LoginMutation, LoginMutationVariables>;
export const RefreshDocument = new TypedDocumentString(`
    mutation Refresh($refreshToken: String!) {
  refresh(refreshToken: $refreshToken) {
    tokens {
      ...Tokens
    }
    viewer {
      id
    }
  }
}
    fragment Tokens on AuthTokens {
  accessToken
  accessTokenExpiresAt
  refreshToken
  refreshTokenExpiresAt
  tokenType
}`) as unknown as TypedDocumentString<RefreshMutation, RefreshMutationVariables>;
export const LogoutDocument = new TypedDocumentString(`
    mutation Logout {
  logout
}
    `) as unknown as TypedDocumentString<LogoutMutation, LogoutMutationVariables>;
export const ViewerDocument = new TypedDocumentString(`
    query Viewer {
  viewer {
    id
    email
    role
    user {
      id
      name
    }
  }
}
    `) as unknown as TypedDocumentString<ViewerQuery, ViewerQueryVariables>;
export const OpenDirectConversationDocument = new TypedDocumentString(`
    mutation OpenDirectConversation($userId: ID!) {
  openDirectConversation(userId: $userId) {
    id
    kind
    lastSeq
  }
}
    `) as unknown as TypedDocumentString<OpenDirectConversationMutation, OpenDirectConversationMutationVariables>;
export const SendMessageDocument = new TypedDocumentString(`
    mutation SendMessage($input: SendMessageInput!) {
  sendMessage(input: $input) {
    deduplicated
    message {
      ...MessageParts
    }
  }
}
    fragment MessageParts on Message {
  id
  conversationId
  seq
  revision
  body
  clientMessageId
  createdAt
  sender {
    id
    name
  }
}`) as unknown as TypedDocumentString<SendMessageMutation, SendMessageMutationVariables>;
export const MessagesDocument = new TypedDocumentString(`
    query Messages($conversationId: ID!, $first: Int, $after: String, $last: Int, $before: String, $around: ID) {
  conversation(id: $conversationId) {
    id
    lastSeq
    messages(
      first: $first
      after: $after
      last: $last
      before: $before
      around: $around
    ) {
      nodes {
        ...MessageParts
      }
      pageInfo {
        hasNextPage
        hasPreviousPage
        startCursor
        endCursor
      }
    }
  }
}
    fragment MessageParts on Message {
  id
  conversationId
  seq
  revision
  body
  clientMessageId
  createdAt
  sender {
    id
    name
  }
}`) as unknown as TypedDocumentString<MessagesQuery, MessagesQueryVariables>;
export const MessageReceivedDocument = new TypedDocumentString(`
    subscription MessageReceived($conversationId: ID, $since: [SeqPosition!]) {
  messageReceived(conversationId: $conversationId, since: $since) {
    ...MessageParts
  }
}
    fragment MessageParts on Message {
  id
  conversationId
  seq
  revision
  body
  clientMessageId
  createdAt
  sender {
    id
    name
  }
}`) as unknown as TypedDocumentString<MessageReceivedSubscription, MessageReceivedSubscriptionVariables>;