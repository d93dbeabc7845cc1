/** The import rules of ARCHITECTURE.md. test/architecture proves each by breaking it. */
const { common, folders } = require("./floors.cjs");

/** Every wing but those that serve all features: a new one is a feature until it is said otherwise. */
const FEATURES = `^src/(?!(?:${common.join("|")})/)[^/]+/`;
const KNOWN = `^src/(${folders.join("|")})/`;
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
    { name: "no-cycles", severity: "error", from: {}, to: { circular: true } },
    {
      name: "no-folder-cycles",
      severity: "error",
      scope: "folder",
      from: { path: "^src/" },
      to: { circular: true },
    },
    ...folders.map((folder, at) =>
      only(
        `floor-of-${folder.replace("/", "-")}`,
        `^src/${folder}/`,
        `^src/(${folders.slice(0, at + 1).join("|")})/`,
      ),
    ),
    {
      name: "every-folder-stands-on-a-floor",
      severity: "error",
      from: { path: "^src/.+/", pathNot: KNOWN },
      to: {},
    },
    {
      name: "nothing-imports-a-folder-without-a-floor",
      severity: "error",
      from: {},
      to: { path: "^src/.+/", pathNot: KNOWN },
    },
    only(
      "main-starts-the-app",
      "^src/main\\.ts$",
      "^src/(maintenance-commands|app|workers|adapters/logger|platform/config/[\\w.-]+)\\.ts$",
    ),
    {
      name: "only-main-and-tests-see-the-app",
      severity: "error",
      from: { pathNot: "^(src/main\\.ts|test/|schema/|scripts/)" },
      to: { path: "^src/app\\.ts$" },
    },
    only(
      "models-know-no-rules",
      "\\.model\\.ts$",
      "(\\.model\\.ts$|^src/api/graphql/(node|scalars)\\.ts$|^src/platform/core/(role|service|push)\\.ts$)",
    ),
    {
      name: "services-know-no-transport",
      severity: "error",
      from: { path: "\\.service\\.ts$" },
      to: { path: "(^src/(api|edge)/|\\.resolver\\.ts$)" },
    },
    typesOnly("services-get-their-parts-handed", "\\.service\\.ts$", "^src/platform/config/"),
    typesOnly("live-knows-features-as-types", "^src/live/realtime/", FEATURES),
    typesOnly("server-knows-features-as-types", "^src/edge/", `${FEATURES}|^src/adapters/`),
    typesOnly("adapters-know-interfaces", "^src/adapters/", `${FEATURES}|^src/(live|api)/`),
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
    exclude: { path: "(^|/)(dist|node_modules|peers)/" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
      extensions: [".ts", ".tsx", ".js", ".mjs", ".cjs"],
    },
    moduleSystems: ["es6", "cjs"],
  },
};
