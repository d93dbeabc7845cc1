import { LoaderToken } from "../../api/graphql/loaders.js";
import type { Access } from "../log/access.service.js";

/** How many messages that a member has not read mention them. */
export const unreadMentionsOf = new LoaderToken<Access, number>(
  "unread mentions",
  ({ membership }) => membership._id.toHexString(),
);

/** How many messages that member has not read. */
export const unreadOf = new LoaderToken<Access, number>("unread", ({ membership }) =>
  membership._id.toHexString(),
);
