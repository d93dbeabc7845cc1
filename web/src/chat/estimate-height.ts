import type { MessageItemFragment } from "../gql/graphql.js";
import type { Row } from "./rows.js";

const LINE_PX = 22;
const CHARACTERS_PER_LINE = 62;
const FOLDED_LINES = 18;
/** Of what stands below one another; pictures are a grid. */
const HEIGHTS = { IMAGE: 0, AUDIO: 76, VIDEO: 270, FILE: 66 } as const;

/** What a row will be about as high as, before it has been drawn and measured. */
export function estimateHeight(row: Row | undefined): number {
  switch (row?.kind) {
    case "day":
      return 52;
    case "unread":
      return 40;
    case "message":
      return (row.first ? 15 : 3) + ofMessage(row.message);
    case "system":
    case undefined:
      return 42;
  }
}

function ofMessage({ body, attachments, replyTo, reactions, deletedAt }: MessageItemFragment) {
  if (deletedAt) return 38;
  const lines = (body ?? "")
    .split("\n")
    .reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / CHARACTERS_PER_LINE)), 0);
  const pictures = attachments.some(({ kind }) => kind === "IMAGE") ? 240 : 0;
  const files = attachments.reduce((sum, { kind }) => sum + HEIGHTS[kind], 0);
  const text = body ? Math.min(lines, FOLDED_LINES) * LINE_PX + 16 : 0;
  return text + pictures + files + (replyTo ? 54 : 0) + (reactions.length > 0 ? 25 : 0);
}
