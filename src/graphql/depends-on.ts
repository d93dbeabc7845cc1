import { Extensions } from "type-graphql";

/**
 * Whom a field's value depends on, beside the object. Without a word it is the same for every
 * member, and computed once for all of them.
 * - `sender`: it differs between the sender of the message and everybody else.
 * - `history`: it differs with the position from which the member may read.
 * - `blocks`: a block hides it, either way: it may differ for each of those who have any.
 * - `viewer`: it may differ for each person.
 */
export type Dependence = "sender" | "history" | "blocks" | "viewer";

export const DEPENDENCE = "dependsOn";

/** Declared at the field; a field that reads the viewer undeclared is still computed for each. */
export function DependsOn(dependence: Dependence): MethodDecorator & PropertyDecorator {
  return Extensions({ [DEPENDENCE]: dependence });
}
