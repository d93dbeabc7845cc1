import { randomUUID } from "node:crypto";
import type { Awareness, Context } from "../graphql/context.js";
import type { Loaders } from "../graphql/loaders.js";
import { isLoopback, networkOf } from "../limits/network.js";
import type { Credentials } from "./authenticate.js";

interface Origin {
  readonly ipAddress: string;
  /** On a socket: see Context. */
  readonly renew?: Context["renew"];
}
export type ContextFactory = (credentials: Credentials, origin: Origin) => Context;

export interface ContextOptions {
  readonly newLoaders: () => Loaders;
  readonly awareness: Awareness;
  /** False in development, where everybody comes from the own machine. */
  readonly limitLoopback: boolean;
}

export function createContextFactory(options: ContextOptions): ContextFactory {
  const { newLoaders, awareness, limitLoopback } = options;
  return (credentials, { ipAddress, renew }) => ({
    ...credentials,
    ipAddress,
    network: limitLoopback || !isLoopback(ipAddress) ? networkOf(ipAddress) : null,
    renew: renew ?? null,
    requestId: randomUUID(),
    loaders: newLoaders(),
    newLoaders,
    awareness,
  });
}
