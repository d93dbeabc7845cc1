import type { Types } from "mongoose";
import type { UserService } from "../../people/users/user.service.js";
import { badInput, notFound } from "../../platform/core/errors.js";
import type { MemberKey } from "../membership/membership.service.js";
import { parseId } from "../../platform/core/id.js";
import type { MemberViewService } from "../log/member-view.service.js";
import type { Message } from "../log/message.model.js";
import { isNamed } from "./is-named.js";
import { distinct } from "./message-content.js";

export const MAX_MENTIONS = 50;

/** Whom messages name. */
export class Mentions {
  constructor(
    private readonly memberViews: Pick<MemberViewService, "findMany">,
    private readonly users: Pick<UserService, "findMany">,
  ) {}

  /**
   * Throws for whoever is not a member. Who is one is told to members alone: `by` may have been put
   * out through another node since it was asked.
   */
  async check(
    by: MemberKey,
    given: readonly string[] | null | undefined,
    field: string,
  ): Promise<Types.ObjectId[]> {
    const userIds = distinct(given, field, MAX_MENTIONS).map((id) => parseId(id, "user"));
    if (userIds.length === 0) return [];
    const { conversationId } = by;
    const keys = userIds.map((userId) => ({ conversationId, userId }));
    const [own, ...named] = await this.memberViews.findMany([by, ...keys]);
    if (!own) throw notFound("conversation");
    if (named.includes(null))
      throw badInput(field, "Only members of the conversation can be mentioned.");
    return userIds;
  }

  /** For an edit that does not say whom it names: those whose @name it takes out are named no more. */
  async kept(message: Message): Promise<(now: Message, body: string) => Types.ObjectId[]> {
    const ids = message.mentionIds ?? [];
    const found =
      ids.length > 0 ? await this.users.findMany(ids.map((id) => id.toHexString())) : [];
    const names = new Map(ids.map((id, at) => [id.toHexString(), found[at]?.name]));
    return (now, body) =>
      (now.mentionIds ?? []).filter((id) => {
        const name = names.get(id.toHexString());
        return !name || !isNamed(name, now.body ?? "") || isNamed(name, body);
      });
  }
}
