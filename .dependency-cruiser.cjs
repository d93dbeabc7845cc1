/** The import rules of ARCHITECTURE.md. test/architecture proves each by breaking it once. */
const FEATURES = "^src/(account|people|chat|files|mail)/";
const only = (name, from, allowed) => ({
  name,
  severity: "error",
  from: { path: from },
  to: { path: "^src/", pathNot: allowed },
});
/** Allowed as types only: what is constructed elsewhere comes in by constructor. */
const typesOnly = (name, from, to) => ({
  name,
  severity: "error",
  from: { path: from },
  to: { path: to, dependencyTypesNot: ["type-only"] },
});

module.exports = {
  forbidden: [
    {
      name: "no-cycles",
      severity: "error",
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
    only(
      "main-starts-the-app",
      "^src/main\\.ts$",
      "^src/(admin-command|app|workers|platform/config/(config|development-secrets))\\.ts$",
    ),
    {
      name: "only-main-and-tests-see-the-app",
      severity: "error",
      from: { pathNot: "^(src/main\\.ts|test/|schema/|scripts/)" },
      to: { path: "^src/app\\.ts$" },
    },
    only(
      "config-and-errors-stand-alone",
      "^src/platform/(config/(config|environment)|core/(errors|id|joined|role|viewer))\\.ts$",
      "^src/platform/(config/environment|core/(errors|role))\\.ts$",
    ),
    only(
      "models-know-no-rules",
      "\\.model\\.ts$",
      "(\\.model\\.ts$|^src/api/graphql/(node|scalars)\\.ts$|^src/platform/core/role\\.ts$)",
    ),
    typesOnly("models-know-each-other-as-types", "\\.model\\.ts$", "^src/.*\\.service\\.ts$"),
    {
      name: "services-know-no-transport",
      severity: "error",
      from: { path: "\\.service\\.ts$" },
      to: { path: "(^src/(api|edge)/|\\.resolver\\.ts$)" },
    },
    typesOnly(
      "services-get-adapters-handed",
      "\\.service\\.ts$",
      "^src/(adapters/|platform/config/|live/)",
    ),
    {
      name: "resolvers-know-no-machinery",
      severity: "error",
      from: { path: "\\.(resolver|types)\\.ts$" },
      to: { path: "^src/(adapters|edge)/" },
    },
    typesOnly("realtime-knows-features-as-types", "^src/live/realtime/", FEATURES),
    typesOnly("graphql-knows-features-as-types", "^src/api/graphql/", FEATURES),
    typesOnly("server-knows-features-as-types", "^src/edge/server/", `${FEATURES}|^src/adapters/`),
    typesOnly("adapters-know-interfaces", "^src/adapters/", `${FEATURES}|^src/(live|api|edge|app)`),
    {
      name: "nothing-points-back-at-auth",
      severity: "error",
      from: { path: "^src/(people|chat/conversations|chat/messages|files|mail)/" },
      to: {
        path: "^src/account/(auth|sessions|two-factor|administration)/",
        dependencyTypesNot: ["type-only"],
      },
    },
    {
      name: "users-point-at-nobody",
      severity: "error",
      from: { path: "^src/people/users/" },
      to: { path: "^src/(people/contacts|chat/conversations|chat/messages)/" },
    },
    {
      name: "conversations-do-not-know-messages",
      severity: "error",
      from: { path: "^src/chat/conversations/" },
      to: { path: "^src/chat/messages/" },
    },
    {
      name: "tracing-is-loaded-when-configured",
      severity: "error",
      from: {},
      to: {
        path: "^src/adapters/opentelemetry\\.ts$",
        dynamic: false,
        dependencyTypesNot: ["type-only"],
      },
    },
    { name: "no-orphans", severity: "error", from: { orphan: true, path: "^src/" }, to: {} },
  ],
  options: {
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: true,
    doNotFollow: { path: "node_modules" },
    exclude: { path: "(^|/)(dist|node_modules)/" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
      extensions: [".ts", ".js", ".mjs", ".cjs"],
    },
    moduleSystems: ["es6", "cjs"],
  },
};
