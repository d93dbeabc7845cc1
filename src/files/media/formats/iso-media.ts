import type { ByteSource } from "./byte-source.js";

const HEIC_BRANDS = /^(?:hei[cxms]|hev[cxms]|mif1|msf1)$/;
const AVIF_BRANDS = /^avi[fs]$/;
/** Raw photos, other pictures and fonts in the same container. */
const OTHER_BRANDS = /^(?:crx |jp[2xmh] |mj[2p].|jxl |isml|mif2)$/;
const AUDIO_BRANDS = /^(?:M4[ABP] |F4[AB] )$/;
/** Before there were brands, a QuickTime file began with one of these. */
const QUICKTIME_BOXES = /^(?:moov|mdat|wide|free|skip|pnot)$/;

interface Box {
  readonly type: string;
  readonly start: number;
  readonly end: number;
}

/** The major brand first; null where the file does not begin with such a box. */
function brandsOf(head: Buffer): string[] | null {
  if (head.toString("latin1", 4, 8) !== "ftyp" || head.length < 16) return null;
  const size = head.readUInt32BE(0);
  if (size < 16 || size > 4_096 || size % 4 !== 0) return null;
  const brands = [head.toString("latin1", 8, 12)];
  for (let at = 16; at + 4 <= Math.min(size, head.length); at += 4)
    brands.push(head.toString("latin1", at, at + 4));
  return brands;
}

export function isStillPicture(head: Buffer): "heic" | "avif" | null {
  const [major = "", ...others] = brandsOf(head) ?? [];
  if (AVIF_BRANDS.test(major)) return "avif";
  if (!HEIC_BRANDS.test(major)) return null;
  // `mif1` and `msf1` say that it is a picture, not how it is encoded.
  const isGeneral = major === "mif1" || major === "msf1";
  return isGeneral && others.some((brand) => AVIF_BRANDS.test(brand)) ? "avif" : "heic";
}

export function isIsoMedia(head: Buffer): boolean {
  const brands = brandsOf(head);
  if (brands) return !OTHER_BRANDS.test(brands[0] ?? "");
  return head.length >= 16 && QUICKTIME_BOXES.test(head.toString("latin1", 4, 8)) && hasSize(head);
}

function hasSize(head: Buffer): boolean {
  const size = head.readUInt32BE(0);
  return size === 1 || size >= 8;
}

/** By brand and tracks: a recording of a voice has the container of a film. */
export async function isoMediaType(source: ByteSource): Promise<string | null> {
  const brands = brandsOf(await source.read(0, 4_096));
  const handlers = await handlersOf(source);
  const [major = "qt  "] = brands ?? [];
  // A recording that broke off has no list of tracks; without a brand nothing is left to go by.
  if (!brands && handlers.length === 0) return null;
  const isAudio =
    AUDIO_BRANDS.test(major) || (handlers.includes("soun") && !handlers.includes("vide"));
  const family = isAudio ? "audio" : "video";
  if (major.startsWith("3g2")) return `${family}/3gpp2`;
  if (major.startsWith("3g")) return `${family}/3gpp`;
  return major === "qt  " && !isAudio ? "video/quicktime" : `${family}/mp4`;
}

/** The kinds of tracks, such as `vide` and `soun`. */
async function handlersOf(source: ByteSource): Promise<string[]> {
  const handlers: string[] = [];
  for (const movie of await boxesIn(source, { start: 0, end: source.size }, "moov"))
    for (const track of await boxesIn(source, movie, "trak"))
      for (const media of await boxesIn(source, track, "mdia"))
        for (const handler of await boxesIn(source, media, "hdlr"))
          handlers.push((await source.read(handler.start + 8, 4)).toString("latin1"));
  return handlers;
}

async function boxesIn(
  source: ByteSource,
  parent: Pick<Box, "start" | "end">,
  type: string,
): Promise<Box[]> {
  const found: Box[] = [];
  let at = parent.start;
  while (at + 8 <= parent.end) {
    const box = await boxAt(source, at, parent.end);
    if (!box) break;
    if (box.type === type) found.push(box);
    at = box.end;
  }
  return found;
}

async function boxAt(source: ByteSource, at: number, limit: number): Promise<Box | null> {
  const header = await source.read(at, 16);
  if (header.length < 8) return null;
  const short = header.readUInt32BE(0);
  if (short === 1 && header.length < 16) return null;
  const size = short === 1 ? Number(header.readBigUInt64BE(8)) : short === 0 ? limit - at : short;
  const start = at + (short === 1 ? 16 : 8);
  if (at + size < start) return null;
  const type = header.toString("latin1", 4, 8);
  return { type, start, end: Math.min(at + size, limit) };
}
