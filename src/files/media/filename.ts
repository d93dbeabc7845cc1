import { shownLine } from "../../platform/core/shown-text.js";
import type { FileKind } from "./file-kind.js";

const MAX_CHARS = 100;
/** What file systems take is 255, with the ending. */
const MAX_BYTES = 240;
const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });

/** A name that is safe to show and to save under, with an ending that fits what the file is. */
export function cleanFilename(name: string, { endings }: FileKind): string {
  const cleaned = shownLine((name.split(/[/\\]/).at(-1) ?? "").toWellFormed())
    .replace(/[<>:"|?*]/g, "_")
    .replace(/^[\s.]+|(?<![\s.])[\s.]+$/g, "");
  const ending = /\.([^.]+)$/.exec(cleaned)?.[1]?.toLowerCase();
  const fitting = ending && endings.includes(ending) ? ending : endings[0];
  const stem = ending === fitting ? cleaned.slice(0, -(fitting?.length ?? 0) - 1) : cleaned;
  return `${shortened(stem) || "file"}.${fitting}`;
}

/** Cut between what readers see as characters. */
function shortened(stem: string): string {
  // One of them can be as long as the whole name: that is no name.
  const given = [...graphemes.segment(stem.slice(0, 10 * MAX_CHARS))].map(({ segment }) => segment);
  let bytes = 0;
  const end = given.findIndex((segment) => (bytes += Buffer.byteLength(segment)) > MAX_BYTES);
  return given.slice(0, Math.min(end < 0 ? MAX_CHARS : end, MAX_CHARS)).join("");
}
