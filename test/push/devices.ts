import {
  PushTargetsDocument,
  RegisterPushTargetDocument,
  type PushPayload,
  type PushTargetPartsFragment,
} from "../generated/graphql.js";
import type { TestApp } from "../support/app.js";
import { ask } from "../support/conversations.js";
import type { Person } from "../support/people.js";
import type { Subscription, WebPushService } from "../support/web-push-service.js";

/** 32 bytes that are a private key of P-256. */
export const VAPID_PRIVATE_KEY = "ADXSMv5pIjPyVd1ZhSg4KUl3XqcHzW8kfVQCXGzVvLk";
/** Nobody waits here for whoever is connected; the tests of that say otherwise. */
export const PUSH = { VAPID_PRIVATE_KEY, WEBHOOK_ALLOW_PRIVATE: "on", PUSH_GRACE_SECONDS: "0" };

export interface Device extends Subscription {
  readonly targetId: string;
}

/** The browser of somebody's login, which has subscribed. */
export async function browserOf(
  app: TestApp,
  service: WebPushService,
  person: Pick<Person, "token">,
  payload?: PushPayload,
): Promise<Device> {
  const subscription = service.subscribe();
  const { endpoint: token, keys } = subscription;
  const wanted = { kind: "WEB" as const, token, keys: keys.shown, payload };
  const data = await ask(app, person as Person, RegisterPushTargetDocument, wanted);
  return Object.assign(subscription, { targetId: data.registerPushTarget.id });
}

export async function targetsOf(app: TestApp, person: Person): Promise<PushTargetPartsFragment[]> {
  const { viewer } = await ask(app, person, PushTargetsDocument);
  return viewer?.pushTargets ?? [];
}
