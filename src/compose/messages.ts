import type { AdministrationService } from "../account/administration/administration.service.js";
import { compileSchema } from "../adapters/json-schema.js";
import { isLinear } from "../adapters/linear-patterns.js";
import type { Mongo } from "../adapters/mongo.js";
import { MessageType } from "../chat/message-types/message-type.model.js";
import { MessageTypes } from "../chat/message-types/message-types.service.js";
import { MessageTypesResolver } from "../chat/message-types/message-types.resolver.js";
import { messageAttachments } from "../chat/messages/attachment-claims.js";
import { Mentions } from "../chat/messages/mentions.js";
import {
  MessageChangesService,
  type MessageChangesDependencies,
} from "../chat/messages/message-changes.service.js";
import { MessageMetadata } from "../chat/messages/message-metadata.service.js";
import { MessageMetadataResolver } from "../chat/messages/message-metadata.resolver.js";
import { MessageResolver } from "../chat/messages/message.resolver.js";
import { MessageService, type MessageDependencies } from "../chat/messages/message.service.js";
import { SentBefore } from "../chat/messages/sent-before.js";
import type { MemberViewService } from "../chat/log/member-view.service.js";
import type { UserService } from "../people/users/user.service.js";
import type { Config } from "../platform/config/config.types.js";
import { rateLimit } from "../platform/limits/limits.js";
import type { Counter } from "../platform/limits/counter.js";
import type { Media } from "./media.js";

type Given = Pick<MessageDependencies, "log" | "store" | "conversations" | "stopTyping"> &
  Pick<MessageChangesDependencies, "pinned">;

export interface MessagesDependencies extends Given {
  readonly mongo: Mongo;
  readonly config: Config;
  readonly administration: Pick<AdministrationService, "require">;
  readonly counter: Counter;
  readonly media: Media;
  readonly memberViews: MemberViewService;
  readonly users: UserService;
}

/** What writes messages, and what changes them. */
export function createMessages(deps: MessagesDependencies): readonly object[] {
  const { store, conversations, memberViews } = deps;
  const { sendsPerSecond: perSecond, sendBurst: burst, editWindowMs } = deps.config.limits;
  const limitSending = rateLimit(deps.counter, "send", { perSecond, burst });
  const types = new MessageTypes(deps.mongo.model(MessageType, "MessageType", "message_types"), {
    compile: compileSchema,
    isLinear,
  });
  const writing = {
    ...deps,
    types,
    attachments: messageAttachments(deps.media.attachments),
    mentions: new Mentions(memberViews, deps.users),
  };
  const messages = new MessageService({
    ...writing,
    sentBefore: new SentBefore(store, conversations, memberViews),
    limitSending: (userId) => limitSending(userId.toHexString()),
  });
  const changes = new MessageChangesService({ ...writing, editWindowMs });
  return [
    new MessageResolver(messages, changes),
    new MessageMetadataResolver(new MessageMetadata(writing)),
    new MessageTypesResolver(types, deps.administration),
  ];
}
