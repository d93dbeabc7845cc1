import type { ByteSource } from "./byte-source.js";

const END_RECORD = 22;
const MAX_COMMENT = 65_535;
const MAX_DIRECTORY = 4_000_000;
const ENTRY = 46;
const OPEN_XML = [
  ["word/", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"],
  ["xl/", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"],
  ["ppt/", "application/vnd.openxmlformats-officedocument.presentationml.presentation"],
] as const;

/** An archive, or the document that is kept in one; null for one whose list of entries is not whole. */
export async function zipType(source: ByteSource): Promise<string | null> {
  const names = await entriesOf(source);
  if (!names) return null;
  if (names.includes("[Content_Types].xml"))
    for (const [folder, mimeType] of OPEN_XML)
      if (names.some((name) => name.startsWith(folder))) return mimeType;
  return (await openDocumentType(source)) ?? "application/zip";
}

/** The first entry of an OpenDocument file is its type, as it is. */
async function openDocumentType(source: ByteSource): Promise<string | null> {
  const text = (await source.read(30, 120)).toString("latin1");
  const type = /^mimetype(application\/vnd\.oasis\.opendocument\.[a-z]+)/.exec(text)?.[1];
  return type?.replace(/PK$/, "") ?? null;
}

async function entriesOf(source: ByteSource): Promise<string[] | null> {
  const tailStart = Math.max(0, source.size - END_RECORD - MAX_COMMENT);
  const tail = await source.read(tailStart, END_RECORD + MAX_COMMENT);
  const at = tail.lastIndexOf(Buffer.from("PK\x05\x06", "latin1"));
  if (at < 0 || at + END_RECORD > tail.length) return null;
  const [size, start] = [tail.readUInt32LE(at + 12), tail.readUInt32LE(at + 16)];
  // Archives of 4 GB say so elsewhere; no upload is one.
  if (start + size > tailStart + at) return null;
  return namesIn(await source.read(start, Math.min(size, MAX_DIRECTORY)));
}

function namesIn(directory: Buffer): string[] | null {
  const names: string[] = [];
  for (let at = 0; at + ENTRY <= directory.length;) {
    if (directory.toString("latin1", at, at + 4) !== "PK\x01\x02") return null;
    const [name, extra, comment] = [28, 30, 32].map((part) => directory.readUInt16LE(at + part));
    names.push(directory.toString("utf8", at + ENTRY, at + ENTRY + (name ?? 0)));
    at += ENTRY + (name ?? 0) + (extra ?? 0) + (comment ?? 0);
  }
  return names;
}
