import { appendFile, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createApp } from "../../src/app.js";
import type { Probes } from "../../src/compose/probes.js";
import type { Config } from "../../src/platform/config/config.types.js";

/** A folder of lines to bring in. */
export class LineFolder {
  private constructor(readonly path: string) {}

  static async make(...lines: readonly object[]): Promise<LineFolder> {
    const made = new LineFolder(await mkdtemp(join(tmpdir(), "confab-lines-")));
    await made.add(...lines);
    return made;
  }

  async add(...lines: readonly object[]): Promise<void> {
    await this.write(lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
  }

  async write(text: string, name = "lines.jsonl"): Promise<void> {
    await appendFile(join(this.path, name), text);
  }

  async file(name: string, content: Buffer): Promise<void> {
    await writeFile(join(this.path, name), content);
  }

  remove(): Promise<void> {
    return rm(this.path, { recursive: true, force: true });
  }
}

export interface ImportRun {
  readonly isDry?: boolean;
  readonly skipsFaulty?: boolean;
  readonly probes?: Probes;
  readonly onProgress?: (what: string, done: number, of: number) => void;
}

export function importFrom(
  config: Config,
  path: string,
  { isDry = false, skipsFaulty = false, probes, onProgress = () => undefined }: ImportRun = {},
): Promise<readonly string[]> {
  const options = { path, isDry, skipsFaulty, onProgress };
  return createApp(config, probes).importLines(options);
}
