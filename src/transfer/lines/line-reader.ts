import type { Shape } from "../../chat/message-types/shape.js";
import { isJsonObject, type JsonObject } from "../../platform/core/json-object.js";
import { MAX_LINE_BYTES, type RawLine } from "./line-files.js";
import type { LineType } from "./line-schema.js";
import type { Lines } from "./line.types.js";

export type ReadLine =
  { readonly type: LineType; readonly value: Lines[LineType] } | { readonly fault: string };

/** Says what a line is, or why it is none. */
export class LineReader {
  constructor(private readonly shapes: ReadonlyMap<string, Shape>) {}

  read({ text }: RawLine): ReadLine {
    if (text === null) return { fault: `is longer than ${MAX_LINE_BYTES} bytes` };
    const value = parsed(text);
    if (value === null) return { fault: "is no JSON object: it may be half a line" };
    const type = value["type"];
    const shape = typeof type === "string" ? this.shapes.get(type) : undefined;
    if (!shape) return { fault: "has no type, or one that there is not" };
    const misfit = shape(value);
    if (misfit) return { fault: `${misfit.path.join(".") || "the line"} ${misfit.message}` };
    return { type: type as LineType, value: value as unknown as Lines[LineType] };
  }
}

function parsed(text: string): JsonObject | null {
  try {
    const value: unknown = JSON.parse(text);
    return isJsonObject(value) ? value : null;
  } catch {
    return null;
  }
}
