import { badInput } from "../../platform/core/errors.js";
import { isVisible } from "../../platform/core/shown-text.js";
import { qualified } from "./emoji.js";

export const MESSAGE_MAX_CHARS = 10_000;
const MAX_EMOJI_UNITS = 32;

/** The body as it is stored; null where `optional` allows that there is none. */
export function checkBody(
  body: string,
  { field, optional }: { readonly field: string; readonly optional: boolean },
): string | null {
  if (!body.isWellFormed() || body.includes("\0"))
    throw badInput(field, "A message is valid Unicode without NUL.");
  if (!isVisible(body)) {
    if (optional) return null;
    throw badInput(field, "A message needs a body or an attachment.");
  }
  if (body.length > MESSAGE_MAX_CHARS && [...body].length > MESSAGE_MAX_CHARS)
    throw badInput(field, `A message has at most ${MESSAGE_MAX_CHARS} characters.`, {
      limit: MESSAGE_MAX_CHARS,
    });
  return body;
}

/** As it is stored, whatever selectors it came with. */
export function checkEmoji(given: string): string {
  const emoji = given.length > MAX_EMOJI_UNITS ? null : qualified(given);
  if (emoji === null) throw badInput("emoji", "A reaction is exactly one emoji.");
  return emoji;
}

/** Without doubles. */
export function distinct(
  ids: readonly string[] | null | undefined,
  field: string,
  limit: number,
): readonly string[] {
  const found = [...new Set(ids)];
  if (found.length > limit) throw badInput(field, `At most ${limit}.`, { limit });
  return found;
}
