import type { AdministrationService } from "../account/administration/administration.service.js";
import type { FollowerFigures } from "../adapters/prometheus.js";
import type { Mongo } from "../adapters/mongo.js";
import { webhookPosts } from "../adapters/webhook-posts.js";
import type { NodeSource } from "../api/graphql/node.resolver.js";
import { FollowerPosition } from "../chat/followers/follower-position.model.js";
import { FollowerPositions } from "../chat/followers/follower-positions.js";
import { Follower } from "../chat/followers/follower.model.js";
import { Followers } from "../chat/followers/followers.service.js";
import { FreshStart } from "../chat/followers/fresh-start.js";
import { LogStart } from "../chat/followers/log-start.js";
import { NewsFinder } from "../chat/followers/news-finder.js";
import { Changes } from "../chat/log/changes.js";
import type { LogHeads } from "../chat/log/log-heads.js";
import type { LogStore } from "../chat/log/log-store.js";
import type { Message } from "../chat/log/message.model.js";
import type { Conversation } from "../chat/membership/conversation.model.js";
import { ExternalIds } from "../integration/server-events/external-ids.js";
import { WebhookDelivery } from "../integration/webhooks/webhook-delivery.js";
import { WebhookRow } from "../integration/webhooks/webhook-row.model.js";
import { webhookNodes } from "../integration/webhooks/webhook-nodes.js";
import { WebhookResolver } from "../integration/webhooks/webhook.resolver.js";
import { WebhookService } from "../integration/webhooks/webhook.service.js";
import type { Config } from "../platform/config/config.types.js";
import type { OnFault } from "../platform/core/fault.js";
import { toId } from "../platform/core/id.js";
import type { Hint } from "../platform/hints/hint.js";
import { derivedKeys } from "../platform/secrets/derived-keys.js";
import { Vault } from "../platform/secrets/vault.js";
import type { Model, Types } from "mongoose";
import type { Cursors } from "../api/graphql/cursor.js";
import type { Feeds } from "../api/graphql/feeds.js";
import type { LiveSource } from "../live/realtime/live-engine.js";
import { createServerEvents } from "./server-events.js";
import { createPush, type PushParts } from "./push.js";

export interface IntegrationDependencies {
  readonly config: Config;
  readonly mongo: Mongo;
  readonly store: LogStore;
  readonly heads: LogHeads;
  readonly conversations: Model<Conversation>;
  readonly messages: Model<Message>;
  /** By the database's clock, and by that of what is due later. */
  readonly clock: { readonly database: () => Date; readonly due: () => Date };
  readonly administration: Pick<AdministrationService, "require">;
  readonly onFault: OnFault;
  readonly push: PushParts;
  readonly cursors: Cursors;
  readonly feeds: Feeds;
  /** Tells the other nodes. */
  readonly publish: (hint: Hint) => void;
}

export interface Integration {
  readonly resolvers: readonly object[];
  readonly nodes: readonly NodeSource[];
  /** All logs as one, as it is followed live. */
  readonly live: LiveSource;
  /** Told each hint of this node. */
  hear(hint: Hint): void;
  /** How far behind each kind of followers is: the worst of it. */
  lags(): Promise<readonly FollowerFigures[]>;
  /** For whoever is erased. May be repeated. */
  forget(userId: Types.ObjectId): Promise<void>;
  start(): void;
  stop(): Promise<void>;
}

/** The part of the composition root that follows all logs, and tells backends of them. */
export function createIntegration(deps: IntegrationDependencies): Integration {
  const { config, mongo, store, heads, conversations, clock, administration, onFault } = deps;
  const rows = mongo.model(FollowerPosition, "FollowerPosition", "follower_positions");
  const positions = new FollowerPositions(rows, clock.due);
  const rowsOfAll = mongo.model(Follower, "Follower", "followers");
  const finding = { conversations, followers: rowsOfAll, positions, now: clock.database };
  const followers = new Followers({
    ...{ followers: rowsOfAll, positions, store, onFault },
    changes: new Changes(deps.messages),
    start: new LogStart(store, heads),
    fresh: new FreshStart({ messages: deps.messages, heads, positions }),
    now: clock.due,
    finder: () => new NewsFinder(finding),
  });
  const { allowPrivate, retryMinMs: minMs, retryMaxMs: maxMs } = config.webhooks;
  const requests = webhookPosts(config.webhooks);
  const webhooks = {
    rows: mongo.model(WebhookRow, "Webhook", "webhooks"),
    vault: new Vault(derivedKeys(config.dataKeys, "webhooks")),
    now: clock.database,
  };
  const named = { users: deps.push.users, conversations: deps.push.conversations };
  const isPaused = (name: string): Promise<boolean> => followers.isPaused(name);
  const externalIds = new ExternalIds(named);
  const delivering = { ...webhooks, externalIds, requests, isPaused, retry: { minMs, maxMs } };
  followers.serve("webhook", (name) => new WebhookDelivery(delivering, name));
  const events = createServerEvents({
    ...{ ...named, mongo, store, followers, keepMs: config.serverEventsKeepMs },
    ...{ cursors: deps.cursors, feeds: deps.feeds, publish: deps.publish, now: clock.database },
  });
  const service = new WebhookService({ ...webhooks, followers, allowPrivate });
  const push = createPush({
    ...{ ...deps.push, config, mongo, store, followers, clock, onFault },
  });
  return {
    resolvers: [
      new WebhookResolver(service, administration),
      ...events.resolvers,
      ...push.resolvers,
    ],
    live: events.live,
    nodes: [webhookNodes(service), ...push.nodes],
    forget: (userId) => push.forget(userId),
    hear(hint) {
      if (hint.kind === "log") followers.hear(toId(hint.conversationId), hint.revision);
    },
    lags: () => followers.byKind(),
    start() {
      push.start();
      followers.start();
    },
    async stop() {
      await followers.stop();
      await push.stop();
      requests.stop();
    },
  };
}
