import { withByteSource, type ByteSource } from "./formats/byte-source.js";
import { compoundFileType } from "./formats/compound-file.js";
import { isoMediaType } from "./formats/iso-media.js";
import { isPage } from "./formats/markup.js";
import { matroskaType } from "./formats/matroska.js";
import { audioBehind, tagLength } from "./formats/mpeg-audio.js";
import { oggType } from "./formats/ogg.js";
import { zipType } from "./formats/office.js";
import { formatOf, isPdf, type Format } from "./formats/signature.js";
import { readText, TextCheck, type Charset } from "./formats/text.js";
import { typeRejected, type FileKind, type UploadTypes } from "./file-kind.js";

/** How many first bytes are looked at before anything is kept. */
export const HEAD_BYTES = 8_192;

/** The types that a file of that format can turn out to be. */
const TYPES: Readonly<Record<Format, readonly string[]>> = {
  jpeg: ["image/jpeg"],
  png: ["image/png"],
  gif: ["image/gif"],
  webp: ["image/webp"],
  heic: ["image/heic"],
  avif: ["image/avif"],
  isoMedia: ["mp4", "quicktime", "3gpp", "3gpp2"].flatMap((name) => [
    `video/${name}`,
    `audio/${name}`,
  ]),
  matroska: ["webm", "x-matroska"].flatMap((name) => [`video/${name}`, `audio/${name}`]),
  ogg: ["video/ogg", "audio/ogg"],
  mp3: ["audio/mpeg", "audio/aac", "audio/flac"],
  aac: ["audio/aac"],
  flac: ["audio/flac"],
  wav: ["audio/wav"],
  amr: ["audio/amr"],
  amrWideband: ["audio/amr-wb"],
  caf: ["audio/x-caf"],
  aiff: ["audio/aiff"],
  pdf: ["application/pdf"],
  zip: [],
  compoundFile: [],
  text: ["text/plain"],
};
const OF_TAG = { mp3: "audio/mpeg", aac: "audio/aac", flac: "audio/flac" } as const;
const CONTAINERS: Partial<Record<Format, (source: ByteSource) => Promise<string | null>>> = {
  isoMedia: isoMediaType,
  matroska: matroskaType,
  ogg: async (source) => oggType(await source.read(0, HEAD_BYTES)),
  mp3: behindTag,
  zip: zipType,
  compoundFile: compoundFileType,
};

export interface Recognised {
  readonly kind: FileKind;
  /** Of text whose encoding is known. */
  readonly charset: Charset;
}

/** What a file is by its bytes, whatever was claimed: a guess by the first, settled by the whole. */
export class Recognition {
  private constructor(
    private readonly types: UploadTypes,
    private readonly format: Format,
    private readonly text: TextCheck | null,
  ) {}

  /** Throws FILE_TYPE_REJECTED for what can be none of the types. */
  static begin(head: Buffer, types: UploadTypes): Recognition {
    const certain = isPdf(head) ? null : TextCheck.begin(head);
    const format = certain ? "text" : formatOf(head);
    const text = certain ?? (format ? null : TextCheck.begin(head, true));
    const found = format ?? (text ? "text" : null);
    if (!found || !mayBe(found, types)) throw typeRejected();
    if (text && isPage(readText(head))) throw typeRejected();
    return new Recognition(types, found, text);
  }

  /** Every chunk, the first ones as well. */
  push(chunk: Uint8Array): boolean {
    return this.text?.push(chunk) ?? true;
  }

  end(): boolean {
    return this.text?.end() ?? true;
  }

  /** Once the whole file is at `path`. */
  async settle(path: string): Promise<Recognised> {
    const look = CONTAINERS[this.format];
    const [only = null] = TYPES[this.format];
    const kind = this.types.find(look ? await withByteSource(path, look) : only);
    if (!kind) throw typeRejected();
    return { kind, charset: this.text?.charset ?? null };
  }
}

function mayBe(format: Format, types: UploadTypes): boolean {
  if (format === "zip" || format === "compoundFile")
    return types.kinds.some(({ group }) => group === "documents");
  return TYPES[format].some((mimeType) => types.find(mimeType));
}

/** Behind a tag, which may hold a picture of megabytes, comes what it is about. */
async function behindTag(source: ByteSource): Promise<string> {
  const tag = tagLength(await source.read(0, 10)) ?? 0;
  const behind = await source.read(tag, HEAD_BYTES);
  return OF_TAG[audioBehind(behind) ?? "mp3"];
}
