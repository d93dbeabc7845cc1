import { execFile } from "node:child_process";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { ROOT, type Block, type Guide } from "./guide.js";

const run = promisify(execFile);
const root = fileURLToPath(ROOT);
const folder = `${root}reports/guides`;
const LIMIT_MS = 100_000;

/** Blocks of TypeScript with one name are one program, in their order; without a name, each is one. */
export interface Program {
  readonly file: string;
  readonly text: string;
  /** What the guide says that it prints: each block of output shows what is new. */
  readonly output: string;
  /** Where it is complete. */
  readonly last: Block;
}

export function programsOf(guide: Guide): Program[] {
  const programs = new Map<string, Program>();
  for (const [at, block] of guide.blocks.entries()) {
    if (block.language !== "ts") continue;
    const name = block.options.get("name") ?? `line-${block.line}`;
    const before = programs.get(name);
    const next = guide.blocks[at + 1];
    const printed = next?.language === "text" && next.role === "output" ? `${next.text}\n` : "";
    programs.set(name, {
      file: `${folder}/${guide.name}/${name}.ts`,
      text: `${before?.text ?? ""}${block.text}\n`,
      output: `${before?.output ?? ""}${printed}`,
      last: block,
    });
  }
  return [...programs.values()];
}

/** What TypeScript has against them, with the operations of each guide generated into ./gql/. */
export async function checkPrograms(guides: readonly Guide[]): Promise<readonly string[]> {
  await rm(folder, { recursive: true, force: true });
  for (const { file, text } of guides.flatMap(programsOf)) await write(file, text);
  const typed = guides.filter((guide) =>
    programsOf(guide).some(({ text }) => /"\.\/gql\//.test(text)),
  );
  for (const guide of typed)
    await write(`${folder}/${guide.name}/all.graphql`, operationsOf(guide));
  const outputs = typed.map(({ name }) => [
    `reports/guides/${name}/gql/`,
    `{ ...own, documents: ["reports/guides/${name}/all.graphql"] }`,
  ]);
  await write(
    `${folder}/codegen.ts`,
    `import config from "../../codegen.js";
const own = Object.values(config.generates)[0];
export default { ...config, documents: [], generates: { ${outputs.map(([to, of]) => `"${to}": ${of}`).join(", ")} } };`,
  );
  if (typed.length > 0)
    await run("node_modules/.bin/graphql-codegen", ["--config", "reports/guides/codegen.ts"], {
      cwd: root,
    });
  const settings = { extends: "../../tsconfig.json", include: ["*/*.ts"] };
  await write(`${folder}/tsconfig.json`, JSON.stringify(settings));
  const compiler = ["node_modules/typescript/bin/tsc", "-p", folder, "--pretty", "false"];
  const { stdout } = await run(process.execPath, compiler, { cwd: root }).catch(
    (failed: { stdout: string }) => failed,
  );
  return stdout.split("\n").filter((line) => line !== "");
}

/** Its output. Rejects where it fails, or does not end. */
export async function runProgram({ file }: Program, text: string): Promise<string> {
  await writeFile(file, text);
  const { stdout } = await run(process.execPath, ["--import", "tsx", "--conditions=source", file], {
    cwd: root,
    timeout: LIMIT_MS,
  });
  return stdout;
}

function operationsOf({ blocks }: Guide): string {
  const texts = blocks.filter(({ language }) => language === "graphql").map(({ text }) => text);
  return [...new Set(texts)].join("\n");
}

async function write(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text);
}
