import { open } from "node:fs/promises";

/** Lists in lists: without an end to all of them together, a file of megabytes is read for minutes. */
const MAX_READS = 20_000;

/** A file that is looked into here and there, and not for ever. */
export interface ByteSource {
  readonly size: number;
  /** Fewer bytes than asked for at the end of the file, and none once it was looked into too often. */
  read(offset: number, length: number): Promise<Buffer>;
}

export async function withByteSource<T>(
  path: string,
  use: (source: ByteSource) => Promise<T>,
): Promise<T> {
  const file = await open(path, "r");
  try {
    const { size } = await file.stat();
    let left = MAX_READS;
    return await use({
      size,
      async read(offset, length) {
        left -= 1;
        const wanted = left < 0 ? 0 : Math.max(0, Math.min(length, size - offset));
        const { buffer, bytesRead } = await file.read(Buffer.alloc(wanted), 0, wanted, offset);
        return buffer.subarray(0, bytesRead);
      },
    });
  } finally {
    await file.close();
  }
}
