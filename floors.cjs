/**
 * The folders of src/ from the ground up: wings, and the rooms in them. A folder may import those
 * that stand before it in this list, types included, and nothing else of src. ARCHITECTURE.md
 * shows the same list; test/architecture holds both and the folders against each other.
 */
const wings = {
  platform: ["core", "config", "secrets", "hints", "tracing", "limits", "audit", "migrations"],
  api: ["graphql"],
  mail: [],
  files: ["media"],
  people: ["viewer-log", "users", "contacts"],
  account: [
    "codes",
    "notices",
    "sessions",
    "passwords",
    "credentials",
    "profile",
    "admission",
    "passkeys",
    "two-factor",
    "administration",
    "service-keys",
    "auth",
    "password-change",
    "signup",
    "erasure",
    "app-users",
    "accounts",
    "identity-providers",
  ],
  chat: [
    "membership",
    "log",
    "followers",
    "conversations",
    "awareness",
    "message-types",
    "messages",
    "groups",
    "app-conversations",
    "receipts",
    "digest",
  ],
  integration: ["server-events", "webhooks", "push"],
  transfer: ["report", "replaced", "lines", "incoming", "outgoing", "requests"],
  live: ["realtime", "feeds"],
  edge: ["server"],
  adapters: [],
  compose: [],
};

/** Wings that are no features: what they hold serves all of those. */
const common = ["platform", "api", "live", "edge", "adapters", "compose"];

const folders = Object.entries(wings).flatMap(([wing, rooms]) =>
  rooms.length === 0 ? [wing] : rooms.map((room) => `${wing}/${room}`),
);

module.exports = { wings, folders, common };
