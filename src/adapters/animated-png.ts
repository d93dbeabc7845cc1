import { readFile, writeFile } from "node:fs/promises";
import { promisify } from "node:util";
import { crc32, deflate, inflate } from "node:zlib";

const SIGNATURE = "\x89PNG\r\n\x1a\n";
/** What a picture needs to look as it does; all else, such as text and places, is left out. */
const KEPT = new Set([
  "IHDR",
  "PLTE",
  "tRNS",
  "gAMA",
  "cHRM",
  "sRGB",
  "iCCP",
  "sBIT",
  "acTL",
  "fcTL",
]);
const CHANNELS: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };
const MAX_FRAME_BYTES = 128_000_000;
/** Encoders cut a picture in pieces of kilobytes; twelve bytes are enough for one that holds nothing. */
const MAX_CHUNKS = 100_000;
const pack = promisify(deflate);
const unpack = promisify(inflate) as (
  data: Buffer,
  options: { maxOutputLength: number },
) => Promise<Buffer>;

interface Size {
  readonly width: number;
  readonly height: number;
}

interface Chunk {
  readonly type: string;
  readonly data: Buffer;
}

export interface AnimatedPng {
  readonly frames: number;
  /** Over all its frames. */
  readonly pixels: number;
  readonly width: number;
  readonly height: number;
  /** Writes it anew: its frames and what their colours need, and nothing else. */
  write(target: string): Promise<number>;
}

/** Null for a PNG of one picture. sharp would keep the first frame only. */
export async function readAnimatedPng(path: string): Promise<AnimatedPng | null> {
  const bytes = await readFile(path);
  const chunks = chunksOf(bytes);
  const header = chunks[0]?.data;
  if (header?.length !== 13 || !chunks.some(({ type }) => type === "acTL")) return null;
  const frames = chunks.filter(({ type }) => type === "fcTL");
  const sizes = frames.map(({ data }) => data.readUInt32BE(4) * data.readUInt32BE(8));
  return {
    frames: frames.length,
    pixels: sizes.reduce((sum, size) => sum + size, 0),
    width: header.readUInt32BE(0),
    height: header.readUInt32BE(4),
    async write(target) {
      const out = await rewritten(chunks, header);
      await writeFile(target, out, { flag: "wx" });
      return out.length;
    },
  };
}

async function rewritten(chunks: readonly Chunk[], header: Buffer): Promise<Buffer> {
  const out: Buffer[] = [Buffer.from(SIGNATURE, "latin1")];
  /** Of the pixels that come next; null once they came, and until a frame begins. */
  let size: Size | null = { width: header.readUInt32BE(0), height: header.readUInt32BE(4) };
  let sequence = 0;
  for (let at = 0; at < chunks.length; at += 1) {
    const chunk = chunks[at];
    if (!chunk) break;
    if (chunk.type === "fcTL") {
      size = { width: chunk.data.readUInt32BE(4), height: chunk.data.readUInt32BE(8) };
      out.push(written("fcTL", Buffer.concat([numbered(sequence++), chunk.data.subarray(4)])));
    } else if (chunk.type === "IDAT" || chunk.type === "fdAT") {
      if (!size) throw new Error("pixels of no frame");
      const { type } = chunk;
      const parts: Buffer[] = [];
      for (; chunks[at]?.type === type; at += 1)
        parts.push(chunks[at]?.data.subarray(type === "fdAT" ? 4 : 0) ?? Buffer.alloc(0));
      at -= 1;
      const data = await pack(await pixelsOf(Buffer.concat(parts), header, size));
      size = null;
      out.push(written(type, type === "fdAT" ? Buffer.concat([numbered(sequence++), data]) : data));
    } else if (KEPT.has(chunk.type)) out.push(written(chunk.type, chunk.data));
  }
  return Buffer.concat([...out, written("IEND", Buffer.alloc(0))]);
}

/** Exactly as many bytes as the size of the frame says; throws for more and for less. */
async function pixelsOf(data: Buffer, header: Buffer, { width, height }: Size): Promise<Buffer> {
  const [bits = 8, colours = 6, , , interlaced = 0] = header.subarray(8);
  const row = (pixels: number): number =>
    pixels === 0 ? 0 : 1 + Math.ceil((pixels * bits * (CHANNELS[colours] ?? 4)) / 8);
  const passes = interlaced
    ? [
        [0, 0, 8, 8],
        [4, 0, 8, 8],
        [0, 4, 4, 8],
        [2, 0, 4, 4],
        [0, 2, 2, 4],
        [1, 0, 2, 2],
        [0, 1, 1, 2],
      ]
    : [[0, 0, 1, 1]];
  const expected = passes.reduce((sum, [x = 0, y = 0, dx = 1, dy = 1]) => {
    const rows = Math.max(0, Math.ceil((height - y) / dy));
    return sum + rows * row(Math.max(0, Math.ceil((width - x) / dx)));
  }, 0);
  if (expected > MAX_FRAME_BYTES) throw new Error("pixel limit");
  const pixels = await unpack(data, { maxOutputLength: Math.max(1, expected) });
  if (pixels.length !== expected) throw new Error("a frame is not whole");
  return pixels;
}

function chunksOf(bytes: Buffer): Chunk[] {
  const chunks: Chunk[] = [];
  for (let at = SIGNATURE.length; at + 12 <= bytes.length;) {
    const length = bytes.readUInt32BE(at);
    const type = bytes.toString("latin1", at + 4, at + 8);
    const data = bytes.subarray(at + 8, at + 8 + length);
    if (type === "IEND" || data.length < length) break;
    if (type === "fcTL" && length !== 26) throw new Error("a frame is malformed");
    if (chunks.length === MAX_CHUNKS) throw new Error("too many parts");
    chunks.push({ type, data });
    at += 12 + length;
  }
  return chunks;
}

function written(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  return Buffer.concat([numbered(data.length), body, numbered(crc32(body))]);
}

function numbered(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}
