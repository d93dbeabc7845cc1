import { registerEnumType } from "type-graphql";
import type { Told } from "../../chat/followers/follower-handler.js";
import { MessageChange, MessageKind } from "../../chat/log/message.model.js";
import { SystemEvent } from "../../chat/log/system-event.model.js";

export enum ServerEventType {
  MESSAGE_CREATED = "MESSAGE_CREATED",
  MESSAGE_EDITED = "MESSAGE_EDITED",
  MESSAGE_DELETED = "MESSAGE_DELETED",
  MESSAGE_REACTIONS = "MESSAGE_REACTIONS",
  MESSAGE_PINNED = "MESSAGE_PINNED",
  MESSAGE_METADATA = "MESSAGE_METADATA",
  CONVERSATION_CREATED = "CONVERSATION_CREATED",
  CONVERSATION_RENAMED = "CONVERSATION_RENAMED",
  MEMBER_ADDED = "MEMBER_ADDED",
  MEMBER_REMOVED = "MEMBER_REMOVED",
  MEMBER_LEFT = "MEMBER_LEFT",
  MEMBER_ROLE_CHANGED = "MEMBER_ROLE_CHANGED",
}
registerEnumType(ServerEventType, {
  name: "ServerEventType",
  description:
    "What backends are told of. In the body of a webhook it is written `message.created`.",
  valuesConfig: {
    MESSAGE_CREATED: { description: "A message that the backend was not told of before." },
    MESSAGE_EDITED: { description: "Another body, or other mentions." },
    MESSAGE_DELETED: { description: "What it said is gone." },
    MESSAGE_REACTIONS: { description: "Somebody reacted, or took it back." },
    MESSAGE_PINNED: { description: "Pinned, or unpinned." },
    MESSAGE_METADATA: { description: "The app's own data of a message." },
    CONVERSATION_CREATED: { description: "A group was made." },
    CONVERSATION_RENAMED: { description: "A group has another name." },
    MEMBER_ADDED: { description: "Some came into a group." },
    MEMBER_REMOVED: { description: "Some were taken out of a group." },
    MEMBER_LEFT: { description: "Somebody left a group." },
    MEMBER_ROLE_CHANGED: { description: "Some have another role in a group." },
  },
});

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
