import js from "@eslint/js";
import graphql from "@graphql-eslint/eslint-plugin";
import tseslint from "typescript-eslint";

export default tseslint.config(
  {
    ignores: [
      "**/dist/",
      "**/node_modules/",
      "test/generated/",
      // Generated, and what peers of the benchmarks run in their own way.
      "web/src/gql/",
      "bench/peers/",
      "reports/",
      ".data/",
    ],
  },
  js.configs.recommended,
  ...tseslint.configs.recommendedTypeChecked,
  {
    files: ["**/*.ts", "**/*.tsx"],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/explicit-member-accessibility": ["error", { accessibility: "no-public" }],
      "@typescript-eslint/explicit-module-boundary-types": "error",
      "@typescript-eslint/no-unused-vars": [
        "error",
        { argsIgnorePattern: "^_", varsIgnorePattern: "^_" },
      ],
      "@typescript-eslint/switch-exhaustiveness-check": [
        "error",
        { considerDefaultExhaustiveForUnions: true },
      ],
      // An interface may ask for a promise where one implementation has nothing to wait for, and a
      // list may hold values beside promises.
      "@typescript-eslint/require-await": "off",
      "@typescript-eslint/await-thenable": "off",
      "no-restricted-exports": ["error", { restrictDefaultExports: { direct: true } }],
      "no-restricted-properties": [
        "error",
        { object: "process", property: "env", message: "config.ts alone reads the environment." },
      ],
    },
  },
  {
    // The process and what runs outside of it read the environment for config.ts.
    files: [
      "src/main.ts",
      "scripts/**",
      "test/**",
      "schema/**",
      "bench/**",
      "codegen.ts",
      "**/vite.config.ts",
    ],
    rules: { "no-restricted-properties": "off" },
  },
  {
    // A component is a function that returns JSX: saying so on each adds nothing.
    files: ["**/*.tsx"],
    rules: { "@typescript-eslint/explicit-module-boundary-types": "off" },
  },
  {
    // What another program reads asks for a default export.
    files: ["codegen.ts", "web/codegen.ts", "**/vite.config.ts"],
    rules: { "no-restricted-exports": "off" },
  },
  {
    files: ["**/*.js", "**/*.mjs", "**/*.cjs"],
    ...tseslint.configs.disableTypeChecked,
    rules: {
      ...tseslint.configs.disableTypeChecked.rules,
      "no-restricted-exports": "off",
      "no-undef": "off",
      "@typescript-eslint/no-require-imports": "off",
    },
  },
  {
    // The rules of Relay's specification of lists, which tseslint's are not about.
    files: ["schema/*.graphql"],
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: {
      parser: graphql.parser,
      parserOptions: { graphQLConfig: { schema: "./schema/schema.graphql" } },
    },
    plugins: { "@graphql-eslint": graphql },
    rules: {
      "@graphql-eslint/relay-page-info": "error",
      "@graphql-eslint/relay-connection-types": "error",
      // A list may go forward only.
      "@graphql-eslint/relay-arguments": ["error", { includeBoth: false }],
      // Lists that are short as a whole have no pages, and `nodes` stands beside `edges`. An Account
      // is what administrators see of a User, which is the Node.
      "@graphql-eslint/relay-edge-types": [
        "error",
        { listTypeCanWrapOnlyEdgeType: false, shouldImplementNode: false },
      ],
    },
  },
);
