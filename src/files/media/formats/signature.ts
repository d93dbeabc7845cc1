import { audioAt } from "./mpeg-audio.js";
import { isIsoMedia, isStillPicture } from "./iso-media.js";

/** What the first bytes tell. Containers are looked into when all of the file is there. */
export type Format =
  | "jpeg"
  | "png"
  | "gif"
  | "webp"
  | "heic"
  | "avif"
  | "isoMedia"
  | "matroska"
  | "ogg"
  | "mp3"
  | "aac"
  | "flac"
  | "wav"
  | "amr"
  | "amrWideband"
  | "caf"
  | "aiff"
  | "pdf"
  | "zip"
  | "compoundFile"
  | "text";

type Test = (head: Buffer) => boolean;

const has = (head: Buffer, text: string, at = 0): boolean =>
  head.toString("latin1", at, at + text.length) === text;

/** A signature of letters proves nothing by itself: what must stand behind it is looked at as well. */
const SIGNATURES: readonly (readonly [Format, Test])[] = [
  ["jpeg", isJpeg],
  ["png", (head) => has(head, "\x89PNG\r\n\x1a\n\0\0\0\rIHDR")],
  ["gif", isGif],
  ["webp", (head) => has(head, "RIFF") && has(head, "WEBPVP8", 8) && /[ LX]/.test(at(head, 15))],
  ["wav", (head) => /^(?:RIFF|RF64|BW64)[^]{4}WAVE[\w ]{4}/.test(head.toString("latin1", 0, 16))],
  ["ogg", (head) => has(head, "OggS\0") && (head[5] ?? 8) < 8],
  ["amrWideband", (head) => has(head, "#!AMR-WB\n") && isAmrFrame(head[9])],
  ["amr", (head) => has(head, "#!AMR\n") && isAmrFrame(head[6])],
  ["caf", (head) => has(head, "caff\0\x01\0\0desc")],
  ["aiff", (head) => /^FORM[^]{4}AIF[FC][\w ]{4}/.test(head.toString("latin1", 0, 16))],
  ["matroska", (head) => has(head, "\x1a\x45\xdf\xa3") && (head[4] ?? 0) > 0],
  ["zip", isZip],
  ["compoundFile", (head) => has(head, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")],
  ["pdf", isPdf],
];

/** Null where nothing fits; text has no signature. */
export function formatOf(head: Buffer): Format | null {
  const found = SIGNATURES.find(([, test]) => test(head));
  if (found) return found[0];
  const still = isStillPicture(head);
  if (still) return still;
  return isIsoMedia(head) ? "isoMedia" : audioAt(head);
}

function at(head: Buffer, index: number): string {
  return head.toString("latin1", index, index + 1);
}

/** A second marker, with a length that leads to the third, or far on behind a name. */
function isJpeg(head: Buffer): boolean {
  const [a, b, c, marker = 0] = head;
  const known = (marker >= 0xc0 && marker <= 0xdf) || (marker >= 0xe0 && marker <= 0xfe);
  if (a !== 0xff || b !== 0xd8 || c !== 0xff || !known || head.length < 6) return false;
  const length = head.readUInt16BE(4);
  const third = head[4 + length];
  if (length < 2 || third !== undefined) return length > 1 && third === 0xff;
  return marker >= 0xe0 && /^[\w:/.]+\0/.test(head.toString("latin1", 6, 64));
}

/** Behind the screen and its table of colours comes a block. */
function isGif(head: Buffer): boolean {
  if (!has(head, "GIF87a") && !has(head, "GIF89a")) return false;
  const flags = head[10] ?? 0;
  const table = flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0;
  return [0x21, 0x2c, 0x3b].includes(head[13 + table] ?? 0);
}

/** The file type, 0 to 15, between bits that are not used. */
function isAmrFrame(byte: number | undefined): boolean {
  return byte === undefined || (byte & 0x83) === 0;
}

/** A first entry with a method and a name, or none at all. */
function isZip(head: Buffer): boolean {
  if (has(head, "PK\x05\x06\0\0\0\0")) return true;
  if (!has(head, "PK\x03\x04") || head.length < 31) return false;
  return head.readUInt16LE(4) <= 63 && head.readUInt16LE(8) < 100 && head.readUInt16LE(26) > 0;
}

/**
 * All of it may be letters: a note about PDF has no object, a PDF soon has one. Scanners put empty
 * lines before it.
 */
export function isPdf(head: Buffer): boolean {
  const text = head.toString("latin1");
  return /^(?:\xef\xbb\xbf)?\s*%PDF-[12]\.\d\s/.test(text) && /\d obj\b|\bxref\b/.test(text);
}
