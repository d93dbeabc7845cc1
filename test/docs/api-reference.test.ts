import { readFileSync } from "node:fs";
import { expect, test } from "@jest/globals";
import {
  buildSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  isSpecifiedScalarType,
  type GraphQLNamedType,
} from "graphql";
import { renderReference } from "../../scripts/api-reference.js";

const read = (path: string): string =>
  readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");
const schema = buildSchema(read("schema/schema.graphql"));
const types = Object.values(schema.getTypeMap()).filter(
  (type) => !isIntrospectionType(type) && !isSpecifiedScalarType(type),
);

test("the API reference is what `npm run docs` makes of the contract", () => {
  expect(read("docs/api-reference.md")).toBe(renderReference(schema));
});

test("the API reference names every type", () => {
  const reference = read("docs/api-reference.md");
  for (const { name } of types) expect(reference).toMatch(new RegExp(`^##+ ${name}$`, "m"));
});

test("every type, field, argument, input field and enum value is described", () => {
  const silent = types.flatMap(placesOf).filter(([, description]) => !description?.trim());
  expect(silent.map(([place]) => place)).toEqual([]);
});

test("a default is printed as it is written in a document", () => {
  const reference = read("docs/api-reference.md");
  expect(reference).toContain("purpose: UploadPurpose = MESSAGE`");
  expect(reference).not.toMatch(/ = "[A-Z_]+"`/);
});

test("descriptions are one line and end like a sentence", () => {
  const odd = types
    .flatMap(placesOf)
    .filter(([, description]) => !/^[^\n]+[.:]$/.test(description ?? "."));
  expect(odd.map(([place]) => place)).toEqual([]);
});

interface Described {
  readonly name: string;
  readonly description?: string | null | undefined;
}
type Place = readonly [name: string, description: string | null | undefined];

/** The type and everything in it that can carry a description. */
function placesOf(type: GraphQLNamedType): Place[] {
  const at = ({ name, description }: Described): Place => [`${type.name}.${name}`, description];
  const own: Place = [type.name, type.description];
  if (isEnumType(type)) return [own, ...type.getValues().map(at)];
  if (isInputObjectType(type)) return [own, ...Object.values(type.getFields()).map(at)];
  if (!isObjectType(type) && !isInterfaceType(type)) return [own];
  return Object.values(type.getFields()).reduce<Place[]>(
    (places, field) => [
      ...places,
      at(field),
      ...field.args.map(({ name, description }): Place => [
        `${type.name}.${field.name}(${name})`,
        description,
      ]),
    ],
    [own],
  );
}
