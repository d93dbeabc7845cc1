import { mkdir, readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";

const REQUEST = /^[0-9a-f]{32}(?=-)/;

/** The folder of exports, which all nodes share. Names begin with that of their request. */
export class ExportFiles {
  constructor(private readonly folder: string) {}

  path(name: string): string {
    return join(this.folder, name);
  }

  /** For its owner's eyes alone. */
  async prepare(): Promise<void> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
  }

  async remove(...names: string[]): Promise<void> {
    for (const name of names) await rm(this.path(name), { recursive: true, force: true });
  }

  /** All that was written for it, by whomever. */
  async removeAllOf(requestId: string): Promise<void> {
    const names = await this.names();
    await this.remove(...names.filter((name) => name.startsWith(`${requestId}-`)));
  }

  /** Those of requests that `isKnown` does not know, and that were not just made. */
  async sweep(before: Date, isKnown: (requestId: string) => Promise<boolean>): Promise<void> {
    for (const name of await this.names()) {
      const [requestId] = REQUEST.exec(name) ?? [];
      const found = await stat(this.path(name)).catch(() => null);
      if (!requestId || !found || found.mtime > before) continue;
      if (!(await isKnown(requestId))) await this.remove(name);
    }
  }

  private async names(): Promise<string[]> {
    return readdir(this.folder).catch(() => []);
  }
}
