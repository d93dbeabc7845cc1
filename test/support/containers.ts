import sharp from "sharp";

/** The least that each container is recognised by, made by hand. */

export const bytes = (text: string): Buffer => Buffer.from(text, "latin1");

function box(type: string, ...content: (Buffer | string)[]): Buffer {
  const body = Buffer.concat(
    content.map((part) => (typeof part === "string" ? bytes(part) : part)),
  );
  const size = Buffer.alloc(4);
  size.writeUInt32BE(body.length + 8);
  return Buffer.concat([size, bytes(type), body]);
}

const track = (handler: string): Buffer =>
  box("trak", box("mdia", box("hdlr", `\0\0\0\0\0\0\0\0${handler}${"\0".repeat(13)}`)));

/** As phones write it: the list of tracks behind megabytes of sound and pictures, or before them. */
export function isoMedia(brand: string, handlers: string[], movieFirst = false): Buffer {
  const type = brand ? [box("ftyp", brand, "\0\0\0\0", brand, "isom")] : [];
  const movie = box("moov", box("mvhd", "\0".repeat(100)), ...handlers.map(track));
  const data = box("mdat", Buffer.alloc(20_000, 7));
  return Buffer.concat([...type, ...(movieFirst ? [movie, data] : [data, movie])]);
}

function element(id: string, ...content: (Buffer | string)[]): Buffer {
  const body = Buffer.concat(
    content.map((part) => (typeof part === "string" ? bytes(part) : part)),
  );
  const size = Buffer.from([0x40 | (body.length >> 8), body.length & 0xff]);
  return Buffer.concat([Buffer.from(id, "hex"), size, body]);
}

/** As a browser records it: the segment has no size yet. */
export function matroska(docType: string, types: number[]): Buffer {
  const header = element("1a45dfa3", element("4282", docType));
  const tracks = types.map((type) =>
    element("ae", element("d7", "\x01"), element("83", Buffer.from([type]))),
  );
  const segment = Buffer.from("1853806701ffffffffffffff", "hex");
  const content = [element("1549a966", "\0".repeat(20)), element("1654ae6b", ...tracks)];
  return Buffer.concat([
    header,
    segment,
    ...content,
    Buffer.from("1f43b67501ffffffffffffff", "hex"),
  ]);
}

export function ogg(...packets: string[]): Buffer {
  const page = (packet: string): Buffer =>
    Buffer.concat([
      bytes(`OggS\0\x02${"\0".repeat(20)}\x01`),
      Buffer.from([packet.length]),
      bytes(packet),
    ]);
  return Buffer.concat([...packets.map(page), bytes(`OggS\0\0${"\0".repeat(20)}\x01\x01x`)]);
}

/** Frames of MPEG 1, layer III, 128 kbit/s. */
export const mp3 = (): Buffer =>
  Buffer.concat(
    Array.from({ length: 3 }, () =>
      Buffer.concat([Buffer.from("fffb9000", "hex"), Buffer.alloc(413)]),
    ),
  );

export const adts = (): Buffer =>
  Buffer.concat(
    Array.from({ length: 3 }, () =>
      Buffer.concat([Buffer.from("fff1508003fffc", "hex"), Buffer.alloc(24)]),
    ),
  );

export const flac = (): Buffer =>
  Buffer.concat([bytes("fLaC\0\0\0\x22"), Buffer.alloc(34), Buffer.alloc(100)]);

export const tagged = (content: Buffer, tagBytes = 20): Buffer =>
  Buffer.concat([
    bytes("ID3\x04\0\0"),
    Buffer.from([0, 0, tagBytes >> 7, tagBytes & 0x7f]),
    Buffer.alloc(tagBytes),
    content,
  ]);

/** An archive whose entries are stored as they are. */
export function zip(entries: Readonly<Record<string, string>>): Buffer {
  const local: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const [name, content] of Object.entries(entries)) {
    const sizes = Buffer.alloc(16);
    sizes.writeUInt32LE(content.length, 4);
    sizes.writeUInt32LE(content.length, 8);
    sizes.writeUInt16LE(name.length, 12);
    const entry = Buffer.concat([
      bytes("PK\x03\x04\x14\0\0\0\0\0\0\0\0\0"),
      sizes,
      bytes(name + content),
    ]);
    const offset = Buffer.alloc(4);
    offset.writeUInt32LE(at);
    directory.push(
      Buffer.concat([
        bytes("PK\x01\x02\x14\0\x14\0\0\0\0\0\0\0\0\0"),
        sizes,
        Buffer.alloc(10),
        offset,
        bytes(name),
      ]),
    );
    local.push(entry);
    at += entry.length;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06", "latin1");
  end.writeUInt16LE(directory.length, 8);
  end.writeUInt16LE(directory.length, 10);
  end.writeUInt32LE(listed.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...local, listed, end]);
}

/** What Office wrote before 2007, with one stream of that name. */
export function compoundFile(stream: string): Buffer {
  const file = Buffer.alloc(512 * 4);
  file.write("d0cf11e0a1b11ae1", "hex");
  file.writeUInt16LE(9, 30);
  file.writeUInt32LE(1, 48);
  file.fill(0xff, 76, 512);
  file.writeUInt32LE(0, 76);
  file.writeUInt32LE(0xfffffffe, 512 + 4);
  for (const [at, name] of ["Root Entry", stream].entries()) {
    const entry = 512 * 2 + 128 * at;
    file.write(name, entry, "utf16le");
    file.writeUInt16LE(name.length * 2 + 2, entry + 64);
  }
  return file;
}

/** Lists of tracks in lists of tracks: each of so many holds so many elements of nothing. */
export function bottomless(tracks: number, each: number): Buffer {
  const long = (id: string, body: Buffer): Buffer => {
    const size = Buffer.alloc(4);
    size.writeUInt32BE(0x10000000 + body.length);
    return Buffer.concat([Buffer.from(id, "hex"), size, body]);
  };
  const track = long("ae", Buffer.from("ec80".repeat(each), "hex"));
  const list = long("1654ae6b", Buffer.concat(Array.from({ length: tracks }, () => track)));
  const header = element("1a45dfa3", element("4282", "webm"));
  return Buffer.concat([header, Buffer.from("1853806701ffffffffffffff", "hex"), list]);
}

/** Two frames of one colour each, out of two PNGs; the pixels of the first so many times over. */
export async function animatedPng(times = 1): Promise<Buffer> {
  const still = (background: string): Promise<Buffer> =>
    sharp({ create: { width: 40, height: 20, channels: 3, background } })
      .png()
      .toBuffer();
  const [first, second] = await Promise.all([still("#f00"), still("#00f")]);
  const parts = (png: Buffer): Map<string, Buffer> => {
    const found = new Map<string, Buffer>();
    for (let at = 8; at < png.length; at += 12 + png.readUInt32BE(at))
      found.set(
        png.toString("latin1", at + 4, at + 8),
        png.subarray(at + 8, at + 8 + png.readUInt32BE(at)),
      );
    return found;
  };
  const chunk = (type: string, data: Buffer): Buffer => {
    const made = box(type, data, "\0\0\0\0");
    made.writeUInt32BE(data.length);
    return made;
  };
  const number = (value: number): Buffer => Buffer.from([0, 0, 0, value]);
  const control = (sequence: number): Buffer =>
    chunk(
      "fcTL",
      Buffer.concat([
        number(sequence),
        number(40),
        number(20),
        number(0),
        number(0),
        Buffer.from("000100640000", "hex"),
      ]),
    );
  const [one, two] = [parts(first), parts(second)];
  const none = Buffer.alloc(0);
  return Buffer.concat([
    first.subarray(0, 8),
    chunk("IHDR", one.get("IHDR") ?? none),
    chunk("acTL", Buffer.concat([number(2), number(0)])),
    chunk("tEXt", bytes("Place\0the canary's nest")),
    control(0),
    ...Array.from({ length: times }, () => [
      chunk("IDAT", one.get("IDAT") ?? none),
      chunk("tEXt", bytes("Between\0them")),
    ]).flat(),
    control(1),
    chunk("fdAT", Buffer.concat([number(2), two.get("IDAT") ?? none])),
    chunk("IEND", none),
  ]);
}

/** The same picture, in a file that tells another size. */
export function heicThatTells(width: number, height: number): Buffer {
  const file = Buffer.from(HEIC);
  const at = file.indexOf("ispe");
  file.writeUInt32BE(width, at + 8);
  file.writeUInt32BE(height, at + 12);
  return file;
}

/** So many pictures beside and below each other in one, as telephones write large ones. */
export function heicGrid(across: number, down: number): Buffer {
  const u16 = (value: number): Buffer => Buffer.from([value >> 8, value & 255]);
  const u32 = (value: number): Buffer => Buffer.concat([u16(value >>> 16), u16(value & 65_535)]);
  const box = (type: string, ...parts: Buffer[]): Buffer => {
    const body = Buffer.concat(parts);
    return Buffer.concat([u32(8 + body.length), bytes(type), body]);
  };
  const taken = (type: string): Buffer => {
    const at = HEIC.indexOf(type) - 4;
    return HEIC.subarray(at, at + HEIC.readUInt32BE(at));
  };
  const size = Buffer.concat([u32(400 * across), u32(200 * down)]);
  const grid = Buffer.concat([Buffer.from([0, 1, down - 1, across - 1]), size]);
  const tile = taken("mdat").subarray(8, 8 + 0x92);
  const ids = Array.from({ length: across * down }, (_, at) => at + 1);
  const last = ids.length + 1;
  const item = (id: number, type: string): Buffer =>
    box("infe", u32(0x02000000), u16(id), u16(0), bytes(`${type}\0`));
  const place = (id: number, at: number, length: number): Buffer =>
    Buffer.concat([u16(id), u16(0), u16(1), u32(at), u32(length)]);
  const properties = ["hvcC", "colr", "ispe", "pixi"].map(taken);
  const meta = (at: number): Buffer =>
    box(
      "meta",
      u32(0),
      taken("hdlr"),
      box("pitm", u32(0), u16(last)),
      box(
        "iloc",
        ...[u32(0), u16(0x4400), u16(last)],
        ...ids.map((id) => place(id, at, tile.length)),
        place(last, at + tile.length, grid.length),
      ),
      box("iinf", u32(0), u16(last), ...ids.map((id) => item(id, "hvc1")), item(last, "grid")),
      box("iref", u32(0), box("dimg", u16(last), u16(ids.length), ...ids.map(u16))),
      box(
        "iprp",
        box("ipco", ...properties, box("ispe", u32(0), size)),
        box(
          "ipma",
          ...[u32(0), u32(last)],
          ...ids.map((id) => Buffer.concat([u16(id), Buffer.from([4, 0x81, 2, 3, 4])])),
          ...[u16(last), Buffer.from([3, 2, 4, 5])],
        ),
      ),
    );
  const begin = taken("ftyp");
  const at = begin.length + meta(0).length + 8;
  return Buffer.concat([begin, meta(at), box("mdat", tile, grid)]);
}

/** 400 by 200, its upper left quarter blue, the name of its camera beside it. */
export const HEIC = Buffer.from(
  "AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAZdtZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAAAAAAADRpbG9jAAAAAERAAAIAAQAAAAABuwABAAAAAAAAAJIAAgAAAAACTQABAAAAAAAAADIAAAA4aWluZgAAAAAAAgAAABVpbmZlAgAAAAABAABodmMxAAAAABVpbmZlAgAAAQACAABFeGlmAAAAAA5waXRtAAAAAAABAAAA1mlwcnAAAAC3aXBjbwAAAHhodmNDAQNwAAAAkAAAAAAAPPAA/P34+AAADwNgAAEAGEABDAH//wNwAAADAJAAAAMAAAMAPLoCQGEAAQArQgEBA3AAAAMAkAAAAwAAAwA8oAyIDJZbqSSmubgIaDAgAAADAyAAAAMAIWIAAQAHRAHBcrBiQAAAABNjb2xybmNseAABAA0ABoAAAAAUaXNwZQAAAAAAAAGQAAAAyAAAABBwaXhpAAAAAAMICAgAAAAXaXBtYQAAAAAAAAABAAEEgQIDBAAAABppcmVmAAAAAAAAAA5jZHNjAAIAAQABAAAAzG1kYXQAAACOKAGvGSGzvSj3fIU3//ov8R8p1b+pBXis/yxso8oKYup/bprfBTbH2IeMEQ2Abp394uYbGaq75hGxvF7ApvABVE6y3uQcqo773jOmzpg+Mvl1uH04GS6nKpoQLAAjPDotr7v5W6qTuRHK5Bdi2NZM3ZqVqEhi1MLarxRoAAAb8JMAAIQAH0AAAAMAAAMCZgAAAAZFeGlmAABNTQAqAAAACAABAQ8AAgAAAA0AAAAaAAAAAENhbmFyeUNhbWVyYQAA",
  "base64",
);
