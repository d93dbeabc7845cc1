import { expect, test } from "@jest/globals";
import { GraphQLError } from "graphql";
import { AppError, ErrorCode } from "../../src/platform/core/errors.js";
import { createPresentError } from "../../src/api/graphql/present-error.js";

class Outage extends Error {}

const logged: unknown[] = [];
const present = createPresentError({
  isOutage: (error) => error instanceof Outage,
  log: ({ error }) => void logged.push(error),
  onRefused: () => undefined,
  suggestions: false,
});
const codeOf = (error: unknown): unknown => present(error, null).extensions?.["code"];

test.each([
  ["a field", ["viewer"]],
  ["what comes before the fields", undefined],
])("an outage beneath %s is answered as one, and its cause is logged", (_where, path) => {
  const originalError = new Outage("the database is away");
  const raised = new GraphQLError("wrapped", { originalError, ...(path && { path }) });
  expect(codeOf(raised)).toBe(ErrorCode.SERVICE_UNAVAILABLE);
  expect(logged.at(-1)).toBe(originalError);
});

test("a refusal keeps its code however deep it lies", () => {
  const refusal = new AppError(ErrorCode.CONFLICT, "Taken.");
  const inner = new GraphQLError("inner", { originalError: refusal });
  expect(codeOf(new GraphQLError("outer", { originalError: inner }))).toBe(ErrorCode.CONFLICT);
});

test("what nobody foresaw is masked", () => {
  const raised = new GraphQLError("secret", { originalError: new Error("secret"), path: ["a"] });
  expect(present(raised, null).extensions?.["code"]).toBe(ErrorCode.INTERNAL_SERVER_ERROR);
  expect(present(raised, null).message).not.toContain("secret");
  expect(codeOf(new GraphQLError("Unknown field."))).toBe(ErrorCode.BAD_USER_INPUT);
});
