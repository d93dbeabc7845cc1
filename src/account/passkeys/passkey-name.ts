import { badInput } from "../../platform/core/errors.js";
import { isVisible, shownLine } from "../../platform/core/shown-text.js";

const NAME_MAX_CHARS = 60;

/** As it is kept. Throws BAD_USER_INPUT. */
export function cleanName(given: string): string {
  const name = given.isWellFormed() ? shownLine(given.trim()).trim() : "";
  if (!isVisible(name) || [...name].length > NAME_MAX_CHARS)
    throw badInput("input.name", `A name has 1 to ${NAME_MAX_CHARS} characters.`, {
      limit: NAME_MAX_CHARS,
    });
  return name;
}
