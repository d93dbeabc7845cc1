export { ConfabClient } from "./client.js";
export type { ConfabOptions } from "./options.js";
export { documentText, type Print, type TypedDocument } from "./document.js";
export { ConfabError, fromGraphQLError, toConfabError, type GraphQLErrorLike } from "./error.js";
export { ERROR_CODES, isErrorCode, type ConfabErrorCode, type ErrorCode } from "./error-code.js";
export type {
  CaughtUpFields,
  ChangeFields,
  EventFields,
  EventHandlers,
  ResyncFields,
  MessageHandlers,
  ViewerEventFields,
  ViewerHandlers,
} from "./follow.types.js";
export type { Fallback, FallbackParts, SecondWay } from "./fallback.js";
export type { FeedHandlers } from "./feed.js";
export type { HandlerFailure } from "./handover.js";
export type { Fetch, RequestOptions } from "./http.js";
export { Outbox, type OutboxEntry, type OutboxOptions } from "./outbox.js";
export { createPositions } from "./positions.js";
export type { FeedPositions, Position, Positions, PositionsOptions } from "./positions.types.js";
export type { Session, SessionEnd } from "./session.js";
export type { SocketStatus } from "./socket-status.js";
export { memoryStore, webStore, type Store } from "./store.js";
export type { BroughtToken, Tokens } from "./token.js";
