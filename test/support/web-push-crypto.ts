import { createDecipheriv, createECDH, hkdfSync, randomBytes, type ECDH } from "node:crypto";

const POINT_BYTES = 65;
const TAG_BYTES = 16;

/** The half of a subscription that stays in the browser. */
export class SubscriptionKeys {
  private readonly ecdh: ECDH = createECDH("prime256v1");
  private readonly auth = randomBytes(16);

  constructor() {
    this.ecdh.generateKeys();
  }

  get shown(): { readonly p256dh: string; readonly auth: string } {
    return {
      p256dh: this.ecdh.getPublicKey("base64url"),
      auth: this.auth.toString("base64url"),
    };
  }

  /** After RFC 8291, by its text: throws for whatever was encrypted for somebody else. */
  decrypt(body: Buffer): string {
    const salt = body.subarray(0, 16);
    const idLength = body[20] ?? 0;
    if (idLength !== POINT_BYTES) throw new Error("no public key");
    const sender = body.subarray(21, 21 + POINT_BYTES);
    const sealed = body.subarray(21 + POINT_BYTES);
    const shared = this.ecdh.computeSecret(sender);
    const info = Buffer.concat([Buffer.from("WebPush: info\0"), this.ecdh.getPublicKey(), sender]);
    const input = derive(shared, this.auth, info, 32);
    const key = derive(input, salt, Buffer.from("Content-Encoding: aes128gcm\0"), 16);
    const nonce = derive(input, salt, Buffer.from("Content-Encoding: nonce\0"), 12);
    const decipher = createDecipheriv("aes-128-gcm", key, nonce);
    decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
    const text = Buffer.concat([decipher.update(sealed.subarray(0, -TAG_BYTES)), decipher.final()]);
    // Behind what was said: 2, and zeros.
    const end = text.findLastIndex((byte) => byte !== 0);
    if (text[end] !== 2) throw new Error("no last record");
    return text.subarray(0, end).toString();
  }
}

function derive(secret: Buffer, salt: Buffer, info: Buffer, length: number): Buffer {
  return Buffer.from(hkdfSync("sha256", secret, salt, info, length));
}
