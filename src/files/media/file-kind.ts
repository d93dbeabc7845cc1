import { fileTypeFromBuffer } from "file-type";
import { AppError, ErrorCode } from "../../platform/core/errors.js";
import { AttachmentKind } from "./attachment.model.js";

/** How many first bytes tell what a file is. */
export const HEAD_BYTES = 4_100;

export interface FileKind {
  readonly mimeType: string;
  readonly kind: AttachmentKind;
  /** The first is given to names that have none of them. */
  readonly endings: readonly string[];
}

const kindOf = (kind: AttachmentKind, mimeType: string, ...endings: string[]): FileKind => ({
  mimeType,
  kind,
  endings,
});
const TEXT = kindOf(AttachmentKind.FILE, "text/plain", "txt", "md", "csv", "log");
const KINDS: readonly FileKind[] = [
  kindOf(AttachmentKind.IMAGE, "image/jpeg", "jpg", "jpeg"),
  kindOf(AttachmentKind.IMAGE, "image/png", "png"),
  kindOf(AttachmentKind.IMAGE, "image/gif", "gif"),
  kindOf(AttachmentKind.IMAGE, "image/webp", "webp"),
  kindOf(AttachmentKind.VIDEO, "video/mp4", "mp4"),
  kindOf(AttachmentKind.VIDEO, "video/webm", "webm"),
  kindOf(AttachmentKind.VIDEO, "video/ogg", "ogv"),
  kindOf(AttachmentKind.AUDIO, "audio/mpeg", "mp3"),
  kindOf(AttachmentKind.AUDIO, "audio/ogg", "ogg", "oga", "opus"),
  kindOf(AttachmentKind.AUDIO, "audio/wav", "wav"),
  kindOf(AttachmentKind.FILE, "application/pdf", "pdf"),
  TEXT,
];
/** Other names for the same. */
const ALIASES = new Map([["audio/x-m4a", "video/mp4"]]);

export const acceptedMimeTypes: readonly string[] = KINDS.map(({ mimeType }) => mimeType);

export function kindOfMimeType(mimeType: string): FileKind | null {
  return KINDS.find((kind) => kind.mimeType === mimeType) ?? null;
}

/** What the bytes are, whatever was claimed. Throws FILE_TYPE_REJECTED for what is not accepted. */
export async function recognise(head: Buffer): Promise<FileKind> {
  const found = await fileTypeFromBuffer(head);
  const [mime = ""] = found?.mime.split(";") ?? [];
  const accepted = KINDS.find(({ mimeType }) => mimeType === (ALIASES.get(mime) ?? mime));
  if (accepted) return accepted;
  if (!found && isPlainText(head)) return TEXT;
  throw fileRejected("Files of this type are not accepted.");
}

export function fileRejected(message: string): AppError {
  return new AppError(ErrorCode.FILE_TYPE_REJECTED, message);
}

/**
 * Text has no magic bytes, and neither have SVG and HTML: what begins as a markup language does
 * counts as that. A character may be cut off at the end of the head.
 */
function isPlainText(head: Buffer): boolean {
  if (head.length === 0) return false;
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(head, {
      stream: head.length >= HEAD_BYTES,
    });
    // eslint-disable-next-line no-control-regex -- control characters are what is looked for
    return !/[\0-\x08\x0e-\x1a\x1c-\x1f]/.test(text) && !/^\s*<[!?a-z]/i.test(text);
  } catch {
    return false;
  }
}
