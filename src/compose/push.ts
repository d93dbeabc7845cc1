import type { Types } from "mongoose";
import type { Mongo } from "../adapters/mongo.js";
import { apnsPushes } from "../adapters/apns.js";
import { expoPushes } from "../adapters/expo-push.js";
import { fcmPushes } from "../adapters/fcm.js";
import { webPushes } from "../adapters/web-push.js";
import { webhookPosts } from "../adapters/webhook-posts.js";
import type { NodeSource } from "../api/graphql/node.resolver.js";
import type { Followers } from "../chat/followers/followers.service.js";
import { PushDelivery } from "../integration/push/push-delivery.js";
import { PushFollower } from "../integration/push/push-follower.js";
import { PushNewsReader, type PushNewsDependencies } from "../integration/push/push-news.js";
import { pushTargetNodes } from "../integration/push/push-nodes.js";
import { PushRow } from "../integration/push/push-row.model.js";
import { PushRows } from "../integration/push/push-rows.js";
import type { PushSender } from "../integration/push/push-sender.js";
import { PushTargetRow } from "../integration/push/push-target.model.js";
import { PushTargetService } from "../integration/push/push-target.service.js";
import { PushTargets } from "../integration/push/push-targets.js";
import { PushResolver } from "../integration/push/push.resolver.js";
import type { MemberViewService } from "../chat/log/member-view.service.js";
import type { Config } from "../platform/config/config.types.js";
import { PushKind } from "../platform/core/push.js";
import type { OnFault } from "../platform/core/fault.js";
import { derivedKeys } from "../platform/secrets/derived-keys.js";
import { Vault } from "../platform/secrets/vault.js";

/** What of the other parts it looks at. */
export interface PushParts extends Omit<
  PushNewsDependencies,
  "memberViews" | "store" | "payload" | "graceMs" | "now"
> {
  readonly memberViews: MemberViewService;
  readonly isLive: (userId: Types.ObjectId, sessionId: Types.ObjectId) => Promise<boolean>;
}

export interface PushDependencies extends PushParts, Pick<PushNewsDependencies, "store"> {
  readonly config: Config;
  readonly mongo: Mongo;
  readonly followers: Followers;
  readonly clock: { readonly database: () => Date; readonly due: () => Date };
  readonly onFault: OnFault;
}

export interface Push {
  readonly resolvers: readonly object[];
  readonly nodes: readonly NodeSource[];
  forget(userId: Types.ObjectId): Promise<void>;
  start(): void;
  stop(): Promise<void>;
}

/** The part of the composition root that tells devices whose app is closed. */
export function createPush(deps: PushDependencies): Push {
  const { config, mongo, followers, clock, onFault, isLive } = deps;
  const { payload, graceMs, retryMinMs: minMs, retryMaxMs: maxMs } = config.push;
  const retry = { minMs, maxMs };
  const now = clock.due;
  const vault = new Vault(derivedKeys(config.dataKeys, "push targets"));
  const targets = new PushTargets(mongo.model(PushTargetRow, "PushTarget", "push_targets"), vault);
  const rows = new PushRows(mongo.model(PushRow, "PushRow", "pushes"), now);
  const senders = sendersOf(config);
  const delivery = new PushDelivery({
    ...{ rows, targets, senders, retry, isLive, now, onFault },
    news: new PushNewsReader({ ...deps, payload, graceMs, now }),
  });
  const { memberViews } = deps;
  const wake = delivery.wake;
  if (senders.size > 0)
    followers.serve(
      "push",
      () => new PushFollower({ memberViews, targets, rows, retry, now, wake }),
    );
  const service = new PushTargetService({
    ...{ targets, followers, payload, isLive, now: clock.database },
    kinds: new Set(senders.keys()),
    allowPrivate: config.webhooks.allowPrivate,
  });
  return {
    resolvers: [new PushResolver(service)],
    nodes: [pushTargetNodes(service)],
    forget: (userId) => targets.forget(userId),
    start() {
      if (senders.size > 0) delivery.start();
    },
    async stop() {
      await delivery.stop();
      for (const sender of senders.values()) sender.stop();
    },
  };
}

function sendersOf({ push, webhooks }: Config): ReadonlyMap<PushKind, PushSender> {
  const senders = new Map<PushKind, PushSender>();
  const bounds = { ...webhooks, timeoutMs: push.timeoutMs };
  if (push.vapid) senders.set(PushKind.WEB, webPushes(push.vapid, webhookPosts(bounds)));
  const { fcm, apns, expo, timeoutMs } = push;
  if (fcm) senders.set(PushKind.FCM, fcmPushes(fcm, timeoutMs));
  if (apns) senders.set(PushKind.APNS, apnsPushes(apns, timeoutMs));
  if (expo) senders.set(PushKind.EXPO, expoPushes(expo, timeoutMs));
  return senders;
}
