import { eraseToTheEnd } from "./erase-to-the-end.js";
import { leaveOutDeleted } from "./leave-out-deleted.js";
import { filesKnowTheirConversation } from "./files-know-their-conversation.js";
import { markNews } from "./mark-news.js";
import type { Migration } from "./migration.js";
import { rewriteSearchKeys } from "./rewrite-search-keys.js";
import { moveUnconfirmedUsers } from "./sign-ups-of-their-own.js";

/** In their order. */
export const migrations: readonly Migration[] = [
  eraseToTheEnd,
  { name: "0002-sign-ups-of-their-own", run: moveUnconfirmedUsers },
  leaveOutDeleted,
  rewriteSearchKeys,
  filesKnowTheirConversation,
  markNews,
];
