import { maxAliasesRule } from "@escape.tech/graphql-armor-max-aliases";
import { maxDepthRule } from "@escape.tech/graphql-armor-max-depth";
import { maxDirectivesRule } from "@escape.tech/graphql-armor-max-directives";
import {
  getOperationAST,
  getVariableValues,
  GraphQLError,
  Kind,
  NoSchemaIntrospectionCustomRule,
  OperationTypeNode,
  type DocumentNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type ValidationContext,
  type ValidationRule,
} from "graphql";
import { fieldExtensionsEstimator, getComplexity } from "graphql-query-complexity";
import { AppError, ErrorCode, type ErrorDetails } from "../../platform/core/errors.js";
import { MAX_COST, objectEstimator, ONCE_PER_DOCUMENT } from "./cost.js";
import { unconditionalSubscriptions } from "./unconditional-subscriptions.js";

export const MAX_TOKENS = 1_000;
/** The home screen of a Relay client: two lists in each other by edges and nodes, and what is in them. */
export const MAX_DEPTH = 10;
/** Of validation: none after it is looked for. */
export const MAX_ERRORS = 20;
/** With fragments written out: twice as many as there can be tokens. */
const MAX_NODES = 2_000;
const MAX_ALIASES = 15;
const MAX_DIRECTIVES = 20;

/** The rules beside the specified ones, for HTTP and socket alike. */
export function limitRules(introspection: boolean): ValidationRule[] {
  const rules = [
    unconditionalSubscriptions,
    maxDepthRule({
      n: MAX_DEPTH,
      flattenFragments: true,
      ...report(`deeper than ${MAX_DEPTH}`, MAX_DEPTH),
    }),
    maxAliasesRule({
      n: MAX_ALIASES,
      ...report(`more than ${MAX_ALIASES} aliases`, MAX_ALIASES),
    }),
    maxDirectivesRule({
      n: MAX_DIRECTIVES,
      ...report(`more than ${MAX_DIRECTIVES} directives`, MAX_DIRECTIVES),
    }),
  ];
  return introspection ? rules : [...rules, NoSchemaIntrospectionCustomRule];
}

export interface Operation {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operationName: string | null;
  readonly variables: Record<string, unknown>;
}

/**
 * How many objects it costs, or what to answer instead. Counted with the variables, so it follows
 * validation.
 */
export function countCost({
  schema,
  document,
  operationName,
  variables,
}: Operation): number | GraphQLError {
  if (isIntrospection(document)) return 0;
  const asked = getOperationAST(document, operationName);
  // Where there is none, or its variables do not fit their types, execution says so better.
  if (!asked || !variablesFit(schema, asked, variables)) return 0;
  try {
    const cost = getComplexity({
      schema,
      query: document,
      variables,
      ...(operationName ? { operationName } : {}),
      estimators: [fieldExtensionsEstimator(), objectEstimator],
      maxQueryNodes: MAX_NODES,
    });
    const details = { cost, limit: MAX_COST };
    if (cost > MAX_COST) return tooComplex(`costs ${cost}, more than ${MAX_COST}`, details);
    // What keeps secrets from being tried twice stands for no objects.
    const isWrite = asked.operation === OperationTypeNode.MUTATION;
    return isWrite && cost >= ONCE_PER_DOCUMENT ? cost - ONCE_PER_DOCUMENT : cost;
  } catch (error) {
    // Execution would do what it can of it, uncounted.
    return tooComplex(`cannot be counted: ${error instanceof Error ? error.message : ""}`);
  }
}

function variablesFit(
  schema: GraphQLSchema,
  { variableDefinitions = [] }: OperationDefinitionNode,
  variables: Record<string, unknown>,
): boolean {
  return !getVariableValues(schema, variableDefinitions, variables, { maxErrors: 1 }).errors;
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

function report(
  what: string,
  limit: number,
): {
  propagateOnRejection: false;
  onReject: [(context: ValidationContext | null) => void];
} {
  return {
    propagateOnRejection: false,
    onReject: [(context) => context?.reportError(tooComplex(`is ${what}`, { limit }))],
  };
}

/** The cause keeps the code, where Apollo calls all that validation finds by one of its own. */
function tooComplex(what: string, details: ErrorDetails = {}): GraphQLError {
  const text = `The operation ${what}.`;
  const originalError = new AppError(ErrorCode.QUERY_TOO_COMPLEX, text, details);
  return new GraphQLError(originalError.message, {
    originalError,
    extensions: { http: { status: 400 } },
  });
}
