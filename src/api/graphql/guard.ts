import {
  defaultFieldResolver,
  isInterfaceType,
  isObjectType,
  type GraphQLFieldResolver,
  type GraphQLSchema,
} from "graphql";
import type { Types } from "mongoose";
import { unauthenticated, type Context } from "./context.js";
import { DEPENDENCE, type Dependence } from "./depends-on.js";
import { ID_PREFIX } from "./node.js";

/** What can be asked without a valid token. Everything else needs a viewer. */
const PUBLIC = new Set([
  "Query.viewer",
  "Query.serverInfo",
  "Mutation.signup",
  "Mutation.confirmEmail",
  "Mutation.resendCode",
  "Mutation.login",
  "Mutation.loginWithGoogle",
  "Mutation.answerChallenge",
  "Mutation.requestPasswordReset",
  "Mutation.resetPassword",
  "Mutation.refresh",
]);
/** An invalid token is an error here, though no token is not. */
const TOKEN_CHECKED = new Set(["Query.viewer"]);

interface Identified {
  readonly _id: { toHexString(): string };
}
type Resolve = GraphQLFieldResolver<unknown, Context>;

/** Throws where that field of Mutation was called too often. */
export type LimitMutation = (
  field: string,
  args: Record<string, unknown>,
  context: Context,
) => Promise<void>;

/**
 * Denies by default, on the finished schema, so that no resolver can be forgotten. `limit` comes
 * before each write.
 */
export function guardRootFields(schema: GraphQLSchema, limit: LimitMutation): void {
  const mutation = schema.getMutationType();
  for (const field of Object.values(mutation?.getFields() ?? {})) {
    const resolve: Resolve = field.resolve ?? defaultFieldResolver;
    field.resolve = async (source, args: Record<string, unknown>, context: Context, info) => {
      await limit(field.name, args, context);
      return resolve(source, args, context, info);
    };
  }
  for (const root of [schema.getQueryType(), mutation, schema.getSubscriptionType()])
    for (const field of Object.values(root?.getFields() ?? {})) {
      const name = `${root?.name}.${field.name}`;
      if (field.subscribe) field.subscribe = guarded(name, field.subscribe);
      else field.resolve = guarded(name, field.resolve ?? defaultFieldResolver);
    }
}

/**
 * Shared results watch who reads the viewer; a field that declares its dependence may. The senders
 * told apart are those of the event's message: another one, to which it replies, has its own.
 */
export function admitDeclaredFields(schema: GraphQLSchema): void {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      const { resolve } = field;
      const dependence = field.extensions[DEPENDENCE] as Dependence | undefined;
      if (!resolve || !dependence) continue;
      field.resolve = (source, args, context: Context, info) => {
        const { shared } = context;
        const isDeclared =
          dependence !== "sender" ||
          shared?.messageId?.equals((source as { _id: Types.ObjectId })._id);
        return resolve(source, args, shared && isDeclared ? shared.context : context, info);
      };
    }
  }
}

/** Documents carry `id`; what is stored carries `_id`. */
export function resolveNodeIds(schema: GraphQLSchema): void {
  const node = schema.getType("Node");
  if (!isInterfaceType(node)) return;
  for (const type of schema.getImplementations(node).objects) {
    const id = type.getFields()["id"];
    const prefix = (type.extensions[ID_PREFIX] as string | undefined) ?? "";
    if (id) id.resolve = ({ _id }: Identified) => `${prefix}${_id.toHexString()}`;
  }
}

function guarded(name: string, resolve: Resolve): Resolve {
  return (source, args, context, info) => {
    const refused =
      context.credentials === "refused" && (!PUBLIC.has(name) || TOKEN_CHECKED.has(name));
    if (refused || (!context.viewer && !PUBLIC.has(name))) throw unauthenticated(context);
    return resolve(source, args, context, info);
  };
}
