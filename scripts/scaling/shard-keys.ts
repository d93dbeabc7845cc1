/** How the rows of one collection are spread over shards. */
export type Placement =
  /** By the hash of one field. Every unique index begins with it, and hot queries name it. */
  | { readonly by: string }
  /** All on one shard. */
  | { readonly whole: string };

const SMALL = "few rows, that live for minutes or hardly ever change";
const UNIQUE = "each of several fields is unique over all rows";

/** Each collection that the server has. The tests hold it against the models. */
export const placements: Readonly<Record<string, Placement>> = {
  messages: { by: "conversationId" },
  memberships: { by: "userId" },
  viewer_log: { by: "userId" },
  contacts: { by: "pair" },
  sessions: { by: "_id" },
  attachments: { by: "_id" },
  lastSeen: { by: "_id" },
  users: { whole: UNIQUE },
  conversations: { whole: UNIQUE },
  invitations: { whole: "they are found by conversation and by user alike, and there are few" },
  passkeys: { whole: "a credential is unique, and found by its user" },
  audit: { whole: "one chain, in which every entry has the hash of the one before" },
  outbox: { whole: "a queue: rows go once their mail is sent" },
  digests: { whole: "one small row for each person who was mailed, for a while" },
  session_endings: { whole: "every node reads the newest, and they live for an hour" },
  codes: { whole: SMALL },
  signups: { whole: SMALL },
  challenges: { whole: SMALL },
  passkey_challenges: { whole: SMALL },
  two_factors: { whole: SMALL },
  followers: { whole: SMALL },
  follower_positions: {
    whole: "they are found by when they are due, and are of conversations with news",
  },
  server_log: { whole: "one log over all conversations, whose positions have no holes" },
  log_writers: { whole: SMALL },
  data_exports: { whole: SMALL },
  webhooks: { whole: SMALL },
  push_targets: { whole: UNIQUE },
  pushes: { whole: "a queue: they are found by when they are due, and go after a while" },
  service_keys: { whole: SMALL },
  super_admins: { whole: SMALL },
  erasures: { whole: SMALL },
  used_tokens: { whole: SMALL },
  provider_logouts: { whole: SMALL },
  message_types: { whole: SMALL },
  migrations: { whole: SMALL },
  confab: { whole: SMALL },
};

/** What a MongoDB shell is told, once: a database of the name `confab` is meant. */
export function shardCommands(): string[] {
  return Object.entries(placements).flatMap(([name, placement]) =>
    "by" in placement
      ? [`sh.shardCollection("confab.${name}", { ${placement.by}: "hashed" });`]
      : [],
  );
}
