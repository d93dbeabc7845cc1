import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { bringNode } from "../../scripts/bring-node.js";
import { launchBrowser } from "../support/browser.js";
import { startKit, type Kit } from "./kit.js";

const run = promisify(execFile);
const QUIET = ["--no-audit", "--no-fund", "--prefer-offline"];

let kit: Kit;
let folder: string;
/** What an app does with the kit: a request and a message that comes. */
const APP = `
import { ConfabClient } from "@confab/client";
export async function tryOut({ url, tokens, webSocketImpl }) {
  const confab = new ConfabClient({ url, webSocketImpl });
  confab.session.set(tokens);
  confab.positions.start("c", { seq: 0 });
  const { me } = await confab.request("query Me { me }", {});
  const body = await new Promise((message, error) => confab.followMessages(
    "subscription M($since: [SeqPosition!]) { messageReceived(since: $since) { conversationId seq body } }",
    {}, { message: (received) => message(received.body), error }));
  await confab.dispose();
  return { me, body };
}`;

/** In an empty project elsewhere, which has nothing of this repository. */
beforeAll(async () => {
  kit = await startKit();
  kit.server.append("c", "hello");
  folder = await mkdtemp(join(tmpdir(), "confab-kit-"));
  const { stdout } = await run("npm", ["pack", "--json", "--pack-destination", folder], {
    cwd: "client",
  });
  const [{ filename }] = JSON.parse(stdout.slice(stdout.indexOf("["))) as [{ filename: string }];
  await writeFile(join(folder, "package.json"), JSON.stringify({ name: "app", type: "module" }));
  const packages = [`./${filename}`, "graphql@16", "ws@8"];
  await run("npm", ["install", ...QUIET, ...packages], { cwd: folder });
  await writeFile(join(folder, "app.js"), APP);
}, 240_000);
afterAll(async () => {
  await kit.stop();
  await rm(folder, { recursive: true, force: true });
});

const given = () => JSON.stringify({ url: kit.url, tokens: kit.server.tokens() });

test("the package is built, has a licence, and nothing of its source", async () => {
  const root = join(folder, "node_modules", "@confab", "client");
  const about = JSON.parse(await readFile(join(root, "package.json"), "utf8")) as object;
  expect(about).not.toHaveProperty("private");
  for (const file of ["LICENSE", "README.md", "dist/index.js", "dist/index.d.ts"])
    expect((await readFile(join(root, file), "utf8")).length).toBeGreaterThan(100);
  await expect(readFile(join(root, "src", "index.ts"))).rejects.toThrow("ENOENT");
});

test.each([
  ["node16", "Node16"],
  ["bundler", "ESNext"],
])(
  "its types hold in a strict project at ES2020, by %s",
  async (moduleResolution, module) => {
    const compilerOptions = {
      ...{ strict: true, target: "ES2020", lib: ["ES2020", "DOM"], types: [], noEmit: true },
      ...{ module, moduleResolution, exactOptionalPropertyTypes: true, skipLibCheck: false },
    };
    const config = join(folder, `tsconfig.${moduleResolution}.json`);
    await writeFile(config, JSON.stringify({ compilerOptions, files: ["typed.ts"] }));
    await writeFile(
      join(folder, "typed.ts"),
      `import { ConfabClient, ConfabError, webStore, type Positions, type Session } from "@confab/client";
     import { eventStreams } from "@confab/client/sse";
     const confab = new ConfabClient({ url: "http://localhost:4000/graphql", store: webStore(localStorage), fallback: eventStreams });
     const session: Session = confab.session;
     const positions: Positions = confab.positions;
     export const isOut = (error: unknown): boolean =>
       error instanceof ConfabError && error.code === "UNAUTHENTICATED" && !session.signedIn;
     positions.start("c", { revision: 1 });
     // @ts-expect-error a position is a number
     positions.start("c", { revision: "1" });`,
    );
    const tsc = resolve("node_modules", "typescript", "bin", "tsc");
    const { stdout } = await run(process.execPath, [tsc, "-p", config], { cwd: folder }).catch(
      (error: { stdout: string }) => error,
    );
    expect(stdout).toBe("");
  },
  120_000,
);

test.each([
  ["the Node of these tests", null],
  ["Node 24", "24"],
])(
  "it runs in %s",
  async (_, version) => {
    const node = version ? (await bringNode(version)).executable : process.execPath;
    await writeFile(
      join(folder, "run.js"),
      `import { WebSocket } from "ws";
       import { tryOut } from "./app.js";
       const given = JSON.parse(process.argv[2]);
       const webSocketImpl = globalThis.WebSocket ?? WebSocket;
       console.log(JSON.stringify(await tryOut({ ...given, webSocketImpl })));`,
    );
    const { stdout } = await run(node, [join(folder, "run.js"), given()]);
    expect(JSON.parse(stdout)).toEqual({ me: "ada", body: "hello" });
  },
  240_000,
);

test("it runs in a browser, from a bundle", async () => {
  const esbuild = resolve("node_modules", ".bin", "esbuild");
  const flags = ["--bundle", "--format=iife", "--global-name=app", "--target=es2020"];
  const { stdout: content } = await run(esbuild, ["app.js", ...flags], { cwd: folder });
  const { browser, close } = await launchBrowser();
  try {
    const page = await browser.newPage();
    await page.goto(new URL("/page", kit.url).href);
    await page.addScriptTag({ content });
    expect(await page.evaluate(`app.tryOut(${given()})`)).toEqual({ me: "ada", body: "hello" });
  } finally {
    await close();
  }
}, 120_000);
