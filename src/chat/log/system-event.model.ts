import { registerEnumType } from "type-graphql";

export enum SystemEvent {
  CONVERSATION_CREATED = "CONVERSATION_CREATED",
  CONVERSATION_RENAMED = "CONVERSATION_RENAMED",
  MEMBER_ADDED = "MEMBER_ADDED",
  MEMBER_REMOVED = "MEMBER_REMOVED",
  MEMBER_LEFT = "MEMBER_LEFT",
  ROLE_CHANGED = "ROLE_CHANGED",
}
registerEnumType(SystemEvent, {
  name: "SystemEvent",
  description: "What happened in a group. The sender did it.",
  valuesConfig: {
    CONVERSATION_CREATED: {
      description:
        "The group was made: `body` is its name, `subjects` are its first other members.",
    },
    CONVERSATION_RENAMED: { description: "`body` is the new name." },
    MEMBER_ADDED: { description: "`subjects` are in from here on." },
    MEMBER_REMOVED: { description: "`subjects` are out: for them it is the last message." },
    MEMBER_LEFT: { description: "The sender went, and is the subject too." },
    ROLE_CHANGED: { description: "`body` is the new role of `subjects`." },
  },
});
