import type { Sink, Template } from "./template.types.js";

/** Frames of servers are not masked, so that all who get the same event can share the bytes. */
const TEXT_FRAME = 0x81;
const PREFIX = Buffer.from('{"id":"');
const MIDDLE = Buffer.from('","type":"next","payload":');
const SUFFIX = Buffer.from("}");

/**
 * An operation id as it stands between the quotes of its JSON. Not from Node's pool: it lives as
 * long as the subscription, and would keep 8 kB of the pool with it.
 */
export function encodeId(id: string): Buffer {
  const text = JSON.stringify(id).slice(1, -1);
  const bytes = Buffer.allocUnsafeSlow(Buffer.byteLength(text));
  bytes.write(text);
  return bytes;
}

/**
 * The `next` frames of some events, as one buffer with room for an operation id in each: only the
 * ids differ between subscribers, so nothing is encoded per subscriber.
 */
export class FrameTemplate implements Template {
  private bytes: Buffer;
  private readonly idOffsets: number[] = [];

  constructor(payloads: readonly Buffer[], idLength: number) {
    const parts: Buffer[] = [];
    let offset = 0;
    const add = (part: Buffer): void => {
      parts.push(part);
      offset += part.length;
    };
    for (const payload of payloads) {
      add(header(PREFIX.length + idLength + MIDDLE.length + payload.length + SUFFIX.length));
      add(PREFIX);
      this.idOffsets.push(offset);
      add(Buffer.alloc(idLength));
      add(MIDDLE);
      add(payload);
      add(SUFFIX);
    }
    this.bytes = Buffer.concat(parts, offset);
  }

  get events(): number {
    return this.idOffsets.length;
  }

  writeTo(sink: Sink, operationId: Buffer): void {
    if (!sink.send(this.for(operationId))) this.keep();
  }

  /** The bytes for this operation: good until the next call, unless `keep` says so first. */
  for(id: Buffer): Buffer {
    for (const offset of this.idOffsets) id.copy(this.bytes, offset);
    return this.bytes;
  }

  /** The last answer belongs to a socket that has not taken it yet: go on with a copy. */
  keep(): void {
    this.bytes = Buffer.from(this.bytes);
  }
}

function header(length: number): Buffer {
  if (length < 126) return Buffer.from([TEXT_FRAME, length]);
  const long = length > 0xffff;
  const bytes = Buffer.alloc(long ? 10 : 4);
  bytes[0] = TEXT_FRAME;
  bytes[1] = long ? 127 : 126;
  if (long) bytes.writeUInt32BE(length, 6);
  else bytes.writeUInt16BE(length, 2);
  return bytes;
}
