import { badInput } from "../../platform/core/errors.js";

/**
 * Throws BAD_USER_INPUT for a request, or variables, with a name that a careless merge would follow to
 * a prototype. Further inside GraphQL refuses it itself, with its path.
 */
export function refusePrototypeNames(body: unknown): void {
  const variables: unknown = isObject(body) ? body["variables"] : undefined;
  for (const one of [body, variables])
    if (isObject(one) && ["__proto__", "constructor"].some((name) => Object.hasOwn(one, name)))
      throw badInput(
        "body",
        "Neither a request nor its variables are called __proto__ or constructor.",
      );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
