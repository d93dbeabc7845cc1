import {
  GraphQLError,
  Kind,
  OperationTypeNode,
  type ASTVisitor,
  type DefinitionNode,
  type DirectiveNode,
  type OperationDefinitionNode,
  type SelectionNode,
  type ValidationContext,
} from "graphql";

const CONDITIONS = new Set(["skip", "include"]);

/**
 * A subscription has one root field whatever the variables are: without one there is no stream. The
 * specified rule that counts its root fields evaluates their conditions without any variables, and
 * throws; while it does they are out of the way.
 */
export function unconditionalSubscriptions(context: ValidationContext): ASTVisitor {
  const aside = new Map<SelectionNode, readonly DirectiveNode[]>();
  let ahead = 0;
  return {
    Document({ definitions }) {
      for (const definition of definitions) {
        if (!isSubscription(definition)) continue;
        ahead += 1;
        const found = conditional(definition.selectionSet.selections, context, new Set());
        if (found.length === 0) continue;
        const text = "The root field of a subscription takes neither @skip nor @include.";
        context.reportError(new GraphQLError(text, { nodes: found.slice(0, 1) }));
        for (const selection of found) {
          if (!aside.has(selection)) aside.set(selection, selection.directives ?? []);
          setDirectives(selection, []);
        }
      }
    },
    OperationDefinition(node) {
      if (!isSubscription(node)) return;
      ahead -= 1;
      if (ahead === 0)
        for (const [selection, directives] of aside) setDirectives(selection, directives);
    },
  };
}

function isSubscription(node: DefinitionNode): node is OperationDefinitionNode {
  return (
    node.kind === Kind.OPERATION_DEFINITION && node.operation === OperationTypeNode.SUBSCRIPTION
  );
}

function setDirectives(selection: SelectionNode, directives: readonly DirectiveNode[]): void {
  (selection as { directives?: readonly DirectiveNode[] }).directives = directives;
}

function conditional(
  selections: readonly SelectionNode[],
  context: ValidationContext,
  seen: Set<string>,
): SelectionNode[] {
  return selections.flatMap((selection) => {
    const own = selection.directives?.some(({ name }) => CONDITIONS.has(name.value));
    const nested = childrenOf(selection);
    return [...(own ? [selection] : []), ...conditional(nested, context, seen)];
  });

  function childrenOf(selection: SelectionNode): readonly SelectionNode[] {
    if (selection.kind === Kind.FIELD) return [];
    if (selection.kind === Kind.INLINE_FRAGMENT) return selection.selectionSet.selections;
    const name = selection.name.value;
    if (seen.has(name)) return [];
    seen.add(name);
    return context.getFragment(name)?.selectionSet.selections ?? [];
  }
}
