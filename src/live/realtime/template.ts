import { EventTemplate } from "./event-template.js";
import { FrameTemplate } from "./frame.js";
import type { Payload, Template } from "./template.types.js";

/** An operation that has a stream to itself needs no id; those of a socket have one. */
export const STREAM = "";

export function templateOf(payloads: readonly Payload[], { length }: Buffer): Template {
  if (length === STREAM.length) return new EventTemplate(payloads);
  return new FrameTemplate(
    payloads.map(({ bytes }) => bytes),
    length,
  );
}
