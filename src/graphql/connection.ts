import { Field, ObjectType, type ClassType } from "type-graphql";

@ObjectType({ simpleResolvers: true, description: "Where a page stands in its list." })
export class PageInfo {
  @Field(() => Boolean)
  hasNextPage!: boolean;

  @Field(() => Boolean)
  hasPreviousPage!: boolean;

  @Field(() => String, { nullable: true })
  startCursor?: string | null;

  @Field(() => String, { nullable: true })
  endCursor?: string | null;
}

export interface EdgeOf<T> {
  readonly cursor: string;
  readonly node: T;
}

export interface ConnectionOf<T> {
  readonly edges: EdgeOf<T>[];
  readonly nodes: T[];
  readonly pageInfo: PageInfo;
}

/** What a service answers: a page of items and whether there is more on either side. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
}

/** One entry of a list, with where it stands. */
export function edgeType<T extends object>(Item: ClassType<T>, name: string): ClassType<EdgeOf<T>> {
  @ObjectType(`${name}Edge`, { simpleResolvers: true })
  class Edge implements EdgeOf<T> {
    @Field(() => String)
    cursor!: string;

    @Field(() => Item)
    node!: T;
  }
  return Edge;
}

/** The pair of Relay types for lists of `Item`. */
export function connectionTypes<T extends object>(
  Item: ClassType<T>,
  name: string,
): { Edge: ClassType<EdgeOf<T>>; Connection: ClassType<ConnectionOf<T>> } {
  const Edge = edgeType(Item, name);

  @ObjectType(`${name}Connection`, { simpleResolvers: true })
  class Connection implements ConnectionOf<T> {
    @Field(() => [Edge])
    edges!: EdgeOf<T>[];

    @Field(() => [Item], { description: "The nodes of `edges`, for those who need no cursors." })
    nodes!: T[];

    @Field(() => PageInfo)
    pageInfo!: PageInfo;
  }
  return { Edge, Connection };
}

/** `scanned` are the cursors of all rows of the page, where an object of one may be gone. */
export function connectionOf<T>(
  page: Page<T>,
  cursorOf: (item: T) => string,
  scanned?: readonly string[],
): ConnectionOf<T> {
  const edges = page.items.map((node) => ({ cursor: cursorOf(node), node }));
  const { hasNextPage, hasPreviousPage } = page;
  const cursors = scanned ?? edges.map(({ cursor }) => cursor);
  const startCursor = cursors[0] ?? null;
  const endCursor = cursors.at(-1) ?? null;
  return {
    edges,
    nodes: [...page.items],
    pageInfo: { hasNextPage, hasPreviousPage, startCursor, endCursor },
  };
}
