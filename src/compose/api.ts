import type { GraphQLSchema } from "graphql";
import type { Logger } from "../adapters/logger.js";
import { isDatabaseOutage } from "../adapters/mongo.js";
import type { Config } from "../platform/config/config.js";
import { LazyLoaders } from "../api/graphql/loaders.js";
import { NodeResolver } from "../api/graphql/node.resolver.js";
import { createPresentError, type PresentError } from "../api/graphql/present-error.js";
import { createSchema } from "../api/graphql/schema.js";
import { ServerInfoResolver } from "../api/graphql/server-info.resolver.js";
import { Joined } from "../platform/core/joined.js";
import type { HintBus } from "../platform/hints/hint.js";
import { LiveEngine } from "../live/realtime/live-engine.js";
import { createContextFactory, type ContextFactory } from "../edge/server/context-factory.js";
import { RecentPeople } from "../people/users/recent-people.js";
import type { Chat } from "./chat.js";
import type { Identity } from "./identity.js";
import type { Media } from "./media.js";
import { serverInfo } from "./server-info.js";

export interface ApiParts {
  readonly config: Config;
  readonly logger: Logger;
  readonly bus: HintBus;
  readonly identity: Identity;
  readonly chat: Chat;
  readonly media: Media;
}

export interface Api {
  readonly schema: GraphQLSchema;
  readonly present: PresentError;
  readonly newContext: ContextFactory;
  readonly engine: LiveEngine;
}

/** The schema over all features, and what executes it: for requests, and for what is pushed. */
export function createApi({ config, logger, bus, identity, chat, media }: ApiParts): Api {
  const { users, contacts } = identity;
  const schema = createSchema([
    ...identity.resolvers,
    ...chat.resolvers,
    ...media.resolvers,
    new NodeResolver([
      { typename: "User", find: (ids) => users.findKnown(ids.map((id) => id.toHexString())) },
      ...chat.nodes,
    ]),
    new ServerInfoResolver(serverInfo(config)),
  ]);
  const present = createPresentError({
    isOutage: isDatabaseOutage,
    log: ({ error, requestId }) => logger.error({ err: error, requestId }, "request failed"),
    suggestions: config.mode !== "production",
  });
  const { attachments } = media;
  const sources = { contacts, attachments, ...chat.sources };
  const surroundings = {
    awareness: chat.awareness,
    limitLoopback: config.mode === "production",
  };
  const newContext = createContextFactory({
    newLoaders: () => new LazyLoaders({ users, ...sources }),
    ...surroundings,
  });
  // Many events of as many conversations are rendered at the same time, each on its own.
  const together = new Joined((ids: readonly string[]) => chat.sources.conversations.findMany(ids));
  const live = {
    ...sources,
    users: new RecentPeople(users),
    conversations: {
      findMany: (ids: readonly string[]) => Promise.all(ids.map((id) => together.ask(id))),
    },
  };
  const newLiveContext = createContextFactory({
    newLoaders: () => new LazyLoaders(live),
    ...surroundings,
  });
  const engine = new LiveEngine({
    ...chat.live,
    schema,
    bus,
    present,
    newContext: (viewer) => newLiveContext({ viewer, credentials: "valid" }, { ipAddress: "" }),
  });
  return { schema, present, newContext, engine };
}
