import { createHash } from "node:crypto";
import { open, type FileHandle } from "node:fs/promises";
import { Writable } from "node:stream";
import { AppError, ErrorCode } from "../../platform/core/errors.js";
import { fileRejected, type UploadTypes } from "./file-kind.js";
import { HEAD_BYTES, Recognition, type Recognised } from "./recognition.js";

/** Fewer, larger writes: each one waits for a thread. */
const WRITE_BYTES = 1_024 * 1_024;

type Done = (error?: Error | null) => void;

/** Writes a file and meanwhile counts, hashes and recognises it. Fails at the first byte too many. */
export class Intake extends Writable {
  private readonly hash = createHash("sha256");
  private byteSize = 0;
  /** What is not written yet. Nothing is before the type is known. */
  private pending: Buffer[] = [];
  private pendingBytes = 0;
  private recognition: Recognition | null = null;
  private file: FileHandle | null = null;

  constructor(
    private readonly path: string,
    private readonly maxBytes: number,
    private readonly types: UploadTypes,
  ) {
    super({ highWaterMark: WRITE_BYTES });
  }

  /** Of the whole file, once it is finished. */
  async result(): Promise<Recognised & { byteSize: number; sha256: string }> {
    if (!this.recognition) throw new Error("the file was not read to its end");
    const recognised = await this.recognition.settle(this.path);
    return { ...recognised, byteSize: this.byteSize, sha256: this.hash.digest("hex") };
  }

  override _construct(done: Done): void {
    open(this.path, "wx", 0o600).then((file) => {
      this.file = file;
      done();
    }, done);
  }

  override _write(chunk: Buffer, _encoding: string, done: Done): void {
    this.byteSize += chunk.length;
    if (this.byteSize > this.maxBytes) return done(tooLarge(this.maxBytes));
    this.hash.update(chunk);
    this.pending.push(chunk);
    this.pendingBytes += chunk.length;
    const enough = this.recognition ? WRITE_BYTES : HEAD_BYTES;
    if (this.pendingBytes < enough) return done();
    this.settle(done);
  }

  override _final(done: Done): void {
    this.settle((error) => {
      if (error) return done(error);
      done(this.recognition?.end() ? null : notTextAfterAll());
    });
  }

  override _destroy(error: Error | null, done: Done): void {
    const closed = this.file?.close() ?? Promise.resolve();
    closed.then(
      () => done(error),
      (fault: Error) => done(error ?? fault),
    );
  }

  private settle(done: Done): void {
    this.flush().then(() => done(), done);
  }

  private async flush(): Promise<void> {
    const chunks = this.pending;
    this.pending = [];
    this.pendingBytes = 0;
    this.recognition ??= Recognition.begin(
      Buffer.concat(chunks).subarray(0, HEAD_BYTES),
      this.types,
    );
    for (const chunk of chunks) if (!this.recognition.push(chunk)) throw notTextAfterAll();
    if (chunks.length > 0) await writeAll(this.file, chunks);
  }
}

async function writeAll(file: FileHandle | null, chunks: readonly Buffer[]): Promise<void> {
  const whole = chunks.reduce((bytes, chunk) => bytes + chunk.length, 0);
  const written = (await file?.writev([...chunks]))?.bytesWritten ?? 0;
  // A disk that is nearly full takes a part: what is left over says why.
  if (written < whole) await file?.write(Buffer.concat([...chunks]), written, whole - written);
}

function tooLarge(limit: number): AppError {
  return new AppError(ErrorCode.FILE_TOO_LARGE, `A file has at most ${limit} bytes.`, { limit });
}

function notTextAfterAll(): AppError {
  return fileRejected("The file begins as text and goes on as something else.");
}
