import { badInput } from "../errors.js";
import { PAGE_SIZE_DEFAULT, PAGE_SIZE_MAX } from "./cost.js";

/** Throws BAD_USER_INPUT unless the size is 1 to 100. */
export function pageSize(value: number | null | undefined, field: "first" | "last"): number {
  if (value === null || value === undefined) return PAGE_SIZE_DEFAULT;
  if (value < 1 || value > PAGE_SIZE_MAX)
    throw badInput(field, `${field} is a number from 1 to ${PAGE_SIZE_MAX}.`, {
      limit: PAGE_SIZE_MAX,
    });
  return value;
}
