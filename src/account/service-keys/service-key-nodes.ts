import type { NodeSource } from "../../api/graphql/node.resolver.js";
import { Role } from "../../platform/core/role.js";
import type { ServiceKeyService } from "./service-key.service.js";

/** Found by whoever may list them, and by nobody else. */
export function serviceKeyNodes(keys: ServiceKeyService): NodeSource {
  return {
    typename: "ServiceKey",
    find: (ids, { viewer }) =>
      viewer?.role === Role.SUPER_ADMIN ? keys.findMany(ids) : Promise.resolve([]),
  };
}
