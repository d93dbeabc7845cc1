import { readFileSync } from "node:fs";
import { expect, test } from "@jest/globals";
import { buildSchema, parse, specifiedRules, validate } from "graphql";
import { printContract } from "../../schema/print.js";
import { limitRules } from "../../src/api/graphql/operation-limits.js";

const read = (path: string): string =>
  readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");

test("schema/schema.graphql is what the resolver classes make", () => {
  expect(read("schema/schema.graphql")).toBe(printContract());
});

test("the welcome tab of GraphiQL holds only what the schema has, within the limits", () => {
  const document = parse(read("graphiql/src/welcome.graphql"));
  const errors = validate(buildSchema(printContract()), document, [
    ...specifiedRules,
    ...limitRules(true),
  ]);
  expect(errors.map(({ message }) => message)).toEqual([]);
});
