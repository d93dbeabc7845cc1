import type { Told } from "../../chat/followers/follower-handler.js";
import { MessageChange, MessageKind } from "../../chat/log/message.model.js";
import { SystemEvent } from "../../chat/log/system-event.model.js";
import { ServerEventType } from "./server-event-type.model.js";

const OF_SYSTEM: Readonly<Record<SystemEvent, ServerEventType>> = {
  [SystemEvent.CONVERSATION_CREATED]: ServerEventType.CONVERSATION_CREATED,
  [SystemEvent.CONVERSATION_RENAMED]: ServerEventType.CONVERSATION_RENAMED,
  [SystemEvent.MEMBER_ADDED]: ServerEventType.MEMBER_ADDED,
  [SystemEvent.MEMBER_REMOVED]: ServerEventType.MEMBER_REMOVED,
  [SystemEvent.MEMBER_LEFT]: ServerEventType.MEMBER_LEFT,
  [SystemEvent.ROLE_CHANGED]: ServerEventType.MEMBER_ROLE_CHANGED,
};

const OF_CHANGE: Readonly<Record<MessageChange, ServerEventType>> = {
  [MessageChange.CREATED]: ServerEventType.MESSAGE_CREATED,
  [MessageChange.EDITED]: ServerEventType.MESSAGE_EDITED,
  [MessageChange.DELETED]: ServerEventType.MESSAGE_DELETED,
  [MessageChange.REACTIONS]: ServerEventType.MESSAGE_REACTIONS,
  [MessageChange.PINNED]: ServerEventType.MESSAGE_PINNED,
  [MessageChange.METADATA]: ServerEventType.MESSAGE_METADATA,
};

/** An entry has only its latest state: what was changed before it was told of is new as it is now. */
export function serverEventTypeOf({ entry, isNew }: Told): ServerEventType {
  if (entry.kind === MessageKind.SYSTEM && entry.systemEvent) return OF_SYSTEM[entry.systemEvent];
  if (entry.deletedAt) return ServerEventType.MESSAGE_DELETED;
  return isNew ? ServerEventType.MESSAGE_CREATED : OF_CHANGE[entry.change];
}

/** `MEMBER_ROLE_CHANGED` is `member.role_changed`. */
export function wireNameOf(type: ServerEventType): string {
  return type.toLowerCase().replace("_", ".");
}
