import {
  GraphQLError,
  Kind,
  OperationTypeNode,
  type ASTVisitor,
  type SelectionNode,
  type ValidationContext,
} from "graphql";

const CONDITIONS = new Set(["skip", "include"]);

/** A subscription has one root field whatever the variables are: without one there is no stream. */
export function unconditionalSubscriptions(context: ValidationContext): ASTVisitor {
  return {
    OperationDefinition({ operation, selectionSet }) {
      if (operation !== OperationTypeNode.SUBSCRIPTION) return;
      const found = conditional(selectionSet.selections, context, new Set());
      if (!found) return;
      const text = "The root field of a subscription takes neither @skip nor @include.";
      context.reportError(new GraphQLError(text, { nodes: [found] }));
    },
  };
}

function conditional(
  selections: readonly SelectionNode[],
  context: ValidationContext,
  seen: Set<string>,
): SelectionNode | null {
  for (const selection of selections) {
    if (selection.directives?.some(({ name }) => CONDITIONS.has(name.value))) return selection;
    if (selection.kind === Kind.FIELD) continue;
    const fragment =
      selection.kind === Kind.INLINE_FRAGMENT ? selection : fragmentOf(selection.name.value);
    const nested = fragment && conditional(fragment.selectionSet.selections, context, seen);
    if (nested) return nested;
  }
  return null;

  function fragmentOf(name: string) {
    if (seen.has(name)) return null;
    seen.add(name);
    return context.getFragment(name);
  }
}
