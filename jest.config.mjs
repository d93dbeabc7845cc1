export default {
  testEnvironment: "node",
  roots: ["<rootDir>/test"],
  testMatch: ["**/*.test.ts"],
  extensionsToTreatAsEsm: [".ts"],
  // NodeNext writes ./x.js where the file is x.ts; x.json.js of a package is what it says.
  moduleNameMapper: {
    "^(\\.{1,2}/.*)(?<!\\.json)\\.js$": "$1",
    "^@confab/client$": "<rootDir>/client/src/index.ts",
    "^@confab/client/sse$": "<rootDir>/client/src/sse.ts",
  },
  setupFiles: ["reflect-metadata"],
  globalSetup: "<rootDir>/test/support/global-setup.mjs",
  globalTeardown: "<rootDir>/test/support/global-teardown.mjs",
  // Far above what a test takes on a machine of its own: on a busy one only a fault takes as long.
  testTimeout: 120_000,
  maxWorkers: 2,
  // Each test file leaves some of its modules behind: a worker that is full makes way for a new one.
  workerIdleMemoryLimit: "1GB",
  transform: {
    "^.+\\.ts$": [
      "@swc/jest",
      {
        sourceMaps: "inline",
        module: { type: "es6" },
        jsc: {
          target: "es2022",
          keepClassNames: true,
          parser: { syntax: "typescript", decorators: true },
          transform: {
            legacyDecorator: true,
            decoratorMetadata: false,
            useDefineForClassFields: false,
          },
        },
      },
    ],
  },
};
