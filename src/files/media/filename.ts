import { shownLine } from "../../platform/core/shown-text.js";
import type { FileKind } from "./file-kind.js";

const MAX_CHARS = 100;

/** A name that is safe to show and to save under, with an ending that fits what the file is. */
export function cleanFilename(name: string, { endings }: FileKind): string {
  const cleaned = shownLine((name.split(/[/\\]/).at(-1) ?? "").toWellFormed())
    .replace(/[<>:"|?*]/g, "_")
    .replace(/^[\s.]+|(?<![\s.])[\s.]+$/g, "");
  const ending = /\.([^.]+)$/.exec(cleaned)?.[1]?.toLowerCase();
  const fitting = ending && endings.includes(ending) ? ending : endings[0];
  const stem = ending === fitting ? cleaned.slice(0, -(fitting?.length ?? 0) - 1) : cleaned;
  return `${[...stem].slice(0, MAX_CHARS).join("") || "file"}.${fitting}`;
}
