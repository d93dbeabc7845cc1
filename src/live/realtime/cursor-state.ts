import type { News } from "./news.js";
import type { AudienceHandle } from "./parked.js";

/**
 * Where a cursor stands with its log. Behind: it has to read on, with rights that are read anew.
 * Reading: with rights that are good until something is heard about them. Parked: it has everything,
 * and its audience serves it. Gone: it is over.
 */
export type CursorState =
  | { readonly name: "behind"; readonly news: News }
  | { readonly name: "reading"; readonly news: News }
  | { readonly name: "parked"; readonly audience: AudienceHandle }
  | { readonly name: "gone" };

export type StateName = CursorState["name"];

/** What may follow each; a cursor begins as reading, by what its subscription has just read. */
export const FOLLOWING: { readonly [Name in StateName]: readonly StateName[] } = {
  behind: ["reading", "gone"],
  reading: ["behind", "parked", "gone"],
  parked: ["behind", "gone"],
  gone: [],
};

export function moved(from: CursorState, to: CursorState): CursorState {
  if (from.name !== to.name && !FOLLOWING[from.name].includes(to.name))
    throw new Error(`a cursor that is ${from.name} became ${to.name}`);
  return to;
}
