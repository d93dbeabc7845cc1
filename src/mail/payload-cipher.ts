import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Mails wait encrypted: they hold codes, which a copy of the database must not give away.
 * `place` binds the bytes to the row that they belong to.
 */
export class PayloadCipher {
  constructor(private readonly key: Buffer) {}

  seal(payload: object, place: string): Buffer {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv("aes-256-gcm", this.key, nonce).setAAD(Buffer.from(place));
    const sealed = Buffer.concat([cipher.update(JSON.stringify(payload)), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
  }

  /** Throws where it was sealed with another key or for another place, or was changed. */
  open(bytes: Buffer, place: string): unknown {
    const tagEnd = NONCE_BYTES + TAG_BYTES;
    const decipher = createDecipheriv("aes-256-gcm", this.key, bytes.subarray(0, NONCE_BYTES))
      .setAAD(Buffer.from(place))
      .setAuthTag(bytes.subarray(NONCE_BYTES, tagEnd));
    const opened = Buffer.concat([decipher.update(bytes.subarray(tagEnd)), decipher.final()]);
    return JSON.parse(opened.toString()) as unknown;
  }
}
