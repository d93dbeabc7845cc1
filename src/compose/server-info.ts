import { PRESENCE_TTL_MS } from "../chat/awareness/connections.js";
import { TYPING_TTL_MS } from "../chat/awareness/typing.service.js";
import { CODE_DIGITS, CODE_TTL_MS } from "../account/codes/code.service.js";
import { GOOGLE_ISSUER } from "../adapters/google.js";
import type { Budgets } from "./budgets.js";
import { LimitScope } from "../platform/limits/quotas.js";
import type { Config } from "../platform/config/config.types.js";
import { MAX_COST, PAGE_SIZE_MAX } from "../api/graphql/cost.js";
import { MAX_DEPTH } from "../api/graphql/operation-limits.js";
import type { ServerInfoResolver } from "../api/graphql/server-info.resolver.js";
import { Feature } from "../api/graphql/server-info.types.js";
import { BudgetUnit, type Budget } from "../api/graphql/server-limits.types.js";
import { GROUP_MAX_MEMBERS } from "../chat/groups/group-rules.js";
import { MESSAGE_MAX_CHARS } from "../chat/messages/message-content.js";
import { MAX_ATTACHMENTS } from "../chat/messages/message.service.js";
import { UploadTypes } from "../files/media/file-kind.js";
import { LIFETIME } from "../account/sessions/session-lifetime.js";
import { ACCESS_TTL_MS } from "../account/sessions/token-issuer.js";
import { pushKinds } from "../platform/config/push.js";
import { REPLAY_MAX } from "../live/realtime/log-order.js";
import { VERSION } from "../platform/config/version.js";

/** What clients are told of this server's limits: the very constants that enforce them. */
export function serverInfo(
  config: Config,
  budgets: Budgets,
): ConstructorParameters<typeof ServerInfoResolver>[0] {
  const isOwn = config.login === "OWN";
  return {
    version: VERSION,
    features: [
      ...(config.google ? [Feature.GOOGLE_LOGIN] : []),
      ...(isOwn ? [Feature.PASSWORD_LOGIN, Feature.PHONE_LOGIN] : []),
      ...(isOwn && config.signup.policy !== "CLOSED" ? [Feature.SIGNUP] : []),
      Feature.TWO_FACTOR,
      ...(isOwn && config.passkeys ? [Feature.PASSKEYS] : []),
      Feature.EMAIL_DIGEST,
      Feature.DIRECT_UPLOAD,
    ],
    identityProviders: [
      ...(config.google
        ? [{ name: "google", label: "Google", issuer: GOOGLE_ISSUER, signInUrl: null }]
        : []),
      ...config.identityProviders.map(({ name, label, issuer, signInUrl }) => ({
        ...{ name, label, issuer, signInUrl },
      })),
    ],
    push: { kinds: pushKinds(config.push), vapidPublicKey: config.push.vapid?.publicKey ?? null },
    limits: {
      messageMaxChars: MESSAGE_MAX_CHARS,
      attachmentsPerMessage: MAX_ATTACHMENTS,
      uploadMaxBytes: config.uploadMaxBytes,
      uploadMimeTypes: new UploadTypes(config.uploadTypes).kinds.map(({ mimeType }) => mimeType),
      pageSizeMax: PAGE_SIZE_MAX,
      groupMaxMembers: GROUP_MAX_MEMBERS,
      editWindowSeconds: Math.floor(config.limits.editWindowMs / 1_000),
      replayMaxMessages: REPLAY_MAX,
      typingTtlMs: TYPING_TTL_MS,
      presenceTtlMs: PRESENCE_TTL_MS,
      accessTokenTtlSeconds: ACCESS_TTL_MS / 1_000,
      refreshTokenTtlSeconds: LIFETIME.user.idleMs / 1_000,
      codeTtlSeconds: CODE_TTL_MS / 1_000,
      codeLength: CODE_DIGITS,
      maxQueryDepth: MAX_DEPTH,
      maxQueryCost: MAX_COST,
      budgets: budgetsOf(config, budgets),
    },
  };
}

const WORK_SCOPES: Readonly<Record<string, LimitScope>> = {
  "work-user": LimitScope.USER,
  "work-service-key": LimitScope.SERVICE_KEY,
};

function budgetsOf(
  { limits: { sendsPerSecond, sendBurst, ...uploads } }: Config,
  { limits, work }: Budgets,
): Budget[] {
  const seconds = (ms: number): number => Math.ceil(ms / 1_000);
  const { CALLS, BYTES, MICROSECONDS } = BudgetUnit;
  const user = { scope: LimitScope.USER };
  return [
    ...work.quotas.map(({ name, max, windowMs }) => ({
      name,
      scope: WORK_SCOPES[name] ?? LimitScope.NETWORK,
      max,
      unit: MICROSECONDS,
      windowSeconds: seconds(windowMs),
    })),
    {
      ...user,
      name: "send",
      max: sendBurst,
      unit: CALLS,
      windowSeconds: Math.ceil(sendBurst / sendsPerSecond),
    },
    { ...user, name: "upload", max: uploads.uploadsPerHour, unit: CALLS, windowSeconds: 3_600 },
    {
      ...user,
      name: "uploadBytes",
      max: uploads.uploadBytesPerDay,
      unit: BYTES,
      windowSeconds: 86_400,
    },
    ...Object.entries(limits.rules).map(([name, { scope, max, windowMs }]) => ({
      ...{ name, scope, max, unit: CALLS },
      windowSeconds: seconds(windowMs),
    })),
  ];
}
