import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "@jest/globals";

const root = resolve(import.meta.dirname, "../..");
const config = join(root, ".dependency-cruiser.cjs");
const { forbidden } = createRequire(import.meta.url)(config) as { forbidden: { name: string }[] };

/** Each rule, and one import that it must refuse: [from, to]. */
const VIOLATIONS: Record<string, readonly [string, string]> = {
  "no-cycles": ["src/people/users/ring-a.ts", "src/people/users/ring-b.ts"],
  "main-starts-the-app": ["src/main.ts", "src/platform/core/errors.ts"],
  "only-main-and-tests-see-the-app": ["src/edge/server/boot.ts", "src/app.ts"],
  "config-and-errors-stand-alone": [
    "src/platform/config/config.ts",
    "src/people/users/user.service.ts",
  ],
  "models-know-no-rules": ["src/people/users/user.model.ts", "src/api/graphql/context.ts"],
  "models-know-each-other-as-types": [
    "src/people/users/other.model.ts",
    "src/people/users/user.service.ts",
  ],
  "services-know-no-transport": ["src/people/users/a.service.ts", "src/api/graphql/context.ts"],
  "services-get-adapters-handed": ["src/people/users/b.service.ts", "src/adapters/mongo.ts"],
  "resolvers-know-no-machinery": ["src/people/users/user.resolver.ts", "src/adapters/mongo.ts"],
  "realtime-knows-features-as-types": [
    "src/live/realtime/feed.ts",
    "src/people/users/user.service.ts",
  ],
  "graphql-knows-features-as-types": [
    "src/api/graphql/loaders.ts",
    "src/people/users/user.service.ts",
  ],
  "server-knows-features-as-types": ["src/edge/server/http.ts", "src/people/users/user.service.ts"],
  "adapters-know-interfaces": ["src/adapters/redis.ts", "src/people/users/user.service.ts"],
  "nothing-points-back-at-auth": [
    "src/people/users/c.service.ts",
    "src/account/auth/session.service.ts",
  ],
  "users-point-at-nobody": ["src/people/users/d.service.ts", "src/chat/messages/log.service.ts"],
  "conversations-do-not-know-messages": [
    "src/chat/conversations/e.service.ts",
    "src/chat/messages/log.service.ts",
  ],
  "tracing-is-loaded-when-configured": [
    "src/platform/tracing/traces.ts",
    "src/adapters/opentelemetry.ts",
  ],
  "no-orphans": ["src/people/users/orphan.ts", ""],
};

let folder: string;
let reported: { name: string; from: string }[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "confab-rules-"));
  const files = new Map<string, string[]>();
  for (const [from, to] of Object.values(VIOLATIONS)) {
    files.set(from, [...(files.get(from) ?? []), ...(to && [to])]);
    if (to && !files.has(to)) files.set(to, []);
  }
  files.set("src/people/users/ring-b.ts", ["src/people/users/ring-a.ts"]);
  for (const [file, imports] of files) {
    const up = "../".repeat(file.split("/").length - 1) || "./";
    const lines = imports.map(
      (to, at) => `import { x as x${at} } from "${up}${to.replace(/\.ts$/, ".js")}";`,
    );
    const uses = imports.map((_, at) => `x${at}`).join(", ");
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), `${lines.join("\n")}\nexport const x = [${uses}];\n`);
  }
  await writeFile(
    join(folder, "tsconfig.json"),
    JSON.stringify({ compilerOptions: { module: "NodeNext" } }),
  );
  const bin = join(root, "node_modules/dependency-cruiser/bin/dependency-cruise.mjs");
  const run = promisify(execFile)(
    process.execPath,
    [bin, "src", "--config", config, "-T", "json"],
    {
      cwd: folder,
      maxBuffer: 2 ** 26,
    },
  );
  const { stdout } = await run.catch((failed: { stdout: string }) => failed);
  const { summary } = JSON.parse(stdout) as {
    summary: { violations: { from: string; rule: { name: string } }[] };
  };
  reported = summary.violations.map(({ from, rule }) => ({ from, name: rule.name }));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test("every import rule has a violation here", () => {
  expect(Object.keys(VIOLATIONS).sort()).toEqual(forbidden.map(({ name }) => name).sort());
});

test.each(Object.entries(VIOLATIONS))("%s refuses its violation", (name, [from]) => {
  expect(reported).toContainEqual({ name, from });
});
