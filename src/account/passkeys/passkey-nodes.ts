import { requireViewer } from "../../api/graphql/context.js";
import type { NodeSource } from "../../api/graphql/node.resolver.js";
import type { PasskeyCheck } from "./passkey-check.js";
import { passkeyOf } from "./passkey.types.js";

/** Found by their owner, and by nobody else. */
export function passkeyNodes(passkeys: Pick<PasskeyCheck, "findOwn">): NodeSource {
  return {
    typename: "Passkey",
    find: async (ids, context) =>
      (await passkeys.findOwn(requireViewer(context).userId, ids)).map(passkeyOf),
  };
}
