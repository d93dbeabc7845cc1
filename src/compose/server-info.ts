import { PRESENCE_TTL_MS } from "../chat/awareness/connections.js";
import { TYPING_TTL_MS } from "../chat/awareness/typing.service.js";
import { CODE_DIGITS, CODE_TTL_MS } from "../account/codes/code.service.js";
import type { Config } from "../platform/config/config.js";
import { MAX_COST, PAGE_SIZE_MAX } from "../api/graphql/cost.js";
import { MAX_DEPTH } from "../api/graphql/operation-limits.js";
import type { ServerInfoResolver } from "../api/graphql/server-info.resolver.js";
import { Feature } from "../api/graphql/server-info.types.js";
import { GROUP_MAX_MEMBERS } from "../chat/groups/group-rules.js";
import { MESSAGE_MAX_CHARS } from "../chat/messages/message-content.js";
import { MAX_ATTACHMENTS } from "../chat/messages/message.service.js";
import { UploadTypes } from "../files/media/file-kind.js";
import { ACCESS_TTL_MS, LIFETIME } from "../account/sessions/grant.service.js";
import { REPLAY_MAX } from "../live/realtime/track.js";
import { VERSION } from "../platform/config/version.js";

/** What clients are told of this server's limits: the very constants that enforce them. */
export function serverInfo(config: Config): ConstructorParameters<typeof ServerInfoResolver>[0] {
  return {
    version: VERSION,
    features: [
      ...(config.google ? [Feature.GOOGLE_LOGIN] : []),
      Feature.PHONE_LOGIN,
      Feature.TWO_FACTOR,
      Feature.EMAIL_DIGEST,
      Feature.DIRECT_UPLOAD,
    ],
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
    },
  };
}
