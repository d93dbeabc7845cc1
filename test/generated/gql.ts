/* eslint-disable */
import * as types from './graphql.js';



/**
 * Map of all GraphQL operations in the project.
 *
 * This map has several performance disadvantages:
 * 1. It is not tree-shakeable, so it will include all operations in the project.
 * 2. It is not minifiable, so the string of a GraphQL query will be multiple times inside the bundle.
 * 3. It does not support dead code elimination, so it will add unused operations.
 *
 * Therefore it is highly recommended to use the babel or swc plugin for production.
 * Learn more about it here: https://the-guild.dev/graphql/codegen/plugins/presets/preset-client#reducing-bundle-size
 */
type Documents = {
    "mutation Signup($input: SignupInput!) {\n  signup(input: $input) {\n    expiresAt\n    resendAfter\n  }\n}\n\nmutation ConfirmEmail($input: ConfirmEmailInput!) {\n  confirmEmail(input: $input) {\n    tokens {\n      ...Tokens\n    }\n    viewer {\n      id\n      email\n    }\n  }\n}\n\nmutation Login($input: LoginInput!) {\n  login(input: $input) {\n    tokens {\n      ...Tokens\n    }\n    viewer {\n      id\n      user {\n        id\n        name\n      }\n    }\n  }\n}\n\nmutation Refresh($refreshToken: String!) {\n  refresh(refreshToken: $refreshToken) {\n    tokens {\n      ...Tokens\n    }\n    viewer {\n      id\n    }\n  }\n}\n\nmutation Logout {\n  logout\n}\n\nquery Viewer {\n  viewer {\n    id\n    email\n    role\n    user {\n      id\n      name\n    }\n  }\n}\n\nfragment Tokens on AuthTokens {\n  accessToken\n  accessTokenExpiresAt\n  refreshToken\n  refreshTokenExpiresAt\n  tokenType\n}": typeof types.SignupDocument,
    "mutation OpenDirectConversation($userId: ID!) {\n  openDirectConversation(userId: $userId) {\n    id\n    kind\n    lastSeq\n  }\n}\n\nmutation SendMessage($input: SendMessageInput!) {\n  sendMessage(input: $input) {\n    deduplicated\n    message {\n      ...MessageParts\n    }\n  }\n}\n\nquery Messages($conversationId: ID!, $first: Int, $after: String, $last: Int, $before: String, $around: ID) {\n  conversation(id: $conversationId) {\n    id\n    lastSeq\n    messages(\n      first: $first\n      after: $after\n      last: $last\n      before: $before\n      around: $around\n    ) {\n      nodes {\n        ...MessageParts\n      }\n      pageInfo {\n        hasNextPage\n        hasPreviousPage\n        startCursor\n        endCursor\n      }\n    }\n  }\n}\n\nsubscription MessageReceived($conversationId: ID, $since: [SeqPosition!]) {\n  messageReceived(conversationId: $conversationId, since: $since) {\n    ...MessageParts\n  }\n}\n\nfragment MessageParts on Message {\n  id\n  conversationId\n  seq\n  revision\n  body\n  clientMessageId\n  createdAt\n  sender {\n    id\n    name\n  }\n}": typeof types.OpenDirectConversationDocument,
};
const documents: Documents = {
    "mutation Signup($input: SignupInput!) {\n  signup(input: $input) {\n    expiresAt\n    resendAfter\n  }\n}\n\nmutation ConfirmEmail($input: ConfirmEmailInput!) {\n  confirmEmail(input: $input) {\n    tokens {\n      ...Tokens\n    }\n    viewer {\n      id\n      email\n    }\n  }\n}\n\nmutation Login($input: LoginInput!) {\n  login(input: $input) {\n    tokens {\n      ...Tokens\n    }\n    viewer {\n      id\n      user {\n        id\n        name\n      }\n    }\n  }\n}\n\nmutation Refresh($refreshToken: String!) {\n  refresh(refreshToken: $refreshToken) {\n    tokens {\n      ...Tokens\n    }\n    viewer {\n      id\n    }\n  }\n}\n\nmutation Logout {\n  logout\n}\n\nquery Viewer {\n  viewer {\n    id\n    email\n    role\n    user {\n      id\n      name\n    }\n  }\n}\n\nfragment Tokens on AuthTokens {\n  accessToken\n  accessTokenExpiresAt\n  refreshToken\n  refreshTokenExpiresAt\n  tokenType\n}": types.SignupDocument,
    "mutation OpenDirectConversation($userId: ID!) {\n  openDirectConversation(userId: $userId) {\n    id\n    kind\n    lastSeq\n  }\n}\n\nmutation SendMessage($input: SendMessageInput!) {\n  sendMessage(input: $input) {\n    deduplicated\n    message {\n      ...MessageParts\n    }\n  }\n}\n\nquery Messages($conversationId: ID!, $first: Int, $after: String, $last: Int, $before: String, $around: ID) {\n  conversation(id: $conversationId) {\n    id\n    lastSeq\n    messages(\n      first: $first\n      after: $after\n      last: $last\n      before: $before\n      around: $around\n    ) {\n      nodes {\n        ...MessageParts\n      }\n      pageInfo {\n        hasNextPage\n        hasPreviousPage\n        startCursor\n        endCursor\n      }\n    }\n  }\n}\n\nsubscription MessageReceived($conversationId: ID, $since: [SeqPosition!]) {\n  messageReceived(conversationId: $conversationId, since: $since) {\n    ...MessageParts\n  }\n}\n\nfragment MessageParts on Message {\n  id\n  conversationId\n  seq\n  revision\n  body\n  clientMessageId\n  createdAt\n  sender {\n    id\n    name\n  }\n}": types.OpenDirectConversationDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation Signup($input: SignupInput!) {\n  signup(input: $input) {\n    expiresAt\n    resendAfter\n  }\n}\n\nmutation ConfirmEmail($input: ConfirmEmailInput!) {\n  confirmEmail(input: $input) {\n    tokens {\n      ...Tokens\n    }\n    viewer {\n      id\n      email\n    }\n  }\n}\n\nmutation Login($input: LoginInput!) {\n  login(input: $input) {\n    tokens {\n      ...Tokens\n    }\n    viewer {\n      id\n      user {\n        id\n        name\n      }\n    }\n  }\n}\n\nmutation Refresh($refreshToken: String!) {\n  refresh(refreshToken: $refreshToken) {\n    tokens {\n      ...Tokens\n    }\n    viewer {\n      id\n    }\n  }\n}\n\nmutation Logout {\n  logout\n}\n\nquery Viewer {\n  viewer {\n    id\n    email\n    role\n    user {\n      id\n      name\n    }\n  }\n}\n\nfragment Tokens on AuthTokens {\n  accessToken\n  accessTokenExpiresAt\n  refreshToken\n  refreshTokenExpiresAt\n  tokenType\n}"): typeof import('./graphql.js').SignupDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation OpenDirectConversation($userId: ID!) {\n  openDirectConversation(userId: $userId) {\n    id\n    kind\n    lastSeq\n  }\n}\n\nmutation SendMessage($input: SendMessageInput!) {\n  sendMessage(input: $input) {\n    deduplicated\n    message {\n      ...MessageParts\n    }\n  }\n}\n\nquery Messages($conversationId: ID!, $first: Int, $after: String, $last: Int, $before: String, $around: ID) {\n  conversation(id: $conversationId) {\n    id\n    lastSeq\n    messages(\n      first: $first\n      after: $after\n      last: $last\n      before: $before\n      around: $around\n    ) {\n      nodes {\n        ...MessageParts\n      }\n      pageInfo {\n        hasNextPage\n        hasPreviousPage\n        startCursor\n        endCursor\n      }\n    }\n  }\n}\n\nsubscription MessageReceived($conversationId: ID, $since: [SeqPosition!]) {\n  messageReceived(conversationId: $conversationId, since: $since) {\n    ...MessageParts\n  }\n}\n\nfragment MessageParts on Message {\n  id\n  conversationId\n  seq\n  revision\n  body\n  clientMessageId\n  createdAt\n  sender {\n    id\n    name\n  }\n}"): typeof import('./graphql.js').OpenDirectConversationDocument;


export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}
