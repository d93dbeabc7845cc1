import type { ContactService } from "../../people/contacts/contact.service.js";
import type { UserService } from "../../people/users/user.service.js";
import type { PresenceStore } from "../../chat/awareness/presence-store.js";
import type { ConversationService } from "../../chat/conversations/conversation.service.js";
import type { LogProjector } from "../../chat/log/log-projector.js";
import type { LogStore } from "../../chat/log/log-store.js";
import {
  readingOf,
  type MemberView,
  type MemberViewService,
} from "../../chat/log/member-view.service.js";
import type { Message } from "../../chat/log/message.model.js";
import type { MembershipService } from "../../chat/membership/membership.service.js";
import { PushPayload } from "../../platform/core/push.js";
import { concerns, NEWS_MS } from "./push-follower.js";
import { textOf, type PushNote } from "./push-note.js";
import type { PushRow } from "./push-row.model.js";
import type { PushTargetRow } from "./push-target.model.js";

/** Behind so many that a person is not told of, older ones are not looked for. */
const MAX_LOOKED_AT = 50;

export interface PushNewsDependencies {
  readonly memberViews: Pick<MemberViewService, "find">;
  readonly memberships: Pick<MembershipService, "unread">;
  readonly projector: Pick<LogProjector, "project">;
  readonly conversations: Pick<ConversationService, "findMany">;
  readonly store: Pick<LogStore, "range" | "at">;
  readonly users: Pick<UserService, "findShown">;
  readonly contacts: Pick<ContactService, "blockedBy">;
  readonly presence: Pick<PresenceStore, "read">;
  readonly payload: PushPayload;
  readonly graceMs: number;
  readonly now: () => Date;
}

/** `wait`: whether the person is there is known then. */
export type PushNews =
  | { readonly kind: "tell"; readonly note: PushNote }
  | { readonly kind: "wait"; readonly until: Date }
  | { readonly kind: "nothing" };

const NOTHING: PushNews = { kind: "nothing" };

/** What one device is to be told of one conversation now: everything is read when it is asked. */
export class PushNewsReader {
  constructor(private readonly deps: PushNewsDependencies) {}

  async of(row: PushRow, target: PushTargetRow): Promise<PushNews> {
    const { userId } = target;
    const view = await this.deps.memberViews.find({ conversationId: row.conversationId, userId });
    if (!view) return NOTHING;
    const message = await this.newest(row, view);
    if (!message) return this.takenBack(row, view);
    const presence = await this.presence(row, target);
    if (presence) return presence.kind === "wait" ? presence : this.takenBack(row, view);
    const note = await this.noteOf(message, view, "message.created");
    const isFull = this.deps.payload === PushPayload.FULL && target.payload === PushPayload.FULL;
    return {
      kind: "tell",
      note: isFull ? { ...note, text: await this.text(message, view) } : note,
    };
  }

  /** The newest that is worth it. */
  private async newest(row: PushRow, { membership, head }: MemberView): Promise<Message | null> {
    const { conversationId, settledSeq, seq } = row;
    const { readSeq } = readingOf(membership, head);
    const now = this.deps.now();
    const from = Math.max(settledSeq + 1, readSeq + 1, seq - MAX_LOOKED_AT + 1);
    const found = await this.deps.store.range(conversationId, from, seq);
    const current = { ...membership, readSeq };
    const wanted = found.filter(
      (one) => concerns(one, current, now) && now.getTime() - one.createdAt.getTime() < NEWS_MS,
    );
    if (wanted.length === 0) return null;
    const blocked = await this.deps.contacts.blockedBy([membership.userId]);
    const theirs = blocked.get(membership.userId.toHexString());
    return wanted.findLast(({ senderId }) => !theirs?.has(senderId?.toHexString() ?? "")) ?? null;
  }

  /** What the device shows, where that is deleted by now. */
  private async takenBack({ goneSeq, shownSeq }: PushRow, view: MemberView): Promise<PushNews> {
    if (goneSeq === null || goneSeq !== shownSeq) return NOTHING;
    const [message] = await this.deps.store.at(view.membership.conversationId, [goneSeq]);
    if (!message) return NOTHING;
    return { kind: "tell", note: await this.noteOf(message, view, "message.deleted") };
  }

  /**
   * Whoever is connected gets the message anyway. They have the grace to show that they are there:
   * by reading it, which was looked at, or by doing what no page does by itself.
   */
  private async presence({ since }: PushRow, { userId }: PushTargetRow): Promise<PushNews | null> {
    const id = userId.toHexString();
    const leases = (await this.deps.presence.read([id])).get(id) ?? [];
    if (leases.length === 0) return null;
    if (leases.some(({ actedAt = 0 }) => actedAt > since.getTime())) return NOTHING;
    const until = new Date(since.getTime() + this.deps.graceMs);
    return this.deps.now() < until ? { kind: "wait", until } : null;
  }

  private async noteOf(
    { _id, seq, conversationId }: Message,
    { membership, head }: MemberView,
    type: PushNote["type"],
  ): Promise<PushNote> {
    const isBehind = head.pending.length > 0 || head.deleted.length > 0;
    if (isBehind) await this.deps.projector.project([conversationId]);
    const badge = (await this.deps.memberships.unread(membership.userId)).length;
    const ids = { conversationId: conversationId.toHexString(), messageId: _id.toHexString() };
    return { type, ...ids, seq, badge, text: null };
  }

  private async text(message: Message, { membership }: MemberView): Promise<PushNote["text"]> {
    const senderId = message.senderId?.toHexString() ?? "";
    const [sender] = await this.deps.users.findShown([senderId]);
    const group = membership.peerId ? null : await this.groupName(message);
    return textOf(message, { sender: sender?.name ?? "Somebody", group });
  }

  private async groupName({ conversationId }: Message): Promise<string> {
    const [found] = await this.deps.conversations.findMany([conversationId.toHexString()]);
    return found?.name ?? "A group";
  }
}
