import type { GraphQLSchema } from "graphql";
import type { Logger } from "../adapters/logger.js";
import { isDatabaseOutage } from "../adapters/mongo.js";
import type { SecurityLog } from "../platform/audit/security-log.js";
import type { Viewer } from "../platform/core/viewer.js";
import type { Context } from "../api/graphql/context.js";
import type { Config } from "../platform/config/config.types.js";
import { LazyLoaders, LoaderRegistry } from "../api/graphql/loaders.js";
import { NodeResolver } from "../api/graphql/node.resolver.js";
import { createPresentError, type PresentError } from "../api/graphql/present-error.js";
import { createSchema } from "../api/graphql/schema.js";
import { ServerInfoResolver } from "../api/graphql/server-info.resolver.js";
import { Batcher } from "../platform/core/batcher.js";
import type { OnFault } from "../platform/core/fault.js";
import type { HintBus } from "../platform/hints/hint.js";
import { LiveEngines } from "../live/realtime/live-engines.js";
import { LiveEngine } from "../live/realtime/live-engine.js";
import { createContextFactory, type ContextFactory } from "../edge/server/context-factory.js";
import { conversationById } from "../chat/membership/membership-loaders.js";
import { userById } from "../people/users/user-loaders.js";
import { RecentPeople } from "../people/users/recent-people.js";
import type { Budgets } from "./budgets.js";
import type { Chat } from "./chat.types.js";
import type { Identity } from "./identity.types.js";
import type { DataExports } from "./data-exports.js";
import type { Integration } from "./integration.js";
import type { Media } from "./media.js";
import { serverInfo } from "./server-info.js";

export interface ApiDependencies {
  readonly config: Config;
  readonly logger: Logger;
  readonly security: SecurityLog;
  readonly bus: HintBus;
  readonly onFault: OnFault;
  readonly identity: Identity;
  readonly chat: Chat;
  readonly media: Media;
  readonly integration: Pick<Integration, "resolvers" | "nodes" | "live">;
  readonly dataExports: Pick<DataExports, "resolvers">;
  readonly budgets: Budgets;
}

export interface Api {
  readonly schema: GraphQLSchema;
  readonly present: PresentError;
  readonly newContext: ContextFactory;
  readonly engine: LiveEngines;
}

/** What clients ask for with nobody in front of them. */
const BY_ITSELF = new Set(["markDelivered", "refresh", "registerPushTarget"]);
/** Of events, which nobody asks for. */
const NO_REQUEST = { requestId: "", ipAddress: "" };

/** The schema over all features, and what executes it: for requests, and for what is pushed. */
export function createApi(deps: ApiDependencies): Api {
  const { config, logger, security, bus, onFault, identity, chat, media, integration, budgets } =
    deps;
  const { users } = identity;
  const resolvers = [
    ...identity.resolvers,
    ...chat.resolvers,
    ...media.resolvers,
    ...integration.resolvers,
    ...deps.dataExports.resolvers,
    new NodeResolver([
      { typename: "User", find: (ids) => users.findKnown(ids.map((id) => id.toHexString())) },
      ...identity.nodes,
      ...chat.nodes,
      ...integration.nodes,
    ]),
    new ServerInfoResolver(serverInfo(config, budgets)),
  ];
  const schema = createSchema(resolvers, {
    limit: (field, args, context) => {
      const { viewer, service } = context;
      if (viewer && !service && !BY_ITSELF.has(field)) chat.connections.act(viewer.userId);
      return budgets.limitMutation(field, args, context);
    },
    identify: (authorization, role) => identity.holderOf(authorization, role),
    act: (act, carryOut) => identity.serviceActs.within(act, carryOut),
  });
  const present = createPresentError({
    isOutage: isDatabaseOutage,
    log: ({ error, requestId }) => logger.error({ err: error, requestId }, "request failed"),
    onRefused: (refusal, request) => security.tell({ event: "REFUSED", ...refusal }, request),
    suggestions: config.introspection,
  });
  const surroundings = {
    feeds: chat.feeds,
    limitLoopback: config.mode === "production",
  };
  const newContext = createContextFactory({
    newLoaders: () => new LazyLoaders(chat.loaders),
    ...surroundings,
  });
  // Many events of as many conversations are rendered at the same time, each on its own.
  const batcher = new Batcher((ids: readonly string[]) => chat.conversations.findMany(ids));
  const recentPeople = new RecentPeople(users);
  const liveLoaders = new LoaderRegistry(chat.loaders)
    .set(userById, (ids) => recentPeople.findShown(ids))
    .set(conversationById, (ids) => Promise.all(ids.map((id) => batcher.ask(id))));
  const newLiveContext = createContextFactory({
    newLoaders: () => new LazyLoaders(liveLoaders),
    ...surroundings,
  });
  const common = { schema, bus, onFault, present };
  const contextOf =
    (make: ContextFactory) =>
    (viewer: Viewer): Context =>
      make({ viewer, service: null, credentials: "valid" }, NO_REQUEST);
  const engine = new LiveEngines({
    conversations: new LiveEngine({
      ...{ ...common, ...chat.live.conversations, newContext: contextOf(newLiveContext) },
    }),
    // An event of one's own shows what it tells of as it is now, and not as it was a moment ago.
    viewer: new LiveEngine({
      ...{ ...common, ...chat.live.viewer, newContext: contextOf(newContext) },
    }),
    server: new LiveEngine({
      ...{ ...common, ...integration.live, newContext: contextOf(newContext) },
    }),
  });
  return { schema, present, newContext, engine };
}
