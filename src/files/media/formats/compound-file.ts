import type { ByteSource } from "./byte-source.js";

const STREAMS = new Map([
  ["WordDocument", "application/msword"],
  ["Workbook", "application/vnd.ms-excel"],
  ["Book", "application/vnd.ms-excel"],
  ["PowerPoint Document", "application/vnd.ms-powerpoint"],
]);
const DIRECTORY_ENTRY = 128;
const NAME_BYTES = 64;
const END_OF_CHAIN = 0xfffffffa;
const MAX_SECTORS = 256;

/** Documents of Office before 2007, by the streams in them; null for whatever else is kept that way. */
export async function compoundFileType(source: ByteSource): Promise<string | null> {
  const header = await source.read(0, 512);
  if (header.length < 512) return null;
  const sectorBytes = 2 ** header.readUInt16LE(30);
  if (sectorBytes !== 512 && sectorBytes !== 4_096) return null;
  let sector = header.readUInt32LE(48);
  for (let count = 0; sector < END_OF_CHAIN && count < MAX_SECTORS; count += 1) {
    const found = typeIn(await source.read((sector + 1) * sectorBytes, sectorBytes));
    if (found) return found;
    const table = Math.floor((sector * 4) / sectorBytes);
    if (table >= 109) return null;
    const tableSector = header.readUInt32LE(76 + 4 * table);
    const next = await source.read(
      (tableSector + 1) * sectorBytes + ((sector * 4) % sectorBytes),
      4,
    );
    sector = next.length === 4 ? next.readUInt32LE(0) : END_OF_CHAIN;
  }
  return null;
}

function typeIn(directory: Buffer): string | null {
  for (let at = 0; at + DIRECTORY_ENTRY <= directory.length; at += DIRECTORY_ENTRY) {
    const bytes = Math.min(NAME_BYTES, directory.readUInt16LE(at + NAME_BYTES));
    const name = directory.toString("utf16le", at, at + Math.max(0, bytes - 2));
    const type = STREAMS.get(name);
    if (type) return type;
  }
  return null;
}
