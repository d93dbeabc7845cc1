import { AppError, ErrorCode } from "../../platform/core/errors.js";
import { AttachmentKind } from "./attachment.model.js";

/** What an operator can name in UPLOAD_TYPES beside single types. */
type UploadGroup = "images" | "video" | "audio" | "pdf" | "text" | "documents";

export interface FileKind {
  readonly mimeType: string;
  readonly kind: AttachmentKind;
  readonly group: UploadGroup;
  /** The first is given to names that have none of them. */
  readonly endings: readonly string[];
}

const kindsOf =
  (group: UploadGroup, kind: AttachmentKind) =>
  (mimeType: string, ...endings: string[]): FileKind => ({ mimeType, kind, group, endings });
const image = kindsOf("images", AttachmentKind.IMAGE);
const video = kindsOf("video", AttachmentKind.VIDEO);
const audio = kindsOf("audio", AttachmentKind.AUDIO);
const office = kindsOf("documents", AttachmentKind.FILE);
const OPEN_XML = "application/vnd.openxmlformats-officedocument";
const OPEN_DOCUMENT = "application/vnd.oasis.opendocument";

const KINDS: readonly FileKind[] = [
  image("image/jpeg", "jpg", "jpeg"),
  image("image/png", "png", "apng"),
  image("image/gif", "gif"),
  image("image/webp", "webp"),
  image("image/heic", "heic", "heif", "hif"),
  image("image/avif", "avif"),
  video("video/mp4", "mp4", "m4v"),
  video("video/quicktime", "mov", "qt"),
  video("video/3gpp", "3gp"),
  video("video/3gpp2", "3g2"),
  video("video/webm", "webm"),
  video("video/x-matroska", "mkv"),
  video("video/ogg", "ogv"),
  audio("audio/mpeg", "mp3"),
  audio("audio/mp4", "m4a", "m4b", "mp4"),
  audio("audio/aac", "aac"),
  audio("audio/flac", "flac"),
  audio("audio/ogg", "ogg", "oga", "opus"),
  audio("audio/webm", "webm", "weba"),
  audio("audio/wav", "wav"),
  audio("audio/amr", "amr"),
  audio("audio/amr-wb", "awb", "amr"),
  audio("audio/3gpp", "3gp"),
  audio("audio/3gpp2", "3g2"),
  audio("audio/x-caf", "caf"),
  audio("audio/aiff", "aif", "aiff", "aifc"),
  audio("audio/x-matroska", "mka", "mkv"),
  kindsOf("pdf", AttachmentKind.FILE)("application/pdf", "pdf"),
  kindsOf("text", AttachmentKind.FILE)(
    "text/plain",
    ...["txt", "md", "csv", "tsv", "log", "json"],
    ...["srt", "vtt", "vcf", "ics", "yaml", "yml", "toml", "ini", "tex", "rst"],
  ),
  office(`${OPEN_XML}.wordprocessingml.document`, "docx"),
  office(`${OPEN_XML}.spreadsheetml.sheet`, "xlsx"),
  office(`${OPEN_XML}.presentationml.presentation`, "pptx"),
  office("application/msword", "doc"),
  office("application/vnd.ms-excel", "xls"),
  office("application/vnd.ms-powerpoint", "ppt"),
  office(`${OPEN_DOCUMENT}.text`, "odt"),
  office(`${OPEN_DOCUMENT}.spreadsheet`, "ods"),
  office(`${OPEN_DOCUMENT}.presentation`, "odp"),
  office(`${OPEN_DOCUMENT}.graphics`, "odg"),
  office("application/zip", "zip"),
];

/** What browsers and phones call the same. */
const ALIASES = new Map([
  ["image/jpg", "image/jpeg"],
  ["image/apng", "image/png"],
  ["image/heif", "image/heic"],
  ["image/heic-sequence", "image/heic"],
  ["image/heif-sequence", "image/heic"],
  ["video/x-m4v", "video/mp4"],
  ["audio/x-m4a", "audio/mp4"],
  ["audio/m4a", "audio/mp4"],
  ["audio/mp3", "audio/mpeg"],
  ["audio/aacp", "audio/aac"],
  ["audio/x-aac", "audio/aac"],
  ["audio/x-flac", "audio/flac"],
  ["audio/opus", "audio/ogg"],
  ["audio/x-wav", "audio/wav"],
  ["audio/wave", "audio/wav"],
  ["audio/vnd.wave", "audio/wav"],
  ["audio/x-aiff", "audio/aiff"],
  ["video/matroska", "video/x-matroska"],
  ["application/x-zip-compressed", "application/zip"],
  ["text/csv", "text/plain"],
  ["text/markdown", "text/plain"],
  ["text/tab-separated-values", "text/plain"],
  ["application/json", "text/plain"],
]);

/** The name before its parameters, such as `audio/webm` of `audio/webm;codecs=opus`. */
export function kindOfMimeType(mimeType: string): FileKind | null {
  const [name = ""] = mimeType.toLowerCase().split(";", 1);
  const known = ALIASES.get(name.trim()) ?? name.trim();
  return KINDS.find((kind) => kind.mimeType === known) ?? null;
}

/** The types that a server takes. */
export class UploadTypes {
  readonly kinds: readonly FileKind[];
  /** Names of neither a group nor a type. */
  readonly unknown: readonly string[];

  /**
   * Names of groups and of types; `default` is every group but `documents`, and `documents` alone
   * is added to it.
   */
  constructor(names: readonly string[] = ["default"]) {
    const all = names.every((name) => name === "documents") ? ["default", ...names] : names;
    const named = new Set(all);
    this.kinds = KINDS.filter(
      ({ mimeType, group }) =>
        named.has(mimeType) || named.has(group) || (group !== "documents" && named.has("default")),
    );
    const known = new Set<string>(["default", ...KINDS.flatMap((k) => [k.group, k.mimeType])]);
    this.unknown = all.filter((name) => !known.has(name));
  }

  /** Null for a type that is unknown or not taken here. */
  find(mimeType: string | null): FileKind | null {
    const kind = mimeType === null ? null : kindOfMimeType(mimeType);
    return kind && this.kinds.includes(kind) ? kind : null;
  }
}

export function fileRejected(message: string): AppError {
  return new AppError(ErrorCode.FILE_TYPE_REJECTED, message);
}

export function typeRejected(): AppError {
  return fileRejected("Files of this type are not accepted.");
}
