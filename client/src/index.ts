export { ConfabClient, type ConfabOptions } from "./client.js";
export { documentText, type Print, type TypedDocument } from "./document.js";
export { ConfabError, fromGraphQLError, toConfabError, type GraphQLErrorLike } from "./error.js";
export { ERROR_CODES, isErrorCode, type ConfabErrorCode, type ErrorCode } from "./error-code.js";
export type {
  CaughtUpFields,
  ChangeFields,
  EventFields,
  EventHandlers,
  ResyncFields,
} from "./feed.js";
export type { Fetch, RequestOptions } from "./http.js";
export { Outbox, type OutboxEntry, type OutboxOptions } from "./outbox.js";
export { Positions, type Position } from "./positions.js";
export { Session, type SessionEnd } from "./session.js";
export type { SocketStatus } from "./socket.js";
export { memoryStore, webStore, type Store } from "./store.js";
export type { Tokens } from "./token.js";
