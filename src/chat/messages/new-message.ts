/** What a sender gives. */
export interface NewMessage {
  readonly conversationId?: string | null;
  readonly userId?: string | null;
  readonly clientMessageId: string;
  readonly body?: string | null;
  readonly attachmentIds?: readonly string[] | null;
  readonly replyToId?: string | null;
  readonly mentionIds?: readonly string[] | null;
}
