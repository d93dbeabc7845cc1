import { GraphQLScalarType, Kind, type ValueNode } from "graphql";
import { GraphQLDateTime, GraphQLJSONObject } from "graphql-scalars";
import { normaliseEmail } from "../../platform/core/email-address.js";
import { badInput } from "../../platform/core/errors.js";
import { isJsonObject, type JsonObject } from "../../platform/core/json-object.js";

export const EmailAddress = new GraphQLScalarType<string, string>({
  name: "EmailAddress",
  description:
    "An e-mail address, internationalised ones included; compared without regard to case, its domain as the DNS has it (xn--).",
  serialize: String,
  parseValue: parseEmail,
  parseLiteral: (node) => parseEmail(node.kind === Kind.STRING ? node.value : null),
});

export const DateTime = new GraphQLScalarType({
  ...GraphQLDateTime.toConfig(),
  name: "DateTime",
  description: "RFC 3339 in UTC, with milliseconds.",
});

/** What is in it is for the services to check, which know its path. */
export const JSONObject = new GraphQLScalarType<JsonObject, JsonObject>({
  name: "JSONObject",
  description:
    "An object of JSON: at most 8 KiB of UTF-8 and 5 objects and lists in one another. No names `__proto__`, `constructor` and `prototype`, whole numbers to 9,007,199,254,740,991 either way, valid Unicode: BAD_USER_INPUT with the path of what is wrong.",
  serialize: (value) => value as JsonObject,
  parseValue: parseObject,
  parseLiteral: (node, variables) => parseObject(literal(node, variables ?? {})),
});

export const WebAuthnJson = new GraphQLScalarType({
  ...GraphQLJSONObject.toConfig(),
  name: "WebAuthnJSON",
  description:
    "An object of JSON as WebAuthn, level 3, defines it: browsers and apps read and write it.",
});

/** As EmailAddress takes it, or null. */
export function readEmailAddress(value: string): string | null {
  try {
    return parseEmail(value);
  } catch {
    return null;
  }
}

function parseEmail(value: unknown): string {
  const email = normaliseEmail(value);
  if (!email) throw badInput("email", "That is not an e-mail address.");
  return email;
}

function parseObject(value: unknown): JsonObject {
  if (!isJsonObject(value)) throw badInput("value", "An object, in braces.");
  return value;
}

/** A document has so many tokens at most, and is so deep. Own names only: `__proto__` is one here. */
function literal(node: ValueNode, variables: Readonly<Record<string, unknown>>): unknown {
  switch (node.kind) {
    case Kind.OBJECT:
      return Object.fromEntries(
        node.fields.map(({ name, value }) => [name.value, literal(value, variables)]),
      );
    case Kind.LIST:
      return node.values.map((value) => literal(value, variables));
    case Kind.INT:
    case Kind.FLOAT:
      return Number(node.value);
    case Kind.NULL:
      return null;
    case Kind.VARIABLE:
      return variables[node.name.value] ?? null;
    case Kind.STRING:
    case Kind.BOOLEAN:
      return node.value;
    case Kind.ENUM:
      return undefined;
  }
}
