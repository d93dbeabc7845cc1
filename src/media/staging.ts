import { createHash, randomUUID } from "node:crypto";
import { createWriteStream } from "node:fs";
import { mkdir, readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { Transform, type Readable, type TransformCallback } from "node:stream";
import { pipeline } from "node:stream/promises";
import { TextDecoder } from "node:util";
import { AppError, ErrorCode } from "../errors.js";
import { HEAD_BYTES, recognise, type FileKind } from "./file-kind.js";

/** Longer than any upload may take: an older file belongs to a process that is gone. */
const STALE_MS = 60 * 60_000;
const WRITE_BUFFER_BYTES = 1_048_576;

/** A complete file on this machine's disk, checked, that nobody has yet. */
export interface StagedFile extends FileKind {
  readonly path: string;
  /** As the client named it. */
  readonly clientFilename: string;
  readonly byteSize: number;
  readonly sha256: string;
}

/** Files on their way: written once, beside the store so that they can be moved into it. */
export class Staging {
  constructor(
    private readonly folder: string,
    readonly maxBytes: number,
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
    const inspector = new Inspector(maxBytes);
    try {
      const file = createWriteStream(path, {
        flags: "wx",
        mode: 0o600,
        highWaterMark: WRITE_BUFFER_BYTES,
      });
      await pipeline(source, inspector, file);
      return { path, clientFilename, ...inspector.result() };
    } catch (error) {
      await this.discard(path);
      throw error;
    }
  }

  async discard(...paths: string[]): Promise<void> {
    await Promise.all(paths.map((path) => rm(path, { force: true })));
  }
}

/** Counts, hashes and recognises what passes. */
class Inspector extends Transform {
  private readonly hash = createHash("sha256");
  private byteSize = 0;
  private head: Buffer | null = Buffer.alloc(0);
  private found: FileKind | null = null;
  private text: TextDecoder | null = null;

  constructor(private readonly maxBytes: number) {
    super({ highWaterMark: WRITE_BUFFER_BYTES });
  }

  result(): FileKind & { byteSize: number; sha256: string } {
    if (!this.found) throw new Error("the file was not read to its end");
    return { ...this.found, byteSize: this.byteSize, sha256: this.hash.digest("hex") };
  }

  override _transform(chunk: Buffer, _encoding: string, done: TransformCallback): void {
    this.byteSize += chunk.length;
    if (this.byteSize > this.maxBytes) return done(tooLarge(this.maxBytes));
    this.hash.update(chunk);
    if (!this.head) return this.pass(chunk, done);
    this.head = Buffer.concat([this.head, chunk]);
    if (this.head.length < HEAD_BYTES) return done();
    this.judge(this.head, done);
  }

  override _flush(done: TransformCallback): void {
    if (!this.head) return this.pass(null, done);
    this.judge(this.head, (error, head) => {
      if (error) return done(error);
      this.push(head);
      this.pass(null, done);
    });
  }

  private judge(seen: Buffer, done: TransformCallback): void {
    this.head = null;
    recognise(seen.subarray(0, HEAD_BYTES)).then(
      (found) => {
        this.found = found;
        if (found.mimeType === "text/plain") this.text = new TextDecoder("utf-8", { fatal: true });
        this.pass(seen, done);
      },
      (error: Error) => done(error),
    );
  }

  /** What calls itself text is text to its end. */
  private pass(chunk: Buffer | null, done: TransformCallback): void {
    try {
      this.text?.decode(chunk ?? new Uint8Array(), { stream: chunk !== null });
    } catch {
      const message = "The file begins as text and goes on as something else.";
      return done(new AppError(ErrorCode.FILE_TYPE_REJECTED, message));
    }
    done(null, chunk ?? undefined);
  }
}

function tooLarge(limit: number): AppError {
  return new AppError(ErrorCode.FILE_TOO_LARGE, `A file has at most ${limit} bytes.`, { limit });
}
