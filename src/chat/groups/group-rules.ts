import { ConversationKind, type Conversation } from "../membership/conversation.model.js";
import { MemberRole, type Membership } from "../membership/membership.model.js";
import { isVisible, shownLine } from "../../platform/core/shown-text.js";
import { AppError, badInput, ErrorCode } from "../../platform/core/errors.js";

export const GROUP_MAX_MEMBERS = 512;
const NAME_MAX_CHARS = 100;
const DESCRIPTION_MAX_CHARS = 500;
/** Line breaks and the like have no place in a name; in a description only NUL is refused. */
const CONTROL = /\p{Cc}/u;

export function checkName(given: string): string {
  const name = given.isWellFormed() ? shownLine(given.trim()).trim() : "";
  if (CONTROL.test(given.trim()) || !isVisible(name) || [...name].length > NAME_MAX_CHARS)
    throw badInput("input.name", `A group's name has 1 to ${NAME_MAX_CHARS} characters.`, {
      limit: NAME_MAX_CHARS,
    });
  return name;
}

export function checkDescription(given: string | null | undefined): string | null {
  const text = given?.trim() ?? "";
  if (!text.isWellFormed() || text.includes("\0") || [...text].length > DESCRIPTION_MAX_CHARS)
    throw badInput(
      "input.description",
      `A description has at most ${DESCRIPTION_MAX_CHARS} characters.`,
      { limit: DESCRIPTION_MAX_CHARS },
    );
  return isVisible(text) ? text : null;
}

export function requireGroup({ kind }: Conversation): void {
  if (kind === ConversationKind.DIRECT)
    throw forbidden("A direct conversation cannot be changed: create a group instead.");
}

/** Owners and admins run a group. */
export function requireModerator(actor: Membership | null): void {
  if (actor?.role === MemberRole.MEMBER)
    throw forbidden("Only owners and admins of the group may do that.");
}

export function requireOwner(actor: Membership | null): void {
  if (actor && actor.role !== MemberRole.OWNER)
    throw forbidden("Only an owner of the group may do that.");
}

/** Admins have a say over members, owners over everybody. */
export function requireAuthority(actor: Membership | null, subject: Membership): void {
  requireModerator(actor);
  if (subject.role !== MemberRole.MEMBER) requireOwner(actor);
}

/**
 * Who runs the group once that member is gone: the longest-serving admin, else the longest-serving
 * member. Null: another owner stays, or nobody. `members` come longest first.
 */
export function successorOf(leaver: Membership, members: readonly Membership[]): Membership | null {
  if (leaver.role !== MemberRole.OWNER) return null;
  const others = members.filter(({ _id }) => !_id.equals(leaver._id));
  if (others.some(({ role }) => role === MemberRole.OWNER)) return null;
  return others.find(({ role }) => role === MemberRole.ADMIN) ?? others[0] ?? null;
}

function forbidden(message: string): AppError {
  return new AppError(ErrorCode.FORBIDDEN, message);
}
