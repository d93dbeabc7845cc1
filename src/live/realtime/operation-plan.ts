import {
  getOperationAST,
  Kind,
  TypeInfo,
  visit,
  visitWithTypeInfo,
  type DocumentNode,
  type ExecutionArgs,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from "graphql";
import { DEPENDENCE, type Dependence } from "../../api/graphql/depends-on.js";

/** What can be known of a subscription from its document: whom its result depends on. */
export interface OperationPlan {
  readonly id: number;
  readonly dependences: ReadonlySet<Dependence>;
  /** The variables that the result depends on; those of the root field choose only the events. */
  readonly resultVariables: readonly string[];
}

let nextId = 1;

/** Plans by document and operation name, as long as the document is kept by whoever parsed it. */
export class OperationPlans {
  private readonly known = new WeakMap<DocumentNode, Map<string, OperationPlan>>();

  constructor(private readonly schema: GraphQLSchema) {}

  of({
    document,
    operationName,
  }: Pick<ExecutionArgs, "document" | "operationName">): OperationPlan {
    const name = operationName ?? "";
    const byName = this.known.get(document) ?? new Map<string, OperationPlan>();
    this.known.set(document, byName);
    const plan = byName.get(name) ?? this.read(document, name);
    byName.set(name, plan);
    return plan;
  }

  private read(document: DocumentNode, name: string): OperationPlan {
    const operation = getOperationAST(document, name || undefined);
    const dependences = new Set<Dependence>();
    const variables = new Set<string>();
    const typeInfo = new TypeInfo(this.schema);
    const visitor = visitWithTypeInfo(typeInfo, {
      Field: () => {
        const field = typeInfo.getFieldDef();
        const dependence = field?.extensions[DEPENDENCE];
        if (dependence) dependences.add(dependence as Dependence);
      },
      Variable: ({ name: { value } }) => {
        const parent = typeInfo.getParentType();
        if (parent && parent !== this.schema.getSubscriptionType()) variables.add(value);
      },
    });
    for (const part of operation ? partsOf(document, operation) : []) visit(part, visitor);
    return { id: nextId++, dependences, resultVariables: [...variables].sort() };
  }
}

/** The operation and the fragments that it reaches; others of the document do not count. */
function partsOf(
  document: DocumentNode,
  operation: OperationDefinitionNode,
): (OperationDefinitionNode | FragmentDefinitionNode)[] {
  const fragments = new Map(
    document.definitions.flatMap((item) =>
      item.kind === Kind.FRAGMENT_DEFINITION ? [[item.name.value, item] as const] : [],
    ),
  );
  const reached = new Set<OperationDefinitionNode | FragmentDefinitionNode>([operation]);
  for (const part of reached)
    visit(part, {
      FragmentSpread: ({ name }) => {
        const fragment = fragments.get(name.value);
        if (fragment) reached.add(fragment);
      },
    });
  return [...reached];
}
