import type { Log, Payload, Sink, Template } from "./template.types.js";

const BEFORE = Buffer.from("event: next\ndata: ");
const AFTER = Buffer.from("\n\n");

/**
 * The `next` events of a stream, which has one operation and no id to tell it by: the same bytes for
 * everybody. A line with the place that a reader has come to stands before them.
 */
export class EventTemplate implements Template {
  private readonly blocks: readonly Payload[];

  constructor(payloads: readonly Payload[]) {
    this.blocks = payloads.map(({ bytes, position }) => ({
      bytes: Buffer.concat([BEFORE, bytes, AFTER]),
      position,
    }));
  }

  get events(): number {
    return this.blocks.length;
  }

  writeTo(sink: Sink, _operationId: Buffer, log: Log): void {
    for (const { bytes, position } of this.blocks) {
      const line = position === null ? null : sink.placeLine(log, position);
      if (line) sink.send(line);
      sink.send(bytes);
    }
  }
}
