import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";

export interface NamedKey {
  /** Stored beside what the key has sealed. */
  readonly id: string;
  readonly key: Buffer;
}

const VERSION = "v1";

/**
 * Secrets at rest: AES-256-GCM under the first key, opened by any. `place` names where a value
 * stands, such as `users|phone|<id>`: moved to another row it does not open.
 */
export class Vault {
  constructor(private readonly keys: readonly NamedKey[]) {}

  seal(text: string, place: string): string {
    const { id, key } = this.current();
    const iv = randomBytes(12);
    const cipher = createCipheriv("aes-256-gcm", key, iv).setAAD(aad(place));
    const data = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
    const parts = [iv, cipher.getAuthTag(), data].map((part) => part.toString("base64url"));
    return [VERSION, id, ...parts].join(":");
  }

  /** Throws unless it was sealed for this very place by a key that is still known. */
  open(sealed: string, place: string): string {
    const [version, id, ...parts] = sealed.split(":");
    const known = this.keys.find((candidate) => candidate.id === id);
    if (version !== VERSION || !known) throw new Error("sealed by an unknown key");
    const [iv, tag, data] = parts.map((part) => Buffer.from(part, "base64url"));
    if (!iv || tag?.length !== 16 || !data) throw new Error("not a sealed value");
    const decipher = createDecipheriv("aes-256-gcm", known.key, iv).setAAD(aad(place));
    return decipher.setAuthTag(tag).update(data, undefined, "utf8") + decipher.final("utf8");
  }

  private current(): NamedKey {
    const [first] = this.keys;
    if (!first) throw new Error("a vault needs a key");
    return first;
  }
}

function aad(place: string): Buffer {
  return Buffer.from(`${VERSION}|${place}`);
}
