import { placements } from "../../scripts/scaling/shard-keys.js";

type Filter = Readonly<Record<string, unknown>>;

/** What of a command a router would send to every shard, in words; nothing where it need not. */
export function askingAllShards(name: string, command: object): string[] {
  const { [name]: target, ...parts } = command as Readonly<Record<string, unknown>>;
  const placement = placements[String(target)];
  if (!placement || !("by" in placement)) return [];
  return filtersOf(name, parts)
    .filter((filter) => !names(filter, placement.by))
    .map((filter) => `${name} ${String(target)} by ${fieldsOf(filter)}`);
}

/** Throws for a command that it does not know: what it asks for must be known. */
function filtersOf(name: string, parts: Filter): Filter[] {
  switch (name) {
    case "find":
      return [parts["filter"] as Filter];
    case "count":
      return [parts["query"] as Filter];
    case "aggregate": {
      const [first] = parts["pipeline"] as readonly { readonly $match?: Filter }[];
      return [first?.$match ?? {}];
    }
    case "insert":
      return [...(parts["documents"] as readonly Filter[])];
    case "update":
      return (parts["updates"] as readonly { readonly q: Filter }[]).map(({ q }) => q);
    case "delete":
      return (parts["deletes"] as readonly { readonly q: Filter }[]).map(({ q }) => q);
    default:
      throw new Error(`which shards does a ${name} ask?`);
  }
}

/** Whether a condition leaves only certain values of the field. */
function names(filter: Filter, field: string): boolean {
  const arms = filter["$or"] as readonly Filter[] | undefined;
  if (arms?.every((arm) => names(arm, field))) return true;
  const value = filter[field];
  if (value === undefined || value === null) return false;
  const operators = Object.keys(value).filter((key) => key.startsWith("$"));
  return operators.length === 0 || operators.some((key) => key === "$eq" || key === "$in");
}

function fieldsOf(filter: Filter): string {
  const arms = (filter["$or"] as readonly Filter[] | undefined) ?? [filter];
  return [...new Set(arms.flatMap((arm) => Object.keys(arm)))].join(", ");
}
