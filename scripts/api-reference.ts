import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import {
  astFromValue,
  print,
  buildSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  isScalarType,
  isSpecifiedScalarType,
  isUnionType,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLNamedType,
  type GraphQLSchema,
} from "graphql";
import { TRANSFER_SCHEMA } from "../src/transfer/lines/line-schema.js";

const ROOTS = ["Query", "Mutation", "Subscription"] as const;
const OUTPUT = new URL("../docs/api-reference.md", import.meta.url);
const TRANSFER = new URL("../docs/transfer.schema.json", import.meta.url);

/** docs/api-reference.md: the descriptions of the contract, for reading. */
export function renderReference(schema: GraphQLSchema): string {
  const types = Object.values(schema.getTypeMap()).filter(
    (type) => !isIntrospectionType(type) && !isSpecifiedScalarType(type),
  );
  const roots = ROOTS.flatMap((name) => schema.getType(name) ?? []);
  const others = types.filter((type) => !roots.includes(type));
  const sections: [string, GraphQLNamedType[]][] = [
    ["Types", others.filter((type) => isObjectType(type) || isInterfaceType(type))],
    ["Unions", others.filter(isUnionType)],
    ["Inputs", others.filter(isInputObjectType)],
    ["Enums", others.filter(isEnumType)],
    ["Scalars", others.filter(isScalarType)],
  ];
  return [
    "# API reference",
    "Made from [schema/schema.graphql](../schema/schema.graphql) by `npm run docs`.",
    ...roots.flatMap((type) => renderType(type, "##")),
    ...sections.flatMap(([title, members]) => [
      `## ${title}`,
      ...members.flatMap((type) => renderType(type, "###")),
    ]),
    "",
  ].join("\n\n");
}

function renderType(type: GraphQLNamedType, level: string): string[] {
  const head = [`${level} ${type.name}`, ...(type.description ? [line(type.description)] : [])];
  if (isObjectType(type) || isInterfaceType(type))
    return [...head, Object.values(type.getFields()).map(renderField).join("\n")];
  if (isInputObjectType(type))
    return [
      ...head,
      Object.values(type.getFields())
        .map((one) => renderInput(one, ""))
        .join("\n"),
    ];
  if (isEnumType(type))
    return [
      ...head,
      type
        .getValues()
        .map((one) => item(`\`${one.name}\``, one.description))
        .join("\n"),
    ];
  if (isUnionType(type))
    return [
      ...head,
      type
        .getTypes()
        .map(({ name }) => `\`${name}\``)
        .join(", "),
    ];
  return head;
}

function renderField(field: GraphQLField<unknown, unknown>): string {
  const lines = field.args.map((argument) => renderInput(argument, "  "));
  const deprecated = field.deprecationReason ? `Deprecated: ${field.deprecationReason}` : null;
  const told = [field.description, deprecated].filter(Boolean).join(" ");
  return [item(`\`${field.name}: ${String(field.type)}\``, told), ...lines].join("\n");
}

function renderInput(input: GraphQLArgument | GraphQLInputField, indent: string): string {
  const { name, type, defaultValue, description } = input;
  const literal = astFromValue(defaultValue, type);
  const preset = literal ? ` = ${print(literal)}` : "";
  return indent + item(`\`${name}: ${String(type)}${preset}\``, description);
}

function item(code: string, description: string | null | undefined): string {
  return description ? `- ${code}: ${line(description)}` : `- ${code}`;
}

function line(text: string): string {
  return text
    .replace(/\s+/g, " ")
    .replace(/[<>]/g, (char) => (char === "<" ? "&lt;" : "&gt;"))
    .trim();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const sdl = await readFile(new URL("../schema/schema.graphql", import.meta.url), "utf8");
  await writeFile(OUTPUT, renderReference(buildSchema(sdl)));
  await writeFile(TRANSFER, `${JSON.stringify(TRANSFER_SCHEMA, null, 2)}\n`);
}
