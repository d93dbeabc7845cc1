import type { MessageItemFragment, PreviewFragment } from "../gql/graphql.js";
import { toPlain } from "../text/parse.js";
import { messagesTexts } from "../texts/messages.js";

type Described = PreviewFragment | MessageItemFragment;

/** One line for lists, quotes and notices. */
export function preview(message: Described, viewerId: string, withName: boolean): string {
  if (message.kind === "SYSTEM") return describeEvent(message, viewerId);
  const text = contentOf(message);
  if (message.sender?.id === viewerId) return messagesTexts.saidByYou(text);
  return withName && message.sender
    ? messagesTexts.saidBy(firstName(message.sender.name), text)
    : text;
}

export function contentOf(message: {
  readonly body: string | null;
  readonly type: string | null;
  readonly deletedAt: string | null;
  readonly attachments: readonly { readonly kind: string }[];
}): string {
  if (message.deletedAt) return messagesTexts.messageDeleted;
  if (message.body) return toPlain(message.body);
  const [first] = message.attachments;
  if (!first) return message.type ?? "";
  const many = message.attachments.length;
  if (first.kind === "AUDIO") return messagesTexts.recordings(many);
  if (first.kind === "VIDEO") return messagesTexts.videos(many);
  if (first.kind === "IMAGE") return messagesTexts.pictures(many);
  return messagesTexts.files(many);
}

export function describeEvent(message: Described, viewerId: string): string {
  const actor =
    message.sender?.id === viewerId
      ? messagesTexts.you
      : (message.sender?.name ?? messagesTexts.somebody);
  const named = message.subjects.map((s) => (s.id === viewerId ? "you" : s.name));
  const more = message.subjectCount - named.length;
  const names = more > 0 ? [...named, messagesTexts.more(more)] : named;
  const subjects = new Intl.ListFormat(undefined, { type: "conjunction" }).format(names);
  switch (message.systemEvent) {
    case "CONVERSATION_CREATED":
      return messagesTexts.createdThisGroup(actor);
    case "CONVERSATION_RENAMED":
      return messagesTexts.renamedTheGroup(actor);
    case "MEMBER_ADDED":
      return messagesTexts.added(actor, subjects);
    case "MEMBER_REMOVED":
      return messagesTexts.removed(actor, subjects);
    case "MEMBER_LEFT":
      return messagesTexts.left(actor);
    case "ROLE_CHANGED":
      return messagesTexts.changedTheRoleOf(actor, subjects);
    case null:
      return "";
  }
}

export function firstName(name: string): string {
  return name.split(/\s+/)[0] ?? name;
}
