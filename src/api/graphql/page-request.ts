import { badInput } from "../../platform/core/errors.js";
import { PAGE_SIZE_DEFAULT, PAGE_SIZE_MAX } from "./cost.js";

/** What the arguments of all lists mean. A cursor of another list is BAD_USER_INPUT. */
export const FIRST = `How many at most: 1 to ${PAGE_SIZE_MAX}.`;
export const LAST = `How many at most, from the end: 1 to ${PAGE_SIZE_MAX}.`;
export const AFTER = "A cursor of this list: only what stands behind it.";
export const BEFORE = "A cursor of this list: only what stands before it.";

/** Throws BAD_USER_INPUT unless the size is 1 to 100. */
export function pageSize(value: number | null | undefined, field: "first" | "last"): number {
  if (value === null || value === undefined) return PAGE_SIZE_DEFAULT;
  if (value < 1 || value > PAGE_SIZE_MAX)
    throw badInput(field, `${field} is a number from 1 to ${PAGE_SIZE_MAX}.`, {
      limit: PAGE_SIZE_MAX,
    });
  return value;
}
