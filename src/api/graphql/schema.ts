import type { GraphQLSchema } from "graphql";
import { buildSchemaSync, type ClassType } from "type-graphql";
import {
  admitDeclaredFields,
  guardRootFields,
  resolveNodeIds,
  type MutationWatch,
} from "./guard.js";
import { DateTime } from "./scalars.js";
import { showToSignedIn, type IdentifyHolder } from "./signed-in.js";

export interface SchemaHooks extends MutationWatch {
  readonly identify: IdentifyHolder;
}

/** `resolvers` are instances: whatever they need came by their constructors. */
export function createSchema(
  resolvers: readonly object[],
  { identify, ...watch }: SchemaHooks,
): GraphQLSchema {
  const instances = new Map(resolvers.map((resolver) => [resolver.constructor, resolver]));
  const classes = [...instances.keys()] as unknown as [ClassType, ...ClassType[]];
  const schema = buildSchemaSync({
    resolvers: classes,
    container: { get: (resolver: NewableFunction) => instances.get(resolver) },
    scalarsMap: [{ type: Date, scalar: DateTime }],
    // type-graphql asks for one wherever there is a subscription; ours all bring their own feed.
    pubSub: { publish: () => undefined, subscribe: noTopics },
    // Inputs are checked by GraphQL and by the services; class-validator would only echo them.
    validate: false,
  });
  describeRoots(schema);
  guardRootFields(schema, watch);
  showToSignedIn(schema, identify);
  resolveNodeIds(schema);
  admitDeclaredFields(schema);
  return schema;
}

/** type-graphql makes these three itself and takes no description for them. */
function describeRoots(schema: GraphQLSchema): void {
  const query = schema.getQueryType();
  const mutation = schema.getMutationType();
  const subscription = schema.getSubscriptionType();
  if (query)
    query.description =
      "Reads. All but serverInfo and viewer need an access token, or a service key.";
  if (mutation)
    mutation.description =
      "Writes, one after the other. All but those that lead to a login need an access token, or a service key.";
  if (subscription)
    subscription.description =
      "Over graphql-transport-ws only. All need an access token, or a service key that acts for somebody.";
}

function noTopics(): never {
  throw new Error("subscriptions here have a feed, not a topic");
}
