import { Extensions } from "type-graphql";

/**
 * Whom a field's value depends on, beside the object. Without a word it is the same for every
 * member, and computed once for all of them; unless it reads the viewer, which is noticed.
 * - `sender`: it differs between the sender of the message and everybody else.
 * - `history`: it differs with the position from which the member may read.
 * - `blocks`: a block hides it, either way: it may differ for each of those who have any.
 */
export type Dependence = "sender" | "history" | "blocks";

export const DEPENDENCE = "dependsOn";

export function DependsOn(dependence: Dependence): MethodDecorator & PropertyDecorator {
  return Extensions({ [DEPENDENCE]: dependence });
}
