// Lists in Apollo's cache: how their pages go together, and where a conversation is in them.
import type { FieldPolicy, Reference } from "@apollo/client";

export interface Edge {
  readonly cursor: string;
  readonly node: Reference;
}
export interface Page {
  readonly nodes?: readonly Reference[];
  readonly edges?: readonly Edge[];
  readonly pageInfo?: {
    readonly hasNextPage?: boolean;
    readonly hasPreviousPage?: boolean;
    readonly startCursor?: string | null;
    readonly endCursor?: string | null;
  };
}
export type Read = <T>(field: string, of: Reference) => T | undefined;

/** Pages of one list become one, by nodes and by edges; a first page takes the place of all. */
export function paged(...keyArgs: string[]): FieldPolicy<Page> {
  return {
    keyArgs: keyArgs.length > 0 && keyArgs,
    merge(existing, incoming, { args }) {
      if (existing && args?.["after"]) return joined(existing, incoming);
      return existing && args?.["before"] ? joined(incoming, existing) : incoming;
    },
  };
}

function joined(one: Page, other: Page): Page {
  const { startCursor, hasPreviousPage } = one.pageInfo ?? {};
  return {
    ...other,
    ...(other.nodes && { nodes: unique([...(one.nodes ?? []), ...other.nodes], ref) }),
    ...(other.edges && { edges: unique([...(one.edges ?? []), ...other.edges], refOfNode) }),
    ...(other.pageInfo && { pageInfo: { ...other.pageInfo, startCursor, hasPreviousPage } }),
  } as Page;
}

export const ref = ({ __ref }: Reference): string => __ref;
const refOfNode = ({ node }: Edge): string => node.__ref;

function unique<T>(items: readonly T[], keyOf: (item: T) => string): T[] {
  return [...new Map([...items].reverse().map((item) => [keyOf(item), item])).values()].reverse();
}

export function isListed(read: Read, id: string, archived: boolean): boolean {
  const own = read<Reference | null>("viewerMembership", { __ref: id });
  if (!own || read<boolean>("hidden", own)) return false;
  return (read<boolean>("archived", own) ?? false) === archived;
}

/** Null: only the server knows. */
export function placed(
  { nodes, edges, ...list }: Page,
  conversation: Reference | null,
  { id, read }: { readonly id: string; readonly read: Read },
): Page | null {
  const known = edges?.find(({ node }) => node.__ref === id);
  if (conversation && edges && !known) return null;
  const into = <T>(items: readonly T[], item: T | null, refOf: (item: T) => string): T[] => {
    const others = items.filter((one) => refOf(one) !== id);
    if (!item) return others;
    const own = activity(read, id);
    const at = others.findIndex((one) => activity(read, refOf(one)) < own);
    if (at < 0) return list.pageInfo?.hasNextPage ? others : [...others, item];
    return [...others.slice(0, at), item, ...others.slice(at)];
  };
  return {
    ...list,
    ...(nodes && { nodes: into(nodes, conversation, ref) }),
    ...(edges && { edges: into(edges, (conversation && known) ?? null, refOfNode) }),
  };
}

/** Newest first, as the server has them. */
function activity(read: Read, id: string): string {
  const last = read<Reference | null>("lastMessage", { __ref: id });
  return `${read<string>("createdAt", last ?? { __ref: id }) ?? ""} ${id}`;
}
