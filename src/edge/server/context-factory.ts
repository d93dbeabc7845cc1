import type { Context } from "../../api/graphql/context.js";
import type { Loaders } from "../../api/graphql/loaders.js";
import { isLoopback, networkOf } from "../../platform/limits/network.js";
import type { Credentials } from "./authenticate.js";

interface Origin {
  readonly ipAddress: string;
  /** On a socket: see Context. */
  readonly renew?: Context["renew"];
}
export type ContextFactory = (credentials: Credentials, origin: Origin) => Context;

export interface ContextOptions {
  readonly newLoaders: () => Loaders;
  readonly feeds: Context["feeds"];
  /** False in development, where everybody comes from the own machine. */
  readonly limitLoopback: boolean;
}

export function createContextFactory(options: ContextOptions): ContextFactory {
  const { newLoaders, feeds, limitLoopback } = options;
  // Written out: V8 gives what is spread a hidden class of its own, half a kilobyte for each.
  return ({ viewer, credentials }, { ipAddress, renew }) => ({
    viewer,
    credentials,
    ipAddress,
    network: limitLoopback || !isLoopback(ipAddress) ? networkOf(ipAddress) : null,
    renew: renew ?? null,
    loaders: newLoaders(),
    newLoaders,
    feeds,
  });
}
