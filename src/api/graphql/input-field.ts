import {
  BREAK,
  Kind,
  parse,
  visit,
  type ASTNode,
  type DocumentNode,
  type GraphQLError,
  type Source,
} from "graphql";

const INVALID = /^Variable "\$(\w+)" got invalid value [^]* at "\1([^"]*)"; /;
/** What is not there has no node: it is told of the one around it. */
const MISSING = /(?:^|; )Field "(?:\w+\.)?(\w+)" of required type "[^"]*" was not provided/;
const UNKNOWN = /; Field "(\w+)" is not defined by type/;
const ARGUMENT = /^Field "\w+" argument "(\w+)" of type "[^"]*" is required/;

const documents = new WeakMap<Source, DocumentNode>();

/**
 * Which input a refusal is about that came before any field was executed: a path from the argument
 * on, such as `input.memberIds.0`, whether it was written into the document or sent as a variable,
 * and whatever that was called. Null: it is about none.
 */
export function inputFieldOf({ nodes, message, path }: GraphQLError): string | null {
  const node = nodes?.[0];
  if (path || !node?.loc) return null;
  const document = documentOf(node.loc.source);
  const parts =
    node.kind === Kind.VARIABLE_DEFINITION
      ? [...placeOfVariable(document, node.variable.name.value), ...withinVariable(message)]
      : placeOf(document, (other) => isSame(node, other));
  const missing = (MISSING.exec(message) ?? UNKNOWN.exec(message) ?? ARGUMENT.exec(message))?.[1];
  return [...parts, ...(missing ? [missing] : [])].join(".") || null;
}

function placeOfVariable(document: DocumentNode, name: string): readonly (string | number)[] {
  const isUse = (node: ASTNode, parent: unknown): boolean =>
    node.kind === Kind.VARIABLE &&
    node.name.value === name &&
    (parent as ASTNode | undefined)?.kind !== Kind.VARIABLE_DEFINITION;
  const place = placeOf(document, isUse);
  return place.length > 0 ? place : [name];
}

function withinVariable(message: string): readonly string[] {
  return (INVALID.exec(message)?.[2] ?? "").split(/[.[\]]+/).filter(Boolean);
}

/** The argument, fields and places in lists that lead to the first such node. */
function placeOf(
  document: DocumentNode,
  isIt: (node: ASTNode, parent: unknown) => boolean,
): readonly (string | number)[] {
  let place: readonly (string | number)[] = [];
  visit(document, {
    enter(node, _key, parent, keys, ancestors) {
      if (!isIt(node, parent)) return undefined;
      const above = parent ? [...ancestors, parent] : ancestors;
      const steps = above.map((one, at) => stepOf(one, above[at - 1], keys[at]));
      place = [...steps, stepOf(node)].filter((step) => step !== null);
      return BREAK;
    },
  });
  return place;
}

function stepOf(
  node: ASTNode | readonly ASTNode[],
  before?: ASTNode | readonly ASTNode[],
  key?: string | number,
): string | number | null {
  if (Array.isArray(node))
    return (before as ASTNode | undefined)?.kind === Kind.LIST ? (key ?? null) : null;
  const { kind } = node as ASTNode;
  if (kind !== Kind.ARGUMENT && kind !== Kind.OBJECT_FIELD) return null;
  return (node as { readonly name: { readonly value: string } }).name.value;
}

function isSame({ kind, loc }: ASTNode, other: ASTNode): boolean {
  return other.kind === kind && other.loc?.start === loc?.start && other.loc?.end === loc?.end;
}

function documentOf(source: Source): DocumentNode {
  const known = documents.get(source) ?? parse(source);
  documents.set(source, known);
  return known;
}
