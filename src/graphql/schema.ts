import type { GraphQLSchema } from "graphql";
import { buildSchemaSync, type ClassType } from "type-graphql";
import { admitDeclaredFields, guardRootFields, resolveNodeIds } from "./guard.js";
import { DateTime } from "./scalars.js";

/** `resolvers` are instances: whatever they need came by their constructors. */
export function createSchema(resolvers: readonly object[]): GraphQLSchema {
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
  guardRootFields(schema);
  resolveNodeIds(schema);
  admitDeclaredFields(schema);
  return schema;
}

function noTopics(): never {
  throw new Error("subscriptions here have a feed, not a topic");
}
