import { requireViewer } from "../../api/graphql/context.js";
import type { NodeSource } from "../../api/graphql/node.resolver.js";
import { accountOf, VIEWER_PREFIX } from "../../people/users/account.types.js";
import type { UserService } from "../../people/users/user.service.js";
import type { SessionService } from "./session.service.js";

/** What only its owner finds by its id. */
export function accountNodes(
  users: Pick<UserService, "find">,
  sessions: Pick<SessionService, "findOwn">,
): readonly NodeSource[] {
  return [
    {
      typename: "Viewer",
      idPrefix: VIEWER_PREFIX,
      async find(ids, context) {
        const { userId } = requireViewer(context);
        const user = ids.some((id) => id.equals(userId)) ? await users.find(userId) : null;
        return user ? [accountOf(user)] : [];
      },
    },
    {
      typename: "Session",
      find: (ids, context) => sessions.findOwn(requireViewer(context).userId, ids),
    },
  ];
}
