import { deflateSync } from "node:zlib";
import sharp from "sharp";

/** A picture with noise, so that it does not compress to nothing. */
export function picture(
  format: "jpeg" | "png" | "webp" | "gif",
  width = 1_000,
  height = 500,
): Promise<Buffer> {
  const noise = { type: "gaussian", mean: 128, sigma: 30 } as const;
  return sharp({ create: { width, height, channels: 3, background: "#369", noise } })
    .toFormat(format)
    .toBuffer();
}

/** One to be looked at: hills in the evening. */
export function landscape(): Promise<Buffer> {
  const drawing = `<svg xmlns="http://www.w3.org/2000/svg" width="960" height="600">
    <linearGradient id="sky" x2="0" y2="1"><stop stop-color="#31456b"/><stop offset=".6" stop-color="#e8956d"/><stop offset="1" stop-color="#f7d9a8"/></linearGradient>
    <rect width="960" height="600" fill="url(#sky)"/><circle cx="640" cy="330" r="58" fill="#fff1cf"/>
    <path d="M0 400Q200 270 420 390T960 330V600H0z" fill="#7d5a68"/>
    <path d="M0 480Q260 360 520 470T960 440V600H0z" fill="#503f57"/>
    <path d="M0 560Q320 460 620 540T960 520V600H0z" fill="#2c2a3f"/></svg>`;
  return sharp(Buffer.from(drawing)).png().toBuffer();
}

/** Taken with the camera on its side, at a known place. */
export function photo(): Promise<Buffer> {
  return sharp({ create: { width: 400, height: 200, channels: 3, background: "#963" } })
    .withExif({
      IFD0: { Make: "CanaryCamera" },
      IFD3: { GPSLatitude: "51/1 30/1 0/1", GPSLatitudeRef: "N" },
    })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer();
}

export async function animation(): Promise<Buffer> {
  const frames = await Promise.all(
    ["#f00", "#0f0", "#00f"].map((background) =>
      sharp({ create: { width: 20, height: 20, channels: 3, background } })
        .png()
        .toBuffer(),
    ),
  );
  return sharp(frames, { join: { animated: true } })
    .gif()
    .toBuffer();
}

/** A header that claims `width` times `height`, and next to no data. */
export function pngOf(width: number, height: number): Buffer {
  const size = Buffer.alloc(13);
  size.writeUInt32BE(width, 0);
  size.writeUInt32BE(height, 4);
  size.set([8, 2], 8);
  const signature = Buffer.from("89504e470d0a1a0a", "hex");
  const data = deflateSync(Buffer.alloc(100));
  return Buffer.concat([signature, chunk("IHDR", size), chunk("IDAT", data), chunk("IEND")]);
}

/** A GIF of so many frames of one pixel. */
export function gifOf(frames: number): Buffer {
  const head = Buffer.from("47494638396101000100800000000000ffffff", "hex");
  const frame = Buffer.from("21f90400000000002c000000000100010000020244010" + "0", "hex");
  return Buffer.concat([head, ...Array<Buffer>(frames).fill(frame), Buffer.from(";")]);
}

const ascii = (text: string, size = 64): Buffer => Buffer.from(text.padEnd(size, "\0"), "latin1");

/** The least that each of these is recognised by. */
export const documents: Readonly<Record<string, Buffer>> = {
  "application/pdf": Buffer.from("%PDF-1.7\n%\xe2\xe3\n1 0 obj\nendobj\n", "latin1"),
  "text/plain": Buffer.from("Grüße aus Köln, 東京 🎉\n"),
  "video/mp4": ascii("\0\0\0\x20ftypisom\0\0\0\0isomiso2avc1mp41"),
  "video/webm": Buffer.from("1a45dfa39f4286810142f7810142f2810442f381084282847765626d", "hex"),
  "audio/mpeg": ascii(`ID3\x04\0\0\0\0\0\x0a${"\0".repeat(10)}\xff\xfb\x90\0`),
  "audio/ogg": ascii("OggS\0\x02\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x01\x1e\x01vorbis"),
  "audio/wav": ascii("RIFF\x24\0\0\0WAVEfmt "),
};

function chunk(type: string, data = Buffer.alloc(0)): Buffer {
  const body = Buffer.concat([Buffer.from(type), data]);
  const [length, crc] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  crc.writeUInt32BE(crcOf(body));
  return Buffer.concat([length, body, crc]);
}

function crcOf(bytes: Buffer): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return (crc ^ 0xffffffff) >>> 0;
}
