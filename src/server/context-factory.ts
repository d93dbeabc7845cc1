import { randomUUID } from "node:crypto";
import type { Context } from "../graphql/context.js";
import type { Loaders } from "../graphql/loaders.js";
import type { Credentials } from "./authenticate.js";

export type ContextFactory = (credentials: Credentials, ipAddress: string) => Context;

export function createContextFactory(newLoaders: () => Loaders): ContextFactory {
  return (credentials, ipAddress) => ({
    ...credentials,
    ipAddress,
    requestId: randomUUID(),
    loaders: newLoaders(),
    newLoaders,
  });
}
