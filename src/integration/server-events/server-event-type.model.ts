import { registerEnumType } from "type-graphql";

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
