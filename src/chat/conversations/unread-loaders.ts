import { LoaderToken } from "../../api/graphql/loaders.js";
import type { MemberView } from "../log/member-view.service.js";

/** How many messages that a member has not read mention them. */
export const unreadMentionsOf = new LoaderToken<MemberView, number>(
  "unread mentions",
  ({ membership }) => membership._id.toHexString(),
);

/** How many messages that member has not read. */
export const unreadOf = new LoaderToken<MemberView, number>("unread", ({ membership }) =>
  membership._id.toHexString(),
);
