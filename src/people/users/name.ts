import { badInput } from "../../platform/core/errors.js";
import { isVisible, shownLine } from "../../platform/core/shown-text.js";

const MAX_CHARS = 60;
const MAX_BYTES = 240;
const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });

/** Throws BAD_USER_INPUT. What cannot be seen is taken out, not refused; the rest is as it was written. */
export function cleanName(value: string, field = "input.name"): string {
  if (!value.isWellFormed()) throw badInput(field, "The name is not valid Unicode.");
  if (value.length > 10 * MAX_CHARS) throw tooLong(field);
  const name = shownLine(value).replace(/\s+/gu, " ").trim();
  if (!isVisible(name) || !/[\p{L}\p{N}\p{S}\p{P}]/u.test(name))
    throw badInput(field, "A name is needed.");
  if ([...graphemes.segment(name)].length > MAX_CHARS || Buffer.byteLength(name) > MAX_BYTES)
    throw tooLong(field);
  return name;
}

function tooLong(field: string): Error {
  return badInput(field, `A name has at most ${MAX_CHARS} characters.`, { limit: MAX_CHARS });
}
