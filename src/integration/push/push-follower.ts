import type { Types } from "mongoose";
import type { FollowerHandler, Told } from "../../chat/followers/follower-handler.js";
import type { MemberViewService } from "../../chat/log/member-view.service.js";
import { MessageKind, type Message } from "../../chat/log/message.model.js";
import { NotifyLevel, type Membership } from "../../chat/membership/membership.model.js";
import type { PushRows } from "./push-rows.js";
import type { PushTargets } from "./push-targets.js";

const AT_ONCE = 16;
/** What is older is no news to a device. */
export const NEWS_MS = 24 * 60 * 60_000;

export interface PushFollowerDependencies {
  readonly memberViews: Pick<MemberViewService, "members">;
  readonly targets: PushTargets;
  readonly rows: PushRows;
  readonly retry: FollowerHandler["retry"];
  readonly now: () => Date;
  /** Told that something is due. */
  readonly wake: () => void;
}

/**
 * Writes down which devices may be told of a message. Whether they are is looked at when it is sent,
 * so that a push service or a grace holds up no log.
 */
export class PushFollower implements FollowerHandler {
  readonly atOnce = AT_ONCE;
  readonly retry: FollowerHandler["retry"];

  constructor(private readonly deps: PushFollowerDependencies) {
    this.retry = deps.retry;
  }

  async handle({ entry, isNew }: Told): Promise<void> {
    const { conversationId, seq, kind, createdAt, deletedAt } = entry;
    const { rows, now, wake } = this.deps;
    if (kind !== MessageKind.USER) return;
    if (deletedAt) {
      if (await rows.takeBack(conversationId, seq)) wake();
      return;
    }
    if (!isNew || now().getTime() - createdAt.getTime() > NEWS_MS) return;
    const targets = await this.deps.targets.ofUsers(await this.readers(entry));
    if (targets.length === 0) return;
    await rows.want(
      targets.map(({ _id: targetId }) => ({ targetId, conversationId, seq, createdAt })),
    );
    wake();
  }

  private async readers(entry: Message): Promise<Types.ObjectId[]> {
    const members = await this.deps.memberViews.members([entry.conversationId]);
    const now = this.deps.now();
    return members.filter((row) => concerns(entry, row, now)).map(({ userId }) => userId);
  }
}

/** Whether a member wants to be told of it, as far as their own row says. */
export function concerns(
  { senderId, seq, mentionIds, kind, deletedAt }: Message,
  { userId, joinedSeq, readSeq, notify, mutedUntil, list }: Membership,
  now: Date,
): boolean {
  if (kind !== MessageKind.USER || deletedAt || !senderId || senderId.equals(userId)) return false;
  if (seq < joinedSeq || seq <= readSeq || list === "ARCHIVED") return false;
  if (notify === NotifyLevel.NONE || (mutedUntil && mutedUntil > now)) return false;
  return notify !== NotifyLevel.MENTIONS || (mentionIds ?? []).some((id) => id.equals(userId));
}
