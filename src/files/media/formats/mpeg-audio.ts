const BITRATES_V1 = {
  2: [0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384],
  3: [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
} as const;
const BITRATES_V2 = {
  2: [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
  3: [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
} as const;
const SAMPLE_RATES = [44_100, 48_000, 32_000];

type Audio = "mp3" | "aac" | "flac";

/**
 * MP3, AAC and FLAC, behind a tag or without one. Two frames in a row prove the first two: their
 * eleven bits of signature are in many files.
 */
export function audioAt(head: Buffer): Audio | null {
  const tag = tagLength(head);
  if (tag !== null) return audioBehind(head.subarray(tag)) ?? "mp3";
  return audioBehind(head.subarray(paddingOf(head)));
}

/** Zeros that some recorders put before the first frame. */
function paddingOf(head: Buffer): number {
  const end = head.findIndex((byte) => byte !== 0);
  return end > 0 ? end : 0;
}

/** Of an ID3v2 tag, with its header; null where there is none. */
export function tagLength(head: Buffer): number | null {
  if (head.toString("latin1", 0, 3) !== "ID3" || head.length < 10) return null;
  const [version = 0, revision = 0xff, flags = 0xff, ...size] = head.subarray(3, 10);
  const isTag = version >= 2 && version <= 4 && revision < 0xff && (flags & 0x0f) === 0;
  if (!isTag || size.some((byte) => byte > 0x7f)) return null;
  return 10 + size.reduce((sum, byte) => sum * 128 + byte, 0);
}

export function audioBehind(bytes: Buffer): Audio | null {
  if (bytes.toString("latin1", 0, 4) === "fLaC") {
    const isHeader = bytes.length >= 8 && (bytes.readUInt8(4) & 0x7f) === 0;
    return isHeader && bytes.readUIntBE(5, 3) === 34 ? "flac" : null;
  }
  if (twoFrames(bytes, adtsFrameLength)) return "aac";
  return twoFrames(bytes, mpegFrameLength) ? "mp3" : null;
}

function twoFrames(bytes: Buffer, lengthOf: (bytes: Buffer) => number): boolean {
  const first = lengthOf(bytes);
  if (first === 0) return false;
  return bytes.length === first || lengthOf(bytes.subarray(first)) > 0;
}

/** 0 where no frame begins. */
function adtsFrameLength(bytes: Buffer): number {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = bytes;
  const isFrame = a === 0xff && (b & 0xf6) === 0xf0 && ((c >> 2) & 0x0f) < 13;
  const length = ((d & 3) << 11) | (e << 3) | (f >> 5);
  return isFrame && length > 7 ? length : 0;
}

function mpegFrameLength(bytes: Buffer): number {
  const [a = 0, b = 0, c = 0] = bytes;
  if (a !== 0xff || (b & 0xe0) !== 0xe0) return 0;
  const version = (b >> 3) & 3;
  const layer = (4 - ((b >> 1) & 3)) as 1 | 2 | 3 | 4;
  const rate = SAMPLE_RATES[(c >> 2) & 3];
  // Layer I is no format of files, and its bits are those of the mark of UTF-16.
  if (version === 1 || layer === 4 || layer === 1 || rate === undefined) return 0;
  const kilobits = (version === 3 ? BITRATES_V1 : BITRATES_V2)[layer][c >> 4];
  if (!kilobits) return 0;
  const hertz = version === 3 ? rate : version === 2 ? rate / 2 : rate / 4;
  const padding = (c >> 1) & 1;
  const samples = layer === 3 && version !== 3 ? 72_000 : 144_000;
  return Math.floor((samples * kilobits) / hertz) + padding;
}
