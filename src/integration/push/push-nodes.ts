import { requireViewer } from "../../api/graphql/context.js";
import type { NodeSource } from "../../api/graphql/node.resolver.js";
import type { PushTargetService } from "./push-target.service.js";
import { pushTargetOf } from "./push.types.js";

/** Found by their owner, and by nobody else. */
export function pushTargetNodes(service: Pick<PushTargetService, "list">): NodeSource {
  return {
    typename: "PushTarget",
    find: async (ids, context) => {
      const asked = new Set(ids.map((id) => id.toHexString()));
      const own = await service.list(requireViewer(context).userId);
      return own.filter(({ _id }) => asked.has(_id.toHexString())).map(pushTargetOf);
    },
  };
}
