import { execFile } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import {
  DataExportDocument,
  RequestExportDocument,
  type RequestExportMutation,
} from "../generated/graphql.js";
import type { TestApp } from "../support/app.js";
import { post, until, type GraphqlResult } from "../support/graphql.js";
import { PASSWORD, type Person } from "../support/people.js";

const run = promisify(execFile);

export function request(
  { url }: Pick<TestApp, "url">,
  { token }: Person,
  password = PASSWORD,
): Promise<GraphqlResult<RequestExportMutation>> {
  return post(url, RequestExportDocument, { password }, token);
}

/** The links that were mailed, newest first. */
export async function linksOf(app: TestApp, { email }: Person): Promise<string[]> {
  const mails = await app.inbox(email);
  return mails.flatMap(({ text }) => /\S+\/export\?key=\S+/.exec(text)?.[0] ?? []);
}

/** The newest link, once so many are there and another export may be asked for. */
export async function mailedLink(app: TestApp, person: Person, count = 1): Promise<string> {
  let links: string[] = [];
  await until("the link is mailed", async () => {
    links = await linksOf(app, person);
    return links.length >= count;
  });
  const stateOf = async (): Promise<string | undefined> => {
    const { data } = await post(app.url, DataExportDocument, {}, person.token);
    return data.viewer?.dataExport?.state;
  };
  await until("it is ready", async () => (await stateOf()) === "READY");
  return links[0] ?? "";
}

/** An export as whoever unpacks it has it. */
export class Unpacked {
  private constructor(readonly folder: string) {}

  static async from(url: string): Promise<Unpacked> {
    const response = await fetch(url);
    if (response.status !== 200) throw new Error(`${response.status} ${await response.text()}`);
    const folder = await mkdtemp(join(tmpdir(), "confab-unpacked-"));
    const archive = join(folder, "archive.zip");
    await writeFile(archive, Buffer.from(await response.arrayBuffer()));
    // Not what has packed it.
    await run("python3", ["-m", "zipfile", "-e", archive, folder]);
    await rm(archive);
    return new Unpacked(folder);
  }

  async paths(): Promise<string[]> {
    const entries = await readdir(this.folder, { recursive: true, withFileTypes: true });
    return entries.filter((one) => one.isFile()).map((one) => join(one.parentPath, one.name));
  }

  /** All that stands in it. */
  async text(): Promise<string> {
    const texts = (await this.paths()).map((path) => readFile(path, "utf8"));
    return (await Promise.all(texts)).join("\n");
  }

  async lines<T = Record<string, unknown>>(type: string): Promise<T[]> {
    const text = await readFile(join(this.folder, `${type}s.jsonl`), "utf8").catch(() => "");
    return text
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => JSON.parse(line) as T);
  }

  remove(): Promise<void> {
    return rm(this.folder, { recursive: true, force: true });
  }
}
