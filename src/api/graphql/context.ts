import type { Types } from "mongoose";
import type { Service } from "../../platform/core/service.js";
import type { RequestFacts } from "../../platform/core/request-scope.js";
import type { Viewer } from "../../platform/core/viewer.js";
import { AppError, ErrorCode } from "../../platform/core/errors.js";
import type { Feeds } from "./feeds.js";
import type { Charged } from "../../platform/limits/limits.js";
import type { Loaders } from "./loaders.js";

/** Made for each HTTP request and for each operation on a socket. */
export interface Context {
  /** Set where one result is shared by many: the context for what fields declare, and the message that it is about. */
  readonly shared?: { readonly context: Context; readonly messageId: Types.ObjectId | null };
  /** Below a mutation that signs somebody in it is they: see signed-in.ts, which alone sets it. */
  viewer: Viewer | null;
  /** The backend that asks: for itself where there is no viewer, else in their name. */
  readonly service: Service | null;
  /** `refused`: a token came that is not valid; all but signing in is then an error. */
  credentials: "none" | "valid" | "refused";
  /** By which its lines in the log are found. */
  readonly requestId: string;
  readonly ipAddress: string;
  /** What limits count by; null where they do not apply: on this machine, in development. */
  readonly network: string | null;
  /** Over HTTP: told which limits an operation was counted by, for its headers. */
  readonly onCharged: ((charged: Charged) => void) | null;
  /** Over HTTP: told that something was refused for now, for when it is answered. */
  readonly onRefused: (() => void) | null;
  /** On a socket: goes on as that viewer, who has a younger token; answers when that expires. */
  readonly renew: ((viewer: Viewer) => Date) | null;
  /** Caches for one execution: a subscription takes new ones for each event. */
  loaders: Loaders;
  readonly newLoaders: () => Loaders;
  /** What opens the subscriptions to what passes. */
  readonly feeds: Pick<Feeds, "get">;
}

export function requestOf({ requestId, ipAddress, viewer }: Context): RequestFacts {
  return { requestId, ipAddress, userId: viewer?.userId.toHexString() ?? null };
}

export function requireViewer(context: Context): Viewer {
  if (!context.viewer) throw unauthenticated(context);
  return context.viewer;
}

/** Null: a service, for itself. The guard has looked at its scope. */
export function actorOf(context: Context): Types.ObjectId | null {
  return context.service && !context.viewer ? null : requireViewer(context).userId;
}

/** Of a root field that is for services alone. */
export function requireService(context: Context): Service {
  if (!context.service) throw new AppError(ErrorCode.FORBIDDEN, "That is for services.");
  return context.service;
}

export function unauthenticated({ credentials, service }: Context): AppError {
  if (service)
    return new AppError(ErrorCode.FORBIDDEN, "A person asks that: name them with Act-As.");
  return new AppError(
    ErrorCode.UNAUTHENTICATED,
    credentials === "refused"
      ? "The access token is invalid or has expired."
      : "Sign in first: this needs an access token.",
  );
}
