import { Field, ObjectType, type ClassType } from "type-graphql";
import { frameCost } from "./cost.js";

@ObjectType({ simpleResolvers: true, description: "Where a page stands in its list." })
export class PageInfo {
  @Field(() => Boolean, { description: "Whether the list goes on behind this page." })
  hasNextPage!: boolean;

  @Field(() => Boolean, { description: "Whether the list has more before this page." })
  hasPreviousPage!: boolean;

  @Field(() => String, {
    nullable: true,
    description: "The cursor of the first entry, for `before`; null on an empty page.",
  })
  startCursor?: string | null;

  @Field(() => String, {
    nullable: true,
    description: "The cursor of the last entry, for `after`; null on an empty page.",
  })
  endCursor?: string | null;
}

/** Said of every connection, also of those that have more to say. */
export const PAGE = "A page of a list.";
export const EDGES = "The entries of this page, each with its cursor.";
export const NODES = "The nodes of `edges`, for those who need no cursors.";
export const PAGE_INFO = "Whether there is more on either side.";

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
  @ObjectType(`${name}Edge`, {
    simpleResolvers: true,
    description: "An entry of a list, and where it stands.",
  })
  class Edge implements EdgeOf<T> {
    @Field(() => String, { description: "For `after` and `before` of this list alone: opaque." })
    cursor!: string;

    @Field(() => Item, { description: "The entry itself." })
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

  @ObjectType(`${name}Connection`, { simpleResolvers: true, description: PAGE })
  class Connection implements ConnectionOf<T> {
    @Field(() => [Edge], { description: EDGES, complexity: frameCost })
    edges!: EdgeOf<T>[];

    @Field(() => [Item], { description: NODES })
    nodes!: T[];

    @Field(() => PageInfo, { description: PAGE_INFO, complexity: frameCost })
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
