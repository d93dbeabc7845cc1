import { MessageChange, MessageKind, type Message } from "./message.model.js";
import type { HeadPosition } from "./position.js";

/** A message before it has a position. */
export type Draft = Omit<
  Message,
  "id" | "seq" | "revision" | "createdRevision" | "revisions" | "ordinal" | "change"
>;

/** Behind that head, one after the other. */
export function positioned(drafts: readonly Draft[], head: HeadPosition): Message[] {
  let { seq, revision, ordinal } = head;
  return drafts.map((draft) => {
    seq += 1;
    revision += 1;
    ordinal += draft.kind === MessageKind.USER ? 1 : 0;
    return {
      ...draft,
      seq,
      revision,
      createdRevision: revision,
      revisions: [revision],
      change: MessageChange.CREATED,
      ordinal,
    } as Message;
  });
}
