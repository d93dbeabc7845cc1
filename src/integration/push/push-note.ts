import type { Message } from "../../chat/log/message.model.js";

const MAX_BODY = 200;
const MAX_TITLE = 80;

/** What a device is told, whatever service carries it. */
export interface PushNote {
  readonly type: "message.created" | "message.deleted";
  readonly conversationId: string;
  readonly messageId: string;
  readonly seq: number;
  /** Conversations with something unread: what an app shows on its icon. */
  readonly badge: number;
  /** Null: ids only, and of what is taken back. */
  readonly text: { readonly title: string; readonly body: string } | null;
}

export function textOf(
  { body, attachmentIds = [] }: Pick<Message, "body" | "attachmentIds">,
  names: { readonly sender: string; readonly group: string | null },
): PushNote["text"] {
  const said = body?.trim() || (attachmentIds.length > 0 ? "Sent a file" : "New message");
  const shown = cut(said, MAX_BODY);
  return names.group === null
    ? { title: cut(names.sender, MAX_TITLE), body: shown }
    : { title: cut(names.group, MAX_TITLE), body: `${cut(names.sender, MAX_TITLE)}: ${shown}` };
}

/** By characters as they are seen, so that none is cut in two. */
function cut(given: string, max: number): string {
  if (given.length <= max) return given;
  const characters = Array.from(new Intl.Segmenter().segment(given.slice(0, max * 8)));
  const kept = characters.slice(0, max).map(({ segment }) => segment);
  return characters.length > max ? `${kept.join("")}…` : kept.join("");
}
