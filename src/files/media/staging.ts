import { randomUUID } from "node:crypto";
import { link, mkdir, readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { FileKind, UploadTypes } from "./file-kind.js";
import type { Charset } from "./formats/text.js";
import { withHeapRoom } from "./heap-room.js";
import { Intake } from "./intake.js";

/** Longer than any upload may take: an older file belongs to a process that is gone. */
const STALE_MS = 60 * 60_000;

/** A complete file on this machine's disk, checked, that nobody has yet. */
export interface StagedFile extends FileKind {
  readonly path: string;
  /** As the client named it. */
  readonly clientFilename: string;
  readonly byteSize: number;
  readonly sha256: string;
  /** Of text whose encoding is known. */
  readonly charset: Charset;
}

/** Files on their way: written once, beside the store so that they can be moved into it. */
export class Staging {
  constructor(
    private readonly folder: string,
    readonly maxBytes: number,
    readonly types: UploadTypes,
  ) {}

  /** What a process that died left behind. */
  async start(): Promise<void> {
    await mkdir(this.folder, { recursive: true });
    for (const name of await readdir(this.folder)) {
      const path = join(this.folder, name);
      const found = await stat(path).catch(() => null);
      if (found && found.mtimeMs < Date.now() - STALE_MS) await rm(path, { force: true });
    }
  }

  /** For a file that is made here. Whoever asks removes it. */
  newPath(): string {
    return join(this.folder, randomUUID());
  }

  /** Rejects at the first byte too many and as soon as the type is seen to be wrong; then nothing is left. */
  async receive(
    source: Readable,
    clientFilename: string,
    maxBytes = this.maxBytes,
  ): Promise<StagedFile> {
    const path = this.newPath();
    const intake = new Intake(path, maxBytes, this.types);
    try {
      await withHeapRoom(() => pipeline(source, intake));
      const { kind, ...facts } = await intake.result();
      return { path, clientFilename, ...kind, ...facts };
    } catch (error) {
      await this.discard(path);
      throw error;
    }
  }

  /** The same file once more, for somebody else to take over. */
  async share(staged: StagedFile): Promise<StagedFile> {
    const path = this.newPath();
    await link(staged.path, path);
    return { ...staged, path };
  }

  async discard(...paths: string[]): Promise<void> {
    await Promise.all(paths.map((path) => rm(path, { force: true })));
  }
}
