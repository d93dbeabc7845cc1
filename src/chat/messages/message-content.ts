import { badInput } from "../../platform/core/errors.js";

export const MESSAGE_MAX_CHARS = 10_000;
const MAX_EMOJI_UNITS = 32;

/** Emoji as Unicode recommends them, and pictographs that came without their variation selector. */
const EMOJI = new RegExp(String.raw`^(?:\p{RGI_Emoji}|\p{Extended_Pictographic})$`, "v");

/** The body as it is stored; null where `optional` allows that there is none. */
export function checkBody(
  body: string,
  { field, optional }: { readonly field: string; readonly optional: boolean },
): string | null {
  if (!body.isWellFormed() || body.includes("\0"))
    throw badInput(field, "A message is valid Unicode without NUL.");
  if (body.trim() === "") {
    if (optional) return null;
    throw badInput(field, "A message needs a body or an attachment.");
  }
  if (body.length > MESSAGE_MAX_CHARS && [...body].length > MESSAGE_MAX_CHARS)
    throw badInput(field, `A message has at most ${MESSAGE_MAX_CHARS} characters.`, {
      limit: MESSAGE_MAX_CHARS,
    });
  return body;
}

export function checkEmoji(emoji: string): string {
  if (emoji.length > MAX_EMOJI_UNITS || !EMOJI.test(emoji))
    throw badInput("emoji", "A reaction is exactly one emoji.");
  return emoji;
}
