import { isUtf8 } from "node:buffer";
import { TextDecoder } from "node:util";

/** Null: some older encoding, of which the bytes do not say which. */
export type Charset = "utf-8" | "utf-16le" | "utf-16be" | null;

// What file(1) counts as text: no control characters but those of terminals, and the end of DOS files.
// eslint-disable-next-line no-control-regex -- control characters are what is looked for
const CONTROL = /[\0-\x06\x0e-\x19\x1c-\x1f\x7f]/;
const WIDE_ENOUGH = 0.4;

/** Whether a file is text, and in which encoding, from its first byte to its last. */
export class TextCheck {
  private decoder: TextDecoder | null;

  private constructor(private found: Charset) {
    this.decoder = found && new TextDecoder(found, { fatal: true });
  }

  /** Null where the first bytes are none of text. An encoding without a name is only guessed at last. */
  static begin(head: Buffer, guess = false): TextCheck | null {
    const wide = wideCharset(head);
    for (const charset of [
      ...(wide ? [wide] : []),
      "utf-8",
      ...(guess ? [null] : []),
    ] as Charset[]) {
      const check = new TextCheck(charset);
      if (head.length > 0 && check.push(head) && check.found === charset)
        return new TextCheck(charset);
    }
    return null;
  }

  get charset(): Charset {
    return this.found;
  }

  push(chunk: Uint8Array): boolean {
    return this.decode(chunk, true);
  }

  end(): boolean {
    return this.decode(new Uint8Array(), false);
  }

  private decode(chunk: Uint8Array, stream: boolean): boolean {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    try {
      const text = this.decoder?.decode(chunk, { stream }) ?? bytes.toString("latin1");
      return !CONTROL.test(text);
    } catch {
      // A letter of an older encoding, far behind a beginning that fits both.
      const wasUtf8 = this.found === "utf-8";
      this.found = null;
      this.decoder = null;
      return wasUtf8 && !CONTROL.test(bytes.toString("latin1"));
    }
  }
}

/** The first bytes as they read, to see what kind of text it is. */
export function readText(head: Buffer): string {
  const charset = wideCharset(head) ?? (isUtf8(head) ? "utf-8" : "windows-1252");
  return new TextDecoder(charset).decode(head, { stream: true });
}

/** UTF-16 by its mark, or by every other byte being zero. */
function wideCharset(head: Buffer): "utf-16le" | "utf-16be" | null {
  const [a = 0, b = 0] = head;
  if (a === 0xff && b === 0xfe) return "utf-16le";
  if (a === 0xfe && b === 0xff) return "utf-16be";
  const zeros = [0, 0];
  head.forEach((byte, at) => {
    if (byte === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1;
  });
  const [even = 0, odd = 0] = zeros.map((count) => count / (head.length / 2));
  if (odd > WIDE_ENOUGH && even === 0) return "utf-16le";
  return even > WIDE_ENOUGH && odd === 0 ? "utf-16be" : null;
}
