import type { ByteSource } from "./byte-source.js";

const EBML = 0x1a45dfa3;
const DOC_TYPE = 0x4282;
const SEGMENT = 0x18538067;
const TRACKS = 0x1654ae6b;
const CLUSTER = 0x1f43b675;
const TRACK_ENTRY = 0xae;
const TRACK_TYPE = 0x83;
const VIDEO = 1;
const AUDIO = 2;
const MAX_ELEMENTS = 2_000;

interface Element {
  readonly id: number;
  readonly start: number;
  readonly end: number;
}

/** WebM and Matroska, by their tracks; null for another document. */
export async function matroskaType(source: ByteSource): Promise<string | null> {
  const header = await elementAt(source, 0, source.size);
  if (header?.id !== EBML) return null;
  const docType = await valueOf(source, header, DOC_TYPE);
  const name = docType?.toString("latin1").replace(/\0+$/, "");
  if (name !== "webm" && name !== "matroska") return null;
  const tracks = await tracksOf(source, header.end);
  const isAudio = tracks.includes(AUDIO) && !tracks.includes(VIDEO);
  return `${isAudio ? "audio" : "video"}/${name === "webm" ? "webm" : "x-matroska"}`;
}

async function tracksOf(source: ByteSource, at: number): Promise<number[]> {
  const segment = await elementAt(source, at, source.size);
  if (segment?.id !== SEGMENT) return [];
  for await (const element of elements(source, segment)) {
    if (element.id === CLUSTER) return [];
    if (element.id !== TRACKS) continue;
    const types: number[] = [];
    for await (const entry of elements(source, element))
      if (entry.id === TRACK_ENTRY)
        types.push((await valueOf(source, entry, TRACK_TYPE))?.at(-1) ?? 0);
    return types;
  }
  return [];
}

async function valueOf(source: ByteSource, parent: Element, id: number): Promise<Buffer | null> {
  for await (const element of elements(source, parent))
    if (element.id === id)
      return source.read(element.start, Math.min(64, element.end - element.start));
  return null;
}

async function* elements(source: ByteSource, parent: Element): AsyncGenerator<Element> {
  let at = parent.start;
  for (let count = 0; at < parent.end && count < MAX_ELEMENTS; count += 1) {
    const element = await elementAt(source, at, parent.end);
    if (!element) return;
    yield element;
    at = element.end;
  }
}

async function elementAt(source: ByteSource, at: number, limit: number): Promise<Element | null> {
  const head = await source.read(at, 12);
  const idLength = Math.clz32((head[0] ?? 0) << 24) + 1;
  const sizeLength = Math.clz32((head[idLength] ?? 0) << 24) + 1;
  if (idLength > 4 || sizeLength > 8 || head.length < idLength + sizeLength) return null;
  const id = head.readUIntBE(0, idLength);
  const start = at + idLength + sizeLength;
  const bits = [...head.subarray(idLength, idLength + sizeLength)];
  const first = (bits[0] ?? 0) & (0xff >> sizeLength);
  const size = bits.slice(1).reduce((sum, byte) => sum * 256 + byte, first);
  // All ones: of unknown size, as what is written while it is recorded.
  const isOpen = first === 0xff >> sizeLength && bits.slice(1).every((byte) => byte === 0xff);
  return { id, start, end: isOpen ? limit : Math.min(start + size, limit) };
}
