import type { MessageItemFragment, PreviewFragment } from "../gql/graphql.js";
import { toPlain } from "../text/parse.js";

type Described = PreviewFragment | MessageItemFragment;

/** One line for lists, quotes and notices. */
export function preview(message: Described, viewerId: string, withName: boolean): string {
  if (message.kind === "SYSTEM") return describeEvent(message, viewerId);
  const text = contentOf(message);
  if (message.sender?.id === viewerId) return `You: ${text}`;
  return withName && message.sender ? `${firstName(message.sender.name)}: ${text}` : text;
}

export function contentOf(message: {
  readonly body: string | null;
  readonly type: string | null;
  readonly deletedAt: string | null;
  readonly attachments: readonly { readonly kind: string }[];
}): string {
  if (message.deletedAt) return "Message deleted";
  if (message.body) return toPlain(message.body);
  const [first] = message.attachments;
  if (!first) return message.type ?? "";
  const many = message.attachments.length;
  if (first.kind === "AUDIO") return many > 1 ? `${many} recordings` : "Recording";
  if (first.kind === "VIDEO") return many > 1 ? `${many} videos` : "Video";
  if (first.kind === "IMAGE") return many > 1 ? `${many} pictures` : "Picture";
  return many > 1 ? `${many} files` : "File";
}

export function describeEvent(message: Described, viewerId: string): string {
  const actor = message.sender?.id === viewerId ? "You" : (message.sender?.name ?? "Somebody");
  const named = message.subjects.map((s) => (s.id === viewerId ? "you" : s.name));
  const more = message.subjectCount - named.length;
  const names = more > 0 ? [...named, `${more} more`] : named;
  const subjects = new Intl.ListFormat(undefined, { type: "conjunction" }).format(names);
  switch (message.systemEvent) {
    case "CONVERSATION_CREATED":
      return `${actor} created this group`;
    case "CONVERSATION_RENAMED":
      return `${actor} renamed the group`;
    case "MEMBER_ADDED":
      return `${actor} added ${subjects}`;
    case "MEMBER_REMOVED":
      return `${actor} removed ${subjects}`;
    case "MEMBER_LEFT":
      return `${actor} left`;
    case "ROLE_CHANGED":
      return `${actor} changed the role of ${subjects}`;
    case null:
      return "";
  }
}

export function firstName(name: string): string {
  return name.split(/\s+/)[0] ?? name;
}
