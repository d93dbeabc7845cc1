import type { Types } from "mongoose";
import { Arg, Ctx, ID, Query, Resolver } from "type-graphql";
import { badInput } from "../../platform/core/errors.js";
import { readId } from "../../platform/core/id.js";
import { requireViewer, type Context } from "./context.js";
import { idsCost, PAGE_SIZE_MAX } from "./cost.js";
import { inTurns } from "./in-turns.js";
import { Node } from "./node.js";

/** Finds the objects of one type, of those that the viewer may see. */
export interface NodeSource {
  readonly typename: string;
  /** See IdPrefix; without one their ids begin with nothing. */
  readonly idPrefix?: string;
  find(
    ids: readonly Types.ObjectId[],
    context: Context,
  ): Promise<readonly ({ readonly _id: Types.ObjectId } | null)[]>;
}

@Resolver()
export class NodeResolver {
  constructor(private readonly sources: readonly NodeSource[]) {}

  @Query(() => Node, { nullable: true, description: "Null for what the viewer may not see." })
  async node(
    @Arg("id", () => ID, { description: "Of an object of any type that implements Node." })
    id: string,
    @Ctx() context: Context,
  ): Promise<Node | null> {
    return (await this.find([id], context))[0] ?? null;
  }

  @Query(() => [Node], {
    complexity: idsCost,
    nullable: "items",
    description: "In the order of the ids, null for what the viewer may not see.",
  })
  async nodes(
    @Arg("ids", () => [ID], {
      description: `At most ${PAGE_SIZE_MAX}; unknown ones are answered by null.`,
    })
    ids: string[],
    @Ctx() context: Context,
  ): Promise<(Node | null | Promise<Node | null>)[]> {
    if (ids.length > PAGE_SIZE_MAX)
      throw badInput("ids", `At most ${PAGE_SIZE_MAX} at once.`, { limit: PAGE_SIZE_MAX });
    return inTurns(await this.find(ids, context));
  }

  private async find(given: readonly string[], context: Context): Promise<(Node | null)[]> {
    requireViewer(context);
    const asked = [...new Set(given)];
    const byId = new Map<string, Node>();
    await Promise.all(
      this.sources.map(async (source) => {
        const { typename, idPrefix = "" } = source;
        const ids = asked.flatMap((id) => idBehind(idPrefix, id) ?? []);
        const nodes = ids.length > 0 ? await source.find(ids, context) : [];
        for (const node of nodes)
          if (node)
            byId.set(`${idPrefix}${node._id.toHexString()}`, {
              ...node,
              __typename: typename,
            } as unknown as Node);
      }),
    );
    return given.map((id) => byId.get(id) ?? null);
  }
}

function idBehind(prefix: string, given: string): Types.ObjectId | null {
  return given.startsWith(prefix) ? readId(given.slice(prefix.length), "object") : null;
}
