import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "@jest/globals";

const root = resolve(import.meta.dirname, "../..");
const config = join(root, ".dependency-cruiser.cjs");
const load = createRequire(import.meta.url);
const { forbidden } = load(config) as { forbidden: { name: string }[] };
const { folders } = load(join(root, "floors.cjs")) as { folders: string[] };

interface Violation {
  readonly rule: string;
  readonly from: string;
  /** Absent: the file alone breaks the rule. */
  readonly to?: string;
  readonly how?: "type" | "value";
}

const value = (rule: string, from: string, to?: string): Violation => ({
  rule,
  from: `src/${from}`,
  ...(to && { to: `src/${to}` }),
});
const type = (rule: string, from: string, to: string): Violation => ({
  ...value(rule, from, to),
  how: "type",
});

/** Each folder imports a type of the one that stands next above it. */
const UPWARDS = folders.map((folder, at) => {
  const above = folders[at + 1];
  const rule = `floor-of-${folder.replace("/", "-")}`;
  return type(rule, `${folder}/upwards.ts`, above ? `${above}/upwards.ts` : "app.ts");
});

/** Each rule at least once, by an import that it must refuse. */
const VIOLATIONS: readonly Violation[] = [
  ...UPWARDS,
  value("no-cycles", "people/users/ring-a.ts", "people/users/ring-b.ts"),
  type("no-cycles", "chat/log/type-ring-a.ts", "chat/log/type-ring-b.ts"),
  value("no-folder-cycles", "people/users"),
  value("every-folder-stands-on-a-floor", "billing/invoices/invoice.ts", "platform/core/errors.ts"),
  value("every-folder-stands-on-a-floor", "chat/polls/poll.ts", "platform/core/errors.ts"),
  value("every-folder-stands-on-a-floor", "chat/loose.ts", "platform/core/errors.ts"),
  value("nothing-imports-a-folder-without-a-floor", "app.ts", "chat/polls/constants.ts"),
  value("main-starts-the-app", "main.ts", "platform/core/errors.ts"),
  value("only-main-and-tests-see-the-app", "edge/server/boot.ts", "app.ts"),
  value("models-know-no-rules", "people/users/user.model.ts", "api/graphql/context.ts"),
  type("models-know-no-rules", "people/users/other.model.ts", "people/users/user.service.ts"),
  value("services-know-no-transport", "people/users/a.service.ts", "api/graphql/context.ts"),
  value("services-know-no-transport", "people/users/b.service.ts", "people/users/user.resolver.ts"),
  value(
    "services-get-their-parts-handed",
    "people/users/c.service.ts",
    "platform/config/config.ts",
  ),
  value("live-knows-features-as-types", "live/realtime/a.ts", "chat/log/log.service.ts"),
  ...[
    "account/passwords/password.service.ts",
    "chat/groups/group.service.ts",
    "chat/log/log.service.ts",
    "people/users/user.service.ts",
    "billing/invoices/constants.ts",
    "adapters/redis.ts",
  ].map((to, at) => value("server-knows-features-as-types", `edge/server/feature-${at}.ts`, to)),
  value("adapters-know-interfaces", "adapters/redis.ts", "people/users/user.service.ts"),
  value("tracing-is-loaded-when-configured", "compose/tracing.ts", "adapters/opentelemetry.ts"),
  value("no-orphans", "people/users/orphan.ts"),
];

/** What closes the circles, and what must be allowed. */
const OTHER_IMPORTS: readonly Violation[] = [
  value("", "people/users/ring-b.ts", "people/users/ring-a.ts"),
  type("", "chat/log/type-ring-b.ts", "chat/log/type-ring-a.ts"),
  type("", "people/contacts/upwards-too.ts", "people/users/upwards.ts"),
];
const ALLOWED: readonly Violation[] = folders.slice(1).map((folder, at) => {
  const below = folders[at] ?? "";
  return type("", `${folder}/downwards.ts`, `${below}/downwards.ts`);
});

let folder: string;
let reported: { readonly name: string; readonly from: string; readonly to: string }[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "confab-rules-"));
  const files = new Map<string, Violation[]>();
  for (const item of [...VIOLATIONS, ...OTHER_IMPORTS, ...ALLOWED]) {
    if (!item.from.endsWith(".ts")) continue;
    files.set(item.from, [...(files.get(item.from) ?? []), item]);
    if (item.to && !files.has(item.to)) files.set(item.to, []);
  }
  for (const [file, imports] of files) {
    const up = "../".repeat(file.split("/").length - 1) || "./";
    const lines = imports.flatMap(({ to, how }, at) => {
      const from = `"${up}${to?.replace(/\.ts$/, ".js")}"`;
      if (!to) return [];
      return how === "type"
        ? [`import type { X as X${at} } from ${from};`, `export type Y${at} = X${at};`]
        : [`import { x as x${at} } from ${from};`, `export const y${at} = x${at};`];
    });
    const own = ["export const x = 1;", "export type X = number;"];
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), [...lines, ...own].join("\n"));
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
    summary: { violations: { from: string; to: string; rule: { name: string } }[] };
  };
  reported = summary.violations.map(({ from, to, rule }) => ({ name: rule.name, from, to }));
}, 300_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

test("every import rule has a violation here", () => {
  const broken = new Set(VIOLATIONS.map(({ rule }) => rule));
  expect([...broken].sort()).toEqual(forbidden.map(({ name }) => name).sort());
});

test.each(VIOLATIONS.map((one) => [one.rule, one.from, one.to ?? "nothing", one] as const))(
  "%s refuses that %s imports %s",
  (name, from, _, { to }) => {
    const expected = to ? { name, from, to } : { name, from };
    expect(reported).toContainEqual(expect.objectContaining(expected));
  },
);

test.each(ALLOWED)("$from may import $to", ({ from }) => {
  expect(reported.filter((one) => one.from === from)).toEqual([]);
});
