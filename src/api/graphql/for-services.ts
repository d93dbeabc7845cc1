import { Extensions } from "type-graphql";
import type { Scope } from "../../platform/core/service.js";

/** That services may ask a root field for themselves, and by which scope. */
export interface Opening {
  readonly scope: Scope;
  /** People may not. */
  readonly alone: boolean;
}

export const OPENING = "forServices";

/** Without it a root field is for people, whom a service has to name by Act-As. */
export function ForServices(scope: Scope): MethodDecorator {
  return Extensions({ [OPENING]: { scope, alone: false } satisfies Opening });
}

/** What people have no business with, administrators included. */
export function ForServicesAlone(scope: Scope): MethodDecorator {
  return Extensions({ [OPENING]: { scope, alone: true } satisfies Opening });
}
