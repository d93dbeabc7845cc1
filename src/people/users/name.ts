import { badInput } from "../../platform/core/errors.js";

const MAX_CHARS = 60;
const MAX_BYTES = 240;
const MAX_KEY_CHARS = 40;
const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });

/**
 * Throws BAD_USER_INPUT. Control, formatting and direction characters are taken out, not refused;
 * marks that pile up on one letter are cut, so that a name cannot overflow its line.
 */
export function cleanName(value: string, field = "input.name"): string {
  if (!value.isWellFormed()) throw badInput(field, "The name is not valid Unicode.");
  if (value.length > 10 * MAX_CHARS) throw tooLong(field);
  const visible = value.normalize("NFKC").replace(/[\p{Cc}\p{Cf}\p{Co}]/gu, "");
  const name = visible
    .replace(/(\p{M}{3})\p{M}+/gu, "$1")
    .replace(/\s+/gu, " ")
    .trim();
  if (!/[\p{L}\p{N}\p{S}\p{P}]/u.test(name)) throw badInput(field, "A name is needed.");
  if ([...graphemes.segment(name)].length > MAX_CHARS || Buffer.byteLength(name) > MAX_BYTES)
    throw tooLong(field);
  return name;
}

/** Without case, accents and width, as names are compared in a search. */
export function folded(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/ß/g, "ss")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

/** The name from each of its words on: "ann lee", "lee". */
export function nameKeys(name: string): string[] {
  const words = folded(name).split(" ");
  return words.map((_, index) => words.slice(index).join(" ").slice(0, MAX_KEY_CHARS));
}

function tooLong(field: string): Error {
  return badInput(field, `A name has at most ${MAX_CHARS} characters.`, { limit: MAX_CHARS });
}
