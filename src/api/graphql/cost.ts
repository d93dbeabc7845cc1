import type { ComplexityEstimator } from "graphql-query-complexity";
import { getNamedType, isLeafType } from "graphql";

/** What one operation may cost. An object costs 1, a list its page size times what an item costs. */
export const MAX_COST = 1_000;
export const PAGE_SIZE_MAX = 100;
export const PAGE_SIZE_DEFAULT = 50;

/** More than half of the budget: aliases cannot try a secret twice in one document. */
export const ONCE_PER_DOCUMENT = 501;

interface PageCost {
  readonly args: { first?: number | null; last?: number | null };
  readonly childComplexity: number;
}

interface IdsCost {
  readonly args: { ids?: readonly string[] };
  readonly childComplexity: number;
}

export function pageCost({ args, childComplexity }: PageCost): number {
  const size = args.first ?? args.last ?? PAGE_SIZE_DEFAULT;
  return 1 + Math.max(0, size) * Math.max(1, childComplexity);
}

/** Of what a page consists of beside its objects: by edges a list costs what it costs by nodes. */
export function frameCost({ childComplexity }: { readonly childComplexity: number }): number {
  return childComplexity;
}

/** For the objects of a list of ids. */
export function idsCost({ args, childComplexity }: IdsCost): number {
  return 1 + (args.ids?.length ?? 0) * Math.max(1, childComplexity);
}

/** Reading a scalar of an object at hand is free. */
export const objectEstimator: ComplexityEstimator = ({ field, childComplexity }) =>
  isLeafType(getNamedType(field.type)) ? 0 : 1 + childComplexity;
