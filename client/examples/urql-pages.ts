// Lists in graphcache, as its records have them.
import type { Cache } from "@urql/exchange-graphcache";

export function isListed(cache: Cache, id: string, archived: boolean): boolean {
  const own = keyAt(cache, id, "viewerMembership");
  if (!own || cache.resolve(own, "hidden")) return false;
  return (cache.resolve(own, "archived") ?? false) === archived;
}

/** False: only the server knows. */
export function placed(
  cache: Cache,
  pages: readonly string[],
  { id, isIn }: { readonly id: string; readonly isIn: boolean },
): boolean {
  const nodeOf = { nodes: (key: string) => key, edges: (key: string) => keyAt(cache, key, "node") };
  return (["nodes", "edges"] as const).every((name) => {
    const lists = pages.flatMap((page) => {
      const keysOf = keysAt(cache, page, name);
      return keysOf ? [{ page, keysOf }] : [];
    });
    const known = lists.flatMap(({ keysOf }) => keysOf).find((key) => nodeOf[name](key) === id);
    if (isIn && !known && name === "edges" && lists.length > 0) return false;
    let entry = isIn ? (known ?? id) : null;
    for (const [at, { page, keysOf }] of lists.entries()) {
      const others = keysOf.filter((key) => nodeOf[name](key) !== id);
      const own = activity(cache, id);
      const before = others.findIndex((key) => activity(cache, nodeOf[name](key)) < own);
      const isLast = at === lists.length - 1 && !hasNext(cache, page);
      const into = before < 0 && isLast ? others.length : before;
      if (entry && into >= 0) others.splice(into, 0, entry);
      if (into >= 0) entry = null;
      cache.link(page, name, others);
    }
    return true;
  });
}

export function hasNext(cache: Cache, page: string): boolean {
  const pageInfo = keyAt(cache, page, "pageInfo");
  return pageInfo !== null && cache.resolve(pageInfo, "hasNextPage") === true;
}

/** Newest first, as the server has them. */
function activity(cache: Cache, id: string | null): string {
  const last = id && keyAt(cache, id, "lastMessage");
  return id ? `${cache.resolve(last ?? id, "createdAt") as string} ${id}` : "";
}

export function keyAt(cache: Cache, entity: string, field: string): string | null {
  const found = cache.resolve(entity, field);
  return typeof found === "string" ? found : null;
}

export function keysAt(cache: Cache, entity: string, field: string): string[] | null {
  const found = cache.resolve(entity, field);
  return Array.isArray(found) ? (found as string[]) : null;
}
