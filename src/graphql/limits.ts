import { maxAliasesRule } from "@escape.tech/graphql-armor-max-aliases";
import { maxDepthRule } from "@escape.tech/graphql-armor-max-depth";
import { maxDirectivesRule } from "@escape.tech/graphql-armor-max-directives";
import {
  GraphQLError,
  Kind,
  NoSchemaIntrospectionCustomRule,
  type DocumentNode,
  type GraphQLSchema,
  type ValidationContext,
  type ValidationRule,
} from "graphql";
import { fieldExtensionsEstimator, getComplexity } from "graphql-query-complexity";
import { ErrorCode } from "../errors.js";
import { MAX_COST, objectEstimator } from "./cost.js";

export const MAX_TOKENS = 1_000;
export const MAX_DEPTH = 8;
const MAX_ALIASES = 15;
const MAX_DIRECTIVES = 20;

/** The rules beside the specified ones, for HTTP and socket alike. */
export function limitRules(introspection: boolean): ValidationRule[] {
  const rules = [
    maxDepthRule({ n: MAX_DEPTH, flattenFragments: true, ...report(`deeper than ${MAX_DEPTH}`) }),
    maxAliasesRule({ n: MAX_ALIASES, ...report(`more than ${MAX_ALIASES} aliases`) }),
    maxDirectivesRule({ n: MAX_DIRECTIVES, ...report(`more than ${MAX_DIRECTIVES} directives`) }),
  ];
  return introspection ? rules : [...rules, NoSchemaIntrospectionCustomRule];
}

export interface Operation {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operationName: string | null;
  readonly variables: Record<string, unknown>;
}

/** Null, or what to answer instead. Counted with the variables, so it follows validation. */
export function costError({
  schema,
  document,
  operationName,
  variables,
}: Operation): GraphQLError | null {
  if (isIntrospection(document)) return null;
  try {
    const cost = getComplexity({
      schema,
      query: document,
      variables,
      ...(operationName ? { operationName } : {}),
      estimators: [fieldExtensionsEstimator(), objectEstimator],
    });
    return cost > MAX_COST ? tooComplex(`costs ${cost}, more than ${MAX_COST}`) : null;
  } catch {
    // Variables that do not fit their types: execution says so better.
    return null;
  }
}

/** Full introspection exceeds the budget; where the rules let it pass it costs no database work. */
function isIntrospection(document: DocumentNode): boolean {
  return document.definitions.every(
    (definition) =>
      definition.kind !== Kind.OPERATION_DEFINITION ||
      definition.selectionSet.selections.every(
        (selection) => selection.kind === Kind.FIELD && selection.name.value.startsWith("__"),
      ),
  );
}

function report(what: string): {
  propagateOnRejection: false;
  onReject: [(context: ValidationContext | null) => void];
} {
  return {
    propagateOnRejection: false,
    onReject: [(context) => context?.reportError(tooComplex(`is ${what}`))],
  };
}

function tooComplex(what: string): GraphQLError {
  return new GraphQLError(`The operation ${what}.`, {
    extensions: { code: ErrorCode.QUERY_TOO_COMPLEX, http: { status: 400 } },
  });
}
