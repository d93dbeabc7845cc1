import {
  defaultFieldResolver,
  isInterfaceType,
  isObjectType,
  type GraphQLFieldResolver,
  type GraphQLSchema,
} from "graphql";
import type { Types } from "mongoose";
import { AppError, ErrorCode } from "../../platform/core/errors.js";
import { requestScope } from "../../platform/core/request-scope.js";
import { requestOf, unauthenticated, type Context } from "./context.js";
import { DEPENDENCE, type Dependence } from "./depends-on.js";
import { ID_PREFIX } from "./node.js";
import type { Service } from "../../platform/core/service.js";
import { OPENING, type Opening } from "./for-services.js";

/** What can be asked without a valid token. Everything else needs a viewer. */
const PUBLIC = new Set([
  "Query.viewer",
  "Query.serverInfo",
  "Mutation.signup",
  "Mutation.confirmEmail",
  "Mutation.resendCode",
  "Mutation.login",
  "Mutation.loginWithGoogle",
  "Mutation.exchangeToken",
  "Mutation.beginPasskeyLogin",
  "Mutation.loginWithPasskey",
  "Mutation.answerChallenge",
  "Mutation.requestPasswordReset",
  "Mutation.resetPassword",
  "Mutation.refresh",
]);
/** An invalid token is an error here, though no token is not. */
const TOKEN_CHECKED = new Set(["Query.viewer"]);
/** What whoever asks may ask, a service included. */
const FOR_ALL = new Set(["Query.viewer", "Query.serverInfo"]);

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
 * What people do all the time: it changes no account, so nothing below tells the security log of it,
 * and a scope would cost more than it is worth (see AsyncScope).
 */
const UNSCOPED = new Set([
  "sendMessage",
  "editMessage",
  "deleteMessage",
  "setReaction",
  "setPinned",
  "markRead",
  "markDelivered",
  "setTyping",
  "patchMessageMetadata",
]);

/** What comes before and after each write. */
export interface MutationWatch {
  readonly limit: LimitMutation;
  /** Carries out what a service asks for, and notes that it did. */
  readonly act: <T>(
    act: {
      readonly service: Service;
      readonly operation: string;
      readonly actorId: Types.ObjectId | null;
    },
    carryOut: () => Promise<T>,
  ) => Promise<T>;
}

/** Denies by default, on the finished schema, so that no resolver can be forgotten. */
export function guardRootFields(schema: GraphQLSchema, { limit, act }: MutationWatch): void {
  const mutation = schema.getMutationType();
  for (const field of Object.values(mutation?.getFields() ?? {})) {
    const resolve: Resolve = field.resolve ?? defaultFieldResolver;
    const write: Resolve = async (source, args: Record<string, unknown>, context, info) => {
      await limit(field.name, args, context);
      const { service, viewer } = context;
      const carryOut = async (): Promise<unknown> => {
        const result: unknown = await resolve(source, args, context, info);
        // What was loaded before a write is not what is there after it.
        context.loaders = context.newLoaders();
        return result;
      };
      if (!service) return carryOut();
      const actorId = viewer?.userId ?? null;
      return act({ service, operation: field.name, actorId }, carryOut);
    };
    field.resolve = (source, args: Record<string, unknown>, context: Context, info) => {
      const writing = async (): Promise<unknown> => write(source, args, context, info);
      const isScoped = context.service !== null || !UNSCOPED.has(field.name);
      return isScoped ? requestScope.within(requestOf(context), writing) : writing();
    };
  }
  for (const root of [schema.getQueryType(), mutation, schema.getSubscriptionType()])
    for (const field of Object.values(root?.getFields() ?? {})) {
      const name = `${root?.name}.${field.name}`;
      const opening = (field.extensions[OPENING] as Opening | undefined) ?? null;
      if (field.subscribe) field.subscribe = guarded(name, opening, field.subscribe);
      else field.resolve = guarded(name, opening, field.resolve ?? defaultFieldResolver);
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

function guarded(name: string, opening: Opening | null, resolve: Resolve): Resolve {
  return (source, args, context, info) => {
    const { viewer, service } = context;
    if (service && !viewer && !FOR_ALL.has(name)) refuseService(service, opening, context);
    else if (opening?.alone && viewer)
      throw new AppError(ErrorCode.FORBIDDEN, "That is for services, by a key of their own.");
    else if (!service) refusePerson(name, context);
    return resolve(source, args, context, info);
  };
}

function refuseService({ scopes }: Service, opening: Opening | null, context: Context): void {
  if (!opening) throw unauthenticated(context);
  if (!scopes.includes(opening.scope))
    throw new AppError(ErrorCode.FORBIDDEN, `That needs a key with the scope ${opening.scope}.`);
}

function refusePerson(name: string, context: Context): void {
  const refused =
    context.credentials === "refused" && (!PUBLIC.has(name) || TOKEN_CHECKED.has(name));
  if (refused || (!context.viewer && !PUBLIC.has(name))) throw unauthenticated(context);
}
