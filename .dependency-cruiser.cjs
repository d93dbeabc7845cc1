/** The import rules of ARCHITECTURE.md. test/architecture proves each by breaking it once. */
const FEATURES =
  "^src/(auth|sessions|two-factor|administration|contacts|users|conversations|messages|awareness|media|mail)/";
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
      "^src/(admin-command|app|config|development-secrets|workers)\\.ts$",
    ),
    {
      name: "only-main-and-tests-see-the-app",
      severity: "error",
      from: { pathNot: "^(src/main\\.ts|test/|schema/|scripts/)" },
      to: { path: "^src/app\\.ts$" },
    },
    only(
      "config-and-errors-stand-alone",
      "^src/(config|environment|errors|id|joined)\\.ts$",
      "^src/(environment|errors)\\.ts$",
    ),
    only(
      "models-know-no-rules",
      "\\.model\\.ts$",
      "(\\.model\\.ts$|^src/graphql/(node|scalars)\\.ts$)",
    ),
    typesOnly("models-know-each-other-as-types", "\\.model\\.ts$", "^src/.*\\.service\\.ts$"),
    {
      name: "services-know-no-transport",
      severity: "error",
      from: { path: "\\.service\\.ts$" },
      to: { path: "(^src/(graphql|server)/|\\.resolver\\.ts$)" },
    },
    typesOnly(
      "services-get-adapters-handed",
      "\\.service\\.ts$",
      "^src/(adapters/|config\\.ts|realtime/)",
    ),
    {
      name: "resolvers-know-no-machinery",
      severity: "error",
      from: { path: "\\.(resolver|types)\\.ts$" },
      to: { path: "^src/(adapters|server)/" },
    },
    typesOnly("realtime-knows-features-as-types", "^src/realtime/", FEATURES),
    typesOnly("graphql-knows-features-as-types", "^src/graphql/", FEATURES),
    typesOnly("server-knows-features-as-types", "^src/server/", `${FEATURES}|^src/adapters/`),
    typesOnly(
      "adapters-know-interfaces",
      "^src/adapters/",
      `${FEATURES}|^src/(realtime/(?!hint\\.ts)|graphql|server|app)`,
    ),
    {
      name: "nothing-points-back-at-auth",
      severity: "error",
      from: { path: "^src/(users|contacts|conversations|messages|media|mail)/" },
      to: {
        path: "^src/(auth|sessions|two-factor|administration)/",
        dependencyTypesNot: ["type-only"],
      },
    },
    {
      name: "users-point-at-nobody",
      severity: "error",
      from: { path: "^src/users/" },
      to: { path: "^src/(contacts|conversations|messages)/" },
    },
    {
      name: "conversations-do-not-know-messages",
      severity: "error",
      from: { path: "^src/conversations/" },
      to: { path: "^src/messages/" },
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
