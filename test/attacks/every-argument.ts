import { readFileSync } from "node:fs";
import {
  buildSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  type GraphQLInputType,
} from "graphql";

const contract = new URL("../../schema/schema.graphql", import.meta.url);
const schema = buildSchema(readFileSync(contract, "utf8"));

/** A place for a value of the client's, in an operation that is otherwise in order. */
export interface Place {
  readonly name: string;
  readonly query: string;
  /** The variables, with that value in the place. */
  fill(value: unknown): Record<string, unknown>;
  /** A value that fits. */
  readonly fitting: unknown;
  /** Whether any object fits. */
  readonly takesObjects: boolean;
}

const ID = "5f0000000000000000000001";
const FITTING: Readonly<Record<string, unknown>> = {
  ID,
  String: "x",
  Int: 1,
  Boolean: true,
  EmailAddress: "nobody@example.com",
  PhoneNumber: "+14155552671",
  DateTime: "2030-01-01T00:00:00.000Z",
  JSONObject: {},
  WebAuthnJSON: {},
};

function fittingFor(type: GraphQLInputType): unknown {
  if (isNonNullType(type)) return fittingFor(type.ofType);
  if (isListType(type)) return [fittingFor(type.ofType)];
  if (isEnumType(type)) return type.getValues()[0]?.name;
  if (!isInputObjectType(type)) return FITTING[type.toString()];
  const required = Object.values(type.getFields()).filter((field) => isNonNullType(field.type));
  return Object.fromEntries(required.map((field) => [field.name, fittingFor(field.type)]));
}

interface Argument {
  readonly name: string;
  readonly type: GraphQLInputType;
}

/** `$call` of the path stands for the field with its arguments. */
function placesOf(
  operation: string,
  path: string,
  field: { name: string; args: readonly Argument[]; leaf: boolean; typename: string },
): Place[] {
  const { args, name, leaf, typename } = field;
  const given = args.filter(({ type }) => getNamedType(type).name !== "Upload");
  if (given.length < args.length) return [];
  const variables = given.map((arg) => `$${arg.name}: ${arg.type.toString()}`).join(", ");
  const passed = given.map((arg) => `${arg.name}: $${arg.name}`).join(", ");
  const call = `${name}(${passed}) ${leaf ? "" : "{ __typename }"}`;
  const query = `${operation} (${variables}) { ${path.replace("$call", call)} }`;
  const others = (but: string): Record<string, unknown> =>
    Object.fromEntries(
      given
        .filter((arg) => arg.name !== but && isNonNullType(arg.type))
        .map((arg) => [arg.name, fittingFor(arg.type)]),
    );
  return given.flatMap((arg) => {
    const inner = getNamedType(arg.type);
    const place = (
      steps: string,
      type: GraphQLInputType,
      fill: (value: unknown) => unknown,
    ): Place => ({
      name: `${typename}.${name}(${steps})`,
      query,
      fitting: fittingFor(type),
      takesObjects:
        getNamedType(type).name.endsWith("JSON") || getNamedType(type).name === "JSONObject",
      fill: (value) => ({ ...others(arg.name), [arg.name]: fill(value) }),
    });
    if (!isInputObjectType(inner)) return [place(arg.name, arg.type, (value) => value)];
    return Object.values(inner.getFields()).map((one) =>
      place(`${arg.name}.${one.name}`, one.type, (value) => {
        const object = { ...(fittingFor(inner) as object), [one.name]: value };
        return arg.type.toString().startsWith("[") ? [object] : object;
      }),
    );
  });
}

/** Every argument of every root field, and of the fields below that are reached by `paths`. */
export function everyPlace(paths: Readonly<Record<string, string>>): Place[] {
  const roots = ["Query", "Mutation", "Subscription"].map((name) => [name, "$call"] as const);
  return [...roots, ...Object.entries(paths)].flatMap(([typename, path]) => {
    const type = schema.getType(typename);
    const fields = isObjectType(type) ? Object.values(type.getFields()) : [];
    const operation = roots.some(([name]) => name === typename) ? typename.toLowerCase() : "query";
    return fields.flatMap(({ name, args, type: answer }) =>
      placesOf(operation, path, { name, args, typename, leaf: isLeafType(getNamedType(answer)) }),
    );
  });
}

/** Every key of everything in there. */
export function keysOf(value: unknown): string[] {
  if (typeof value !== "object" || value === null || value instanceof Date) return [];
  if ("_bsontype" in value) return [];
  const below = Object.values(value).flatMap(keysOf);
  return Array.isArray(value) ? below : [...Object.keys(value), ...below];
}
