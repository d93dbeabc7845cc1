import { readFileSync } from "node:fs";
import { expect, test } from "@jest/globals";
import { buildSchema, isEnumType } from "graphql";
import { ERROR_CODES } from "../../client/src/index.js";

test("the kit knows the codes of the schema, all of them and no others", () => {
  const schema = buildSchema(readFileSync("schema/schema.graphql", "utf8"));
  const type = schema.getType("ErrorCode");
  const codes = isEnumType(type) ? type.getValues().map(({ name }) => name) : [];

  expect([...ERROR_CODES].sort()).toEqual(codes.sort());
});
