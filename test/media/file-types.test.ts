import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import sharp from "sharp";
import { withByteSource } from "../../src/files/media/formats/byte-source.js";
import { matroskaType } from "../../src/files/media/formats/matroska.js";
import { decodeHeic } from "../../src/adapters/heic-decoder.js";
import { startApp, type TestApp } from "../support/app.js";
import {
  adts,
  animatedPng,
  bottomless,
  bytes,
  compoundFile,
  flac,
  HEIC,
  heicGrid,
  heicThatTells,
  isoMedia,
  matroska,
  mp3,
  ogg,
  tagged,
  zip,
} from "../support/containers.js";
import { post } from "../support/graphql.js";
import { signUp, type Person } from "../support/people.js";
import { picture } from "../support/samples.js";
import { postUpload, upload } from "../support/upload.js";

let app: TestApp;
let office: TestApp;
let ann: Person;
let bob: Person;

beforeAll(async () => {
  app = await startApp();
  office = await startApp({ env: { UPLOAD_TYPES: "documents" } });
  [ann, bob] = await Promise.all([signUp(app, "Ann"), signUp(office, "Bob")]);
});
afterAll(async () => {
  await app.stop();
  await office.stop();
});

const wide = (text: string, mark = "\ufeff"): Buffer => Buffer.from(mark + text, "utf16le");
const swapped = (buffer: Buffer): Buffer => Buffer.from(buffer).swap16();
const csv = "name;city\r\nGrüße;Köln\r\n東京;🎉\r\n";

const texts: Record<string, Buffer> = {
  "UTF-16 with its mark": wide(csv),
  "UTF-16 of the other order": swapped(wide(csv)),
  "UTF-16 without a mark": wide("id;name\r\n1;Ann\r\n", ""),
  "UTF-8 with its mark": Buffer.from(`\ufeff${csv}`),
  "a note that begins as an MP3 does": bytes("ID3 is a tag.\nMore of it.\n"),
  "a note that begins as a bitmap does": bytes("BM is short for bitmap."),
  "a note that begins as a program does": bytes("MZ are the letters of Mark Zbikowski."),
  "a note that begins as an archive does": bytes("PK is short for Phil Katz."),
  "a note about GIF": bytes("GIF89a is from 1989, and it moves."),
  "a note about PDF": bytes("%PDF-1.7\nis what such a file begins with."),
  "a note about sound": bytes("RIFF WAVE OggS fLaC #!AMR caff ftyp"),
  "a note about AMR": bytes("#!AMR\nis what such a file begins with."),
  "a note about JPEG": bytes("\xff\xd8\xff\xe0 is what it begins with.\n"),
  "a list of properties": bytes(
    '<?xml version="1.0"?>\n<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "x">\n<plist/>',
  ),
  "Latin-1": bytes("Gr\xfc\xdfe aus K\xf6ln\n"),
  "Latin-1 after pages of ASCII": bytes(`${"a".repeat(9_000)} caf\xe9`),
  "Windows-1252": bytes("\x93quoted\x94 \x96 5 \x80"),
  "Shift-JIS": bytes("\x93\x8c\x8b\x9e\n"),
  "Markdown that begins with a centred picture": bytes(
    '<p align="center"><img src="a.png"></p>\n\n# Title\n',
  ),
  "Markdown that begins with a heading of HTML": bytes("<h1>Title</h1>\n\ntext\n"),
  "Markdown that begins with a comment": bytes("<!-- toc -->\n# Title\n"),
  "Markdown that begins with details": bytes("<details>\n<summary>x</summary>\n</details>\n"),
  "a mail address in brackets": bytes("<ann@example.com> wrote:\n"),
  "data in XML": bytes('<?xml version="1.0"?><note to="Bob">Hello</note>'),
  "colours of a terminal": bytes("\x1b[31mred\x1b[0m\x07\n"),
  "a file of DOS with its end": bytes("text\r\n\x1a"),
};

test.each(Object.entries(texts))("%s is text", async (_what, text) => {
  const taken = await upload(app, ann, { bytes: text, name: "a.txt", type: "text/html" });
  expect(taken).toMatchObject({ kind: "FILE", mimeType: "text/plain", filename: "a.txt" });
  const response = await fetch(taken.url);
  expect(Buffer.from(await response.arrayBuffer())).toEqual(text);
  expect(response.headers.get("content-disposition")).toMatch(/^attachment/);
  expect(response.headers.get("x-content-type-options")).toBe("nosniff");
});

test("text is served in its encoding, and in none where that is not known", async () => {
  const typeOf = async (text: Buffer): Promise<string | null> =>
    (await fetch((await upload(app, ann, { bytes: text })).url)).headers.get("content-type");
  expect(await typeOf(Buffer.from(csv))).toBe("text/plain; charset=utf-8");
  expect(await typeOf(wide(csv))).toBe("text/plain; charset=utf-16le");
  expect(await typeOf(bytes("caf\xe9"))).toBe("text/plain");
});

const media: Record<string, readonly [Buffer, kind: string, mimeType: string, name: string]> = {
  "a voice memo": [isoMedia("M4A ", ["soun"]), "AUDIO", "audio/mp4", "a.m4a"],
  "a voice memo with chapters": [isoMedia("M4A ", ["soun", "vide"]), "AUDIO", "audio/mp4", "a.m4a"],
  "a recording of sound only": [isoMedia("mp42", ["soun"]), "AUDIO", "audio/mp4", "a.m4a"],
  "a film": [isoMedia("isom", ["vide", "soun"]), "VIDEO", "video/mp4", "a.mp4"],
  "a film that streams": [isoMedia("mp42", ["soun", "vide"], true), "VIDEO", "video/mp4", "a.mp4"],
  M4V: [isoMedia("M4V ", ["vide"]), "VIDEO", "video/mp4", "a.m4v"],
  MOV: [isoMedia("qt  ", ["vide", "soun"]), "VIDEO", "video/quicktime", "a.mov"],
  "MOV from before brands": [isoMedia("", ["vide"]), "VIDEO", "video/quicktime", "a.mov"],
  "3GP": [isoMedia("3gp5", ["vide", "soun"]), "VIDEO", "video/3gpp", "a.3gp"],
  "3GP of a recorder": [isoMedia("3gp4", ["soun"]), "AUDIO", "audio/3gpp", "a.3gp"],
  "3G2": [isoMedia("3g2a", ["vide"]), "VIDEO", "video/3gpp2", "a.3g2"],
  "WebM with Opus only": [matroska("webm", [2]), "AUDIO", "audio/webm", "a.webm"],
  WebM: [matroska("webm", [1, 2]), "VIDEO", "video/webm", "a.webm"],
  Matroska: [matroska("matroska", [1]), "VIDEO", "video/x-matroska", "a.mkv"],
  Opus: [ogg("OpusHead\x01\x01"), "AUDIO", "audio/ogg", "a.opus"],
  "Ogg with FLAC": [ogg("\x7fFLAC\x01\0"), "AUDIO", "audio/ogg", "a.oga"],
  "Ogg with sound and pictures": [
    ogg("\x01vorbis..", "\x80theora.."),
    "VIDEO",
    "video/ogg",
    "a.ogv",
  ],
  "MP3 without a tag": [mp3(), "AUDIO", "audio/mpeg", "a.mp3"],
  "MP3 behind a large tag": [tagged(mp3(), 9_000), "AUDIO", "audio/mpeg", "a.mp3"],
  AAC: [adts(), "AUDIO", "audio/aac", "a.aac"],
  "AAC behind a tag": [tagged(adts()), "AUDIO", "audio/aac", "a.aac"],
  FLAC: [flac(), "AUDIO", "audio/flac", "a.flac"],
  "FLAC behind a tag": [tagged(flac()), "AUDIO", "audio/flac", "a.flac"],
  AMR: [bytes(`#!AMR\n\x3c${"\0".repeat(31)}`), "AUDIO", "audio/amr", "a.amr"],
  "AMR-WB": [bytes(`#!AMR-WB\n\x04${"\0".repeat(17)}`), "AUDIO", "audio/amr-wb", "a.awb"],
  CAF: [bytes(`caff\0\x01\0\0desc${"\0".repeat(40)}`), "AUDIO", "audio/x-caf", "a.caf"],
  AIFF: [bytes(`FORM\0\0\0\x24AIFFCOMM${"\0".repeat(40)}`), "AUDIO", "audio/aiff", "a.aif"],
  "MP3 behind silence": [Buffer.concat([Buffer.alloc(100), mp3()]), "AUDIO", "audio/mpeg", "a.mp3"],
  "a PDF behind an empty line": [
    bytes("\r\n%PDF-1.4\n1 0 obj\n<<>>\nendobj\n\0\x01\x02"),
    "FILE",
    "application/pdf",
    "a.pdf",
  ],
  "WAV of more than 4 GB": [
    bytes("RF64\xff\xff\xff\xffWAVEds64\x1c\0\0\0"),
    "AUDIO",
    "audio/wav",
    "a.wav",
  ],
};

test.each(Object.entries(media))(
  "%s is told by what is in it",
  async (_what, [file, kind, mimeType, filename]) => {
    const taken = await upload(app, ann, { bytes: file, name: filename, type: "text/html" });
    expect(taken).toMatchObject({ kind, mimeType, filename, byteSize: file.length });
  },
);

const refused: Record<string, Buffer> = {
  SVG: bytes('<svg xmlns="http://www.w3.org/2000/svg"/>'),
  "SVG behind comments": bytes("<!-- a --><!-- b -->\n<?xml version='1.0'?><SVG>"),
  "SVG with a prefix": bytes("<s:svg xmlns:s='http://www.w3.org/2000/svg'/>"),
  "SVG in UTF-16": wide("<svg/>"),
  "XML with elements of pages": bytes(
    "<?xml version='1.0'?><x xmlns:h='http://www.w3.org/1999/xhtml'><h:script/></x>",
  ),
  "XML with a style sheet": bytes("<?xml version='1.0'?><?xml-stylesheet href='a.xsl'?><x/>"),
  "a page": bytes("\n <!DOCTYPE html><p>"),
  "a page with a declaration of its own": bytes("<!doctype\thtml public 'x'><p>"),
  "a page in UTF-16": swapped(wide("<html>")),
  "a script": bytes("<script>1</script>"),
  "a frame": bytes("<iframe src='x'></iframe>"),
  "a program": bytes("MZ\x90\0\x03\0\0\0"),
  "a bitmap": bytes("BM\x46\0\0\0\0\0\0\0\x36\0\0\0"),
  "text that goes on as something else": bytes(`${"a".repeat(9_000)}\0\x01`),
  "UTF-16 that breaks": Buffer.concat([wide("text"), Buffer.from([0, 0xd8, 0x20, 0])]),
  "a raw photo": isoMedia("crx ", ["vide"]),
  "an archive, where only the default is taken": zip({ "a.txt": "text" }),
  "a box of no film": bytes("\0\0\0\x08free\0\0\0\x08skip\0\0\0\0"),
  "Matroska of another kind": matroska("other", [1]),
  "Ogg of another kind": ogg("whatever"),
  "FLAC that breaks off": bytes("fLaC\0\0\0"),
};

test.each(Object.entries(refused))("%s is refused", async (_what, file) => {
  const { status, errors } = await postUpload(app, ann, { bytes: file, type: "image/png" });
  expect([status, errors?.[0]?.extensions.code]).toEqual([415, "FILE_TYPE_REJECTED"]);
});

interface Told {
  readonly serverInfo: { readonly limits: { readonly uploadMimeTypes: readonly string[] } };
}
const OPEN_XML = "application/vnd.openxmlformats-officedocument";
const documents: Record<string, readonly [Buffer, string, string]> = {
  docx: [
    zip({ "[Content_Types].xml": "<x/>", "word/document.xml": "<x/>" }),
    `${OPEN_XML}.wordprocessingml.document`,
    "a.docx",
  ],
  xlsx: [
    zip({ "xl/workbook.xml": "<x/>", "[Content_Types].xml": "<x/>" }),
    `${OPEN_XML}.spreadsheetml.sheet`,
    "a.xlsx",
  ],
  pptx: [
    zip({ "[Content_Types].xml": "<x/>", "ppt/slides/a": "<x/>" }),
    `${OPEN_XML}.presentationml.presentation`,
    "a.pptx",
  ],
  odt: [
    zip({ mimetype: "application/vnd.oasis.opendocument.text", "content.xml": "<x/>" }),
    "application/vnd.oasis.opendocument.text",
    "a.odt",
  ],
  ods: [
    zip({ mimetype: "application/vnd.oasis.opendocument.spreadsheet", a: "" }),
    "application/vnd.oasis.opendocument.spreadsheet",
    "a.ods",
  ],
  doc: [compoundFile("WordDocument"), "application/msword", "a.doc"],
  xls: [compoundFile("Workbook"), "application/vnd.ms-excel", "a.xls"],
  ppt: [compoundFile("PowerPoint Document"), "application/vnd.ms-powerpoint", "a.ppt"],
  zip: [zip({ "a.txt": "text", "b/c.txt": "" }), "application/zip", "a.zip"],
};

describe("where UPLOAD_TYPES names documents", () => {
  test.each(Object.entries(documents))(
    "%s is taken, to be saved",
    async (_what, [file, mimeType, name]) => {
      const taken = await upload(office, bob, { bytes: file, name });
      expect(taken).toMatchObject({ kind: "FILE", mimeType, filename: name });
      const { headers } = await fetch(taken.url);
      expect(headers.get("content-type")).toBe(mimeType);
      expect(headers.get("content-disposition")).toMatch(/^attachment/);
      expect(headers.get("x-content-type-options")).toBe("nosniff");
    },
  );

  test("the rest is taken as by default, and the server tells", async () => {
    expect(await upload(office, bob, { bytes: await picture("png", 20, 20) })).toMatchObject({
      kind: "IMAGE",
    });
    const broken = zip({ a: "text" }).subarray(0, -30);
    expect((await postUpload(office, bob, { bytes: broken })).status).toBe(415);
    expect((await postUpload(office, bob, { bytes: compoundFile("Installer") })).status).toBe(415);
    const query = "{ serverInfo { limits { uploadMimeTypes } } }";
    const types = async ({ url }: TestApp): Promise<readonly string[]> =>
      (await post<Told>(url, query)).data.serverInfo.limits.uploadMimeTypes;
    expect(await types(office)).toEqual(
      expect.arrayContaining(["application/zip", "image/heic", "text/plain"]),
    );
    expect(await types(app)).toEqual(
      expect.arrayContaining(["image/heic", "audio/mp4", "text/plain"]),
    );
    expect(await types(app)).not.toContain("application/zip");
  });
});

test("UPLOAD_TYPES is the whole list, and a name that nobody knows stops the start", async () => {
  await expect(startApp({ env: { UPLOAD_TYPES: "images, audio/flak" } })).rejects.toThrow(
    /UPLOAD_TYPES.*audio\/flak/,
  );
  const narrow = await startApp({ env: { UPLOAD_TYPES: "images,audio/mpeg" } });
  try {
    const eve = await signUp(narrow, "Eve");
    expect(await upload(narrow, eve, { bytes: mp3() })).toMatchObject({ kind: "AUDIO" });
    for (const other of [bytes("text"), adts(), isoMedia("isom", ["vide"])])
      expect((await postUpload(narrow, eve, { bytes: other })).status).toBe(415);
  } finally {
    await narrow.stop();
  }
});

const download = async (url: string): Promise<Buffer> =>
  Buffer.from(await (await fetch(url)).arrayBuffer());

test("HEIC becomes a JPEG that every program shows, without what the camera wrote", async () => {
  const taken = await upload(app, ann, { bytes: HEIC, name: "IMG_1.HEIC" });
  expect(taken).toMatchObject({
    kind: "IMAGE",
    mimeType: "image/jpeg",
    filename: "IMG_1.jpg",
    width: 400,
    height: 200,
  });
  const kept = await download(taken.url);
  expect(kept.includes("CanaryCamera")).toBe(false);
  const { data } = await sharp(kept).raw().toBuffer({ resolveWithObject: true });
  const blue = data[2 + 3 * (50 + 400 * 50)] ?? 0;
  const brown = data[2 + 3 * (350 + 400 * 150)] ?? 0;
  expect(blue - brown).toBeGreaterThan(100);
  expect(taken.thumbnails.map(({ width, height }) => [width, height])).toEqual([
    [96, 48],
    [320, 160],
  ]);
  expect(await sharp(await download(taken.thumbnails[0]?.url ?? "")).metadata()).toMatchObject({
    format: "webp",
  });
});

test("HEIC is refused whose pixels are too many, or more than it tells", async () => {
  const codeFor = async (file: Buffer): Promise<string | undefined> =>
    (await postUpload(app, ann, { bytes: file, name: "a.heic" })).errors?.[0]?.extensions.code;
  expect(await codeFor(heicThatTells(16_000, 16_000))).toBe("FILE_TOO_LARGE");
  expect(await codeFor(heicThatTells(100, 50))).toBe("FILE_TYPE_REJECTED");
});

test("HEIC of 48 megapixels is halved where it is decoded, and the memory is bounded", async () => {
  const photo = heicGrid(20, 30);
  const before = process.memoryUsage().rss;
  let most = before;
  const watch = setInterval(() => (most = Math.max(most, process.memoryUsage().rss)), 10);
  try {
    const taken = await upload(app, ann, { bytes: photo, name: "IMG_2.HEIC" });
    expect(taken).toMatchObject({ mimeType: "image/jpeg", width: 4_000, height: 3_000 });
    const { data } = await sharp(await download(taken.url))
      .extract({ left: 0, top: 0, width: 200, height: 100 })
      .raw()
      .toBuffer({ resolveWithObject: true });
    const blue = data[2 + 3 * (25 + 200 * 25)] ?? 0;
    const brown = data[2 + 3 * (175 + 200 * 75)] ?? 0;
    expect(blue - brown).toBeGreaterThan(100);
  } finally {
    clearInterval(watch);
  }
  expect(most - before).toBeLessThan(440_000_000);
}, 300_000);

test("what libheif may take of the memory has an end", async () => {
  const path = join(await mkdtemp(join(tmpdir(), "confab-")), "a.heic");
  const limits = { maxPixels: 10_000_000, keptPixels: 10_000_000 };
  await writeFile(path, heicGrid(10, 10));
  const enough = await decodeHeic(path, { ...limits, maxBytes: 128 * 1_024 * 1_024 });
  expect(enough).toMatchObject({ width: 4_000, height: 2_000 });
  await expect(decodeHeic(path, { ...limits, maxBytes: 24 * 1_024 * 1_024 })).rejects.toThrow();
}, 300_000);

test("AVIF becomes a JPEG, or WebP where one sees through it", async () => {
  const avif = (background: object): Promise<Buffer> =>
    sharp({ create: { width: 60, height: 40, channels: 4, background: background as { r: 1 } } })
      .avif({ effort: 0 })
      .toBuffer();
  const clear = await upload(app, ann, {
    bytes: await avif({ r: 9, g: 9, b: 9, alpha: 0.4 }),
    name: "a.avif",
  });
  expect(clear).toMatchObject({
    mimeType: "image/webp",
    filename: "a.webp",
    width: 60,
    height: 40,
  });
  const solid = await sharp({ create: { width: 60, height: 40, channels: 3, background: "#369" } })
    .avif({ effort: 0 })
    .toBuffer();
  expect(await upload(app, ann, { bytes: solid, name: "a.avif" })).toMatchObject({
    mimeType: "image/jpeg",
    filename: "a.jpg",
  });
});

test("an animated PNG stays animated, and what was hidden in it is gone", async () => {
  const original = Buffer.concat([await animatedPng(), bytes("<script>")]);
  const taken = await upload(app, ann, { bytes: original, name: "a.png" });
  expect(taken).toMatchObject({ kind: "IMAGE", mimeType: "image/png", width: 40, height: 20 });
  const kept = await download(taken.url);
  for (const part of ["acTL", "fcTL", "fdAT"]) expect(kept.includes(part)).toBe(true);
  for (const part of ["canary", "script"]) expect(kept.includes(part)).toBe(false);
  expect(await sharp(await download(taken.thumbnails[0]?.url ?? "")).stats()).toMatchObject({
    dominant: { r: 248 },
  });
});

test("an animated PNG with more pixels than frames is refused before they are unpacked", async () => {
  const { errors } = await postUpload(app, ann, { bytes: await animatedPng(2) });
  expect(errors?.[0]?.extensions.code).toBe("FILE_TYPE_REJECTED");
});

test("a file of lists in lists is not looked into for ever", async () => {
  const path = join(await mkdtemp(join(tmpdir(), "confab-")), "a.webm");
  await writeFile(path, bottomless(300, 300));
  let reads = 0;
  const type = await withByteSource(path, (source) =>
    matroskaType({
      size: source.size,
      async read(...place) {
        const found = await source.read(...place);
        if (found.length > 0) reads += 1;
        return found;
      },
    }),
  );
  expect(type).toBe("video/webm");
  expect(reads).toBeLessThanOrEqual(20_000);
});

test("an animation that the camera has turned is upright", async () => {
  const frames = await Promise.all(
    ["#f00", "#00f"].map((background) =>
      sharp({ create: { width: 40, height: 20, channels: 3, background } })
        .png()
        .toBuffer(),
    ),
  );
  const turned = await sharp(frames, { join: { animated: true } })
    .withMetadata({ orientation: 6 })
    .webp({ delay: [70, 90] })
    .toBuffer();
  const taken = await upload(app, ann, { bytes: turned });
  expect(taken).toMatchObject({ mimeType: "image/webp", width: 20, height: 40 });
  expect(await sharp(await download(taken.url)).metadata()).toMatchObject({
    pages: 2,
    delay: [70, 90],
  });
});

test("a JPEG without its last bytes is a picture", async () => {
  const whole = await picture("jpeg", 400, 300);
  for (const end of [-2, -200, -5_000]) {
    const taken = await upload(app, ann, { bytes: whole.subarray(0, end) });
    expect([end, taken.width, taken.height]).toEqual([end, 400, 300]);
  }
});

test("a photo of 48 megapixels is scaled while it is decoded, and costs little memory", async () => {
  const photo = await sharp({
    create: { width: 8_064, height: 6_048, channels: 3, background: "#963" },
  })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer();
  const before = process.memoryUsage().rss;
  const taken = await upload(app, ann, { bytes: photo });
  expect(taken).toMatchObject({ mimeType: "image/jpeg", width: 3_024, height: 4_032 });
  expect(process.memoryUsage().rss - before).toBeLessThan(150_000_000);
}, 300_000);
