import { defaultFieldResolver, type GraphQLFieldResolver, type GraphQLSchema } from "graphql";
import type { Role } from "../../platform/core/role.js";
import type { Viewer } from "../../platform/core/viewer.js";
import type { Context } from "./context.js";

/** Whose tokens these are, which have been issued this moment. */
export type IdentifyHolder = (authorization: string, role: Role) => Viewer;

type Resolve = GraphQLFieldResolver<unknown, Context>;
type Asker = Pick<Context, "viewer" | "credentials">;

interface SignedIn {
  readonly tokens?: { readonly tokenType: string; readonly accessToken: string } | null;
  readonly viewer?: { readonly role: Role } | null;
}

/**
 * Whom a mutation signs in is the viewer of all that is selected below it. Mutations run one after
 * the other, each with its selection: the next one is asked by whoever sent the document.
 */
export function showToSignedIn(schema: GraphQLSchema, identify: IdentifyHolder): void {
  const askers = new WeakMap<Context, Asker>();
  for (const field of Object.values(schema.getMutationType()?.getFields() ?? {})) {
    const resolve: Resolve = field.resolve ?? defaultFieldResolver;
    field.resolve = async (source, args: Record<string, unknown>, context: Context, info) => {
      const { viewer, credentials } = context;
      const asker = askers.get(context) ?? { viewer, credentials };
      if (askers.has(context)) become(context, asker);
      const result: unknown = await resolve(source, args, context, info);
      const { tokens, viewer: account } = (result ?? {}) as SignedIn;
      if (!tokens || !account) return result;
      const signedIn = identify(`${tokens.tokenType} ${tokens.accessToken}`, account.role);
      askers.set(context, asker);
      become(context, { viewer: signedIn, credentials: "valid" });
      return result;
    };
  }
}

/** What was loaded for one viewer is nothing to another. */
function become(context: Context, asker: Asker): void {
  Object.assign(context, asker);
  context.loaders = context.newLoaders();
}
