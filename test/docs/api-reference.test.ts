import { readFileSync } from "node:fs";
import { expect, test } from "@jest/globals";
import { buildSchema, isIntrospectionType, isSpecifiedScalarType } from "graphql";
import { renderReference } from "../../scripts/api-reference.js";

const read = (path: string): string =>
  readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");
const schema = buildSchema(read("schema/schema.graphql"));

test("the API reference is what `npm run docs` makes of the contract", () => {
  expect(read("docs/api-reference.md")).toBe(renderReference(schema));
});

test("the API reference names every type", () => {
  const reference = read("docs/api-reference.md");
  const types = Object.values(schema.getTypeMap()).filter(
    (type) => !isIntrospectionType(type) && !isSpecifiedScalarType(type),
  );
  for (const { name } of types) expect(reference).toMatch(new RegExp(`^##+ ${name}$`, "m"));
});
