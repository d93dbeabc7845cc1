import { badInput } from "./errors.js";
import { isJsonObject, type JsonObject } from "./json-object.js";

export interface JsonBounds {
  /** Of the text, in UTF-8. */
  readonly maxBytes: number;
  /** Objects and lists in one another, the outermost included. */
  readonly maxLevels: number;
}

/** These mean something to JavaScript: whoever copies them by a loop changes what all objects are. */
const RESERVED: ReadonlySet<string> = new Set(["__proto__", "constructor", "prototype"]);
const SHOWN_KEY_CHARS = 60;

/** Its text; BAD_USER_INPUT with the path of what is wrong. Stops where it becomes too deep. */
export function checkedJson(value: unknown, field: string, bounds: JsonBounds): string {
  if (!isJsonObject(value)) throw badInput(field, "An object, in braces.");
  check(value, field, bounds.maxLevels);
  return withinSize(value, field, bounds);
}

/** For what was put together from parts that were checked. */
export function withinSize(value: JsonObject, field: string, { maxBytes }: JsonBounds): string {
  const text = JSON.stringify(value);
  if (Buffer.byteLength(text) > maxBytes)
    throw badInput(field, `At most ${maxBytes} bytes as JSON.`, { limit: maxBytes });
  return text;
}

function check(value: unknown, field: string, levels: number): void {
  if (typeof value === "string") {
    if (!value.isWellFormed()) throw badInput(field, "Valid Unicode: half a character is none.");
  } else if (typeof value === "number") checkNumber(value, field);
  else if (Array.isArray(value) || isJsonObject(value)) {
    if (levels === 0) throw badInput(field, "Too many objects and lists in one another.");
    for (const [key, inner] of Object.entries(value)) {
      const path = `${field}.${key.slice(0, SHOWN_KEY_CHARS).toWellFormed()}`;
      if (RESERVED.has(key)) throw badInput(path, "That name is reserved.");
      if (!key.isWellFormed()) throw badInput(path, "A name is valid Unicode.");
      check(inner, path, levels - 1);
    }
  } else if (typeof value !== "boolean" && value !== null)
    throw badInput(field, "Not a value of JSON.");
}

/** Whole numbers that a double does not tell from the next one would be changed without a word. */
function checkNumber(value: number, field: string): void {
  if (Number.isFinite(value) && (!Number.isInteger(value) || Number.isSafeInteger(value))) return;
  throw badInput(field, "A number that a double holds exactly; greater ones as text.");
}
