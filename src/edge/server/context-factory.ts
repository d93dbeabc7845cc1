import type { Context } from "../../api/graphql/context.js";
import type { Loaders } from "../../api/graphql/loaders.js";
import { isLoopback, networkOf } from "../../platform/limits/network.js";
import type { Payer } from "../../platform/limits/work-budget.js";
import type { Credentials } from "./authenticate.js";

interface Origin {
  readonly requestId: string;
  readonly ipAddress: string;
  /** On a socket: see Context. */
  readonly renew?: Context["renew"];
  /** Both over HTTP: see Context. */
  readonly onCharged?: Context["onCharged"];
  readonly onRefused?: Context["onRefused"];
}
export type ContextFactory = (
  credentials: Omit<Credentials, "expiresAt">,
  origin: Origin,
) => Context;

export interface ContextDependencies {
  readonly newLoaders: () => Loaders;
  readonly feeds: Context["feeds"];
  /** False in development, where everybody comes from this machine. */
  readonly limitLoopback: boolean;
}

/** Who pays for what is asked in this context. */
export function payerOf({
  viewer,
  service,
  ipAddress,
}: Pick<Context, "viewer" | "service" | "ipAddress">): Payer {
  const keyId = service?.keyId.toHexString() ?? null;
  return { userId: viewer?.userId.toHexString() ?? null, ipAddress, keyId };
}

export function createContextFactory(deps: ContextDependencies): ContextFactory {
  const { newLoaders, feeds, limitLoopback } = deps;
  // Written out: V8 gives what is spread a hidden class of its own, half a kilobyte for each.
  return (
    { viewer, service, credentials },
    { requestId, ipAddress, renew, onCharged, onRefused },
  ) => ({
    viewer,
    service,
    credentials,
    requestId,
    ipAddress,
    network: limitLoopback || !isLoopback(ipAddress) ? networkOf(ipAddress) : null,
    renew: renew ?? null,
    onCharged: onCharged ?? null,
    onRefused: onRefused ?? null,
    loaders: newLoaders(),
    newLoaders,
    feeds,
  });
}
