import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { compileSchema } from "../../src/adapters/json-schema.js";
import { readConfig } from "../../src/platform/config/config.js";
import { readIdentityProviders } from "../../src/platform/config/identity-providers.js";
import { environment } from "../../src/platform/config/environment.js";
import { LineReader } from "../../src/transfer/lines/line-reader.js";
import { LINE_SCHEMAS } from "../../src/transfer/lines/line-schema.js";
import { tryCommands } from "./commands.js";
import { allGuides, type Block, type Guide } from "./guide.js";
import { checkPrograms, programsOf, runProgram } from "./modules.js";
import { runInline, runWithGql } from "./inline-programs.js";
import { Scene } from "./scene.js";

const PROGRAMS = new Set(["ts", "sh program", "python", "python gql"]);
const guides = allGuides();
const withBlocks = guides.filter(({ blocks }) => blocks.length > 0);

test("every program of the guides fits the types that it uses", async () => {
  expect(await checkPrograms(guides)).toEqual([]);
});

describe.each(withBlocks.map((guide) => [guide.path, guide] as const))("%s", (_path, guide) => {
  let scene: Scene;
  beforeAll(async () => {
    scene = await Scene.open();
  });
  afterAll(() => scene.close());

  test.each(guide.blocks.map((block, at) => [block.line, describeBlock(block), at] as const))(
    "line %d: %s",
    async (_line, _what, at) => {
      expect(await faultsOf(guide, at, scene)).toEqual([]);
    },
  );
});

async function faultsOf(
  { blocks, ...guide }: Guide,
  at: number,
  scene: Scene,
): Promise<readonly string[]> {
  const block = blocks[at];
  if (!block) return ["no block"];
  const next = blocks[at + 1];
  const { story } = scene;
  switch (kindOf(block)) {
    case "graphql": {
      const variables = next && kindOf(next) === "json variables" ? next : null;
      const answer = variables ? blocks[at + 2] : next;
      return story.operate(
        block,
        variables,
        answer !== undefined && kindOf(answer) === "json answer",
      );
    }
    case "json variables":
      return kindOf(blocks[at - 1]) === "graphql" ? [] : ["these variables follow no operation"];
    case "http":
      return story.request(block);
    case "json answer":
      return story.compareAnswer(block);
    case "json event":
      return story.compareEvent(block);
    case "ts": {
      const program = programsOf({ blocks, ...guide }).find(({ last }) => last === block);
      if (!program) return [];
      if (program.output === "") return ["a program without its output proves nothing"];
      const output = await runProgram(program, await scene.fill(program.text));
      return output === program.output ? [] : [`the output is\n${output}`];
    }
    case "sh program":
    case "python gql":
    case "python": {
      if (!next || kindOf(next) !== "text output")
        return ["a program without its output proves nothing"];
      const run = block.role === "gql" ? runWithGql : runInline;
      const output = await run(block, await scene.fill(block.text));
      return output === null || output === `${next.text}\n` ? [] : [`the output is\n${output}`];
    }
    case "text output":
      return PROGRAMS.has(kindOf(blocks[at - 1])) ? [] : ["this output follows no program"];
    case "jsonl":
      return faultsOfLines(block.text);
    case "json providers":
      return faultsOfProviders(block.text);
    case "sh":
      return tryCommands(block.text, scene.environment);
    case "js mongosh":
      // For a router that there is none of here; test/scaling holds them against the script.
      return [];
    case "env":
      return faultsOfEnvironment(block.text);
    case "env part":
      return unknownNames(block.text);
    default:
      return [`the test does not know blocks of ${kindOf(block)}`];
  }
}

/** Of lines of an import. */
function faultsOfLines(text: string): string[] {
  const shapes = Object.entries(LINE_SCHEMAS).map(
    ([type, schema]) => [type, compileSchema(schema as never)] as const,
  );
  const reader = new LineReader(new Map(shapes));
  return text.split("\n").flatMap((line, at) => {
    const read = reader.read({ number: at + 1, offset: 0, text: line });
    return "fault" in read ? [read.fault] : [];
  });
}

async function faultsOfProviders(text: string): Promise<readonly string[]> {
  const folder = await mkdtemp(join(tmpdir(), "confab-guide-"));
  const path = join(folder, "providers.json");
  await writeFile(path, text);
  const { faults } = readIdentityProviders(path, "production");
  await rm(folder, { recursive: true });
  return faults;
}

function kindOf(block: Block | undefined): string {
  return block ? [block.language, block.role].filter(Boolean).join(" ") : "";
}

function describeBlock(block: Block): string {
  const [first = ""] = block.text.split("\n");
  return `${kindOf(block)} ${first.slice(0, 50)}`;
}

function faultsOfEnvironment(text: string): string[] {
  const values = pairsOf(text).map(([name, value]) => [
    name,
    value.replace(/^<.*>$/, "x".repeat(48)),
  ]);
  readConfig(Object.fromEntries(values) as Record<string, string>);
  return unknownNames(text);
}

/** Of lines that stand for a part of an environment. */
function unknownNames(text: string): string[] {
  const unknown = pairsOf(text).filter(([name]) => !(name in environment.shape));
  return unknown.map(([name]) => `the server reads no ${name}`);
}

function pairsOf(text: string): (readonly [name: string, value: string])[] {
  return [...text.matchAll(/^([A-Z_]+)=(.*)$/gm)].map(([, name = "", value = ""]) => [name, value]);
}
