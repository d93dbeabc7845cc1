import { createDecipheriv, createHash } from "node:crypto";
import { parsePhone } from "../../api/graphql/phone-number.js";
import { AppError } from "../../platform/core/errors.js";

const HEADER = Buffer.from("Salted__");
const SALT_BYTES = 8;
const [KEY_BYTES, IV_BYTES] = [32, 16];
/** Egyptian mobile numbers as people dial them at home. */
const LOCAL = /^01[0125]\d{8}$/;

/** OpenSSL's derivation with MD5, which CryptoJS takes for a passphrase. */
function keyAndIv(passphrase: string, salt: Buffer): Buffer {
  let [all, last] = [Buffer.alloc(0), Buffer.alloc(0)];
  while (all.length < KEY_BYTES + IV_BYTES) {
    last = createHash("md5").update(last).update(passphrase).update(salt).digest();
    all = Buffer.concat([all, last]);
  }
  return all;
}

function decrypt(sealed: Buffer, passphrase: string): string | null {
  const salt = sealed.subarray(HEADER.length, HEADER.length + SALT_BYTES);
  const derived = keyAndIv(passphrase, salt);
  const [key, iv] = [derived.subarray(0, KEY_BYTES), derived.subarray(KEY_BYTES, 48)];
  const decipher = createDecipheriv("aes-256-cbc", key, iv);
  try {
    const start = decipher.update(sealed.subarray(HEADER.length + SALT_BYTES));
    return Buffer.concat([start, decipher.final()]).toString("utf8").trim();
  } catch {
    return null;
  }
}

/** In E.164; null: none of the passphrases opens it, or there is no number in it. */
export function openOldPhone(stored: string, passphrases: readonly string[]): string | null {
  const sealed = Buffer.from(stored, "base64");
  if (!sealed.subarray(0, HEADER.length).equals(HEADER)) return null;
  for (const passphrase of passphrases) {
    const phone = decrypt(sealed, passphrase);
    const number = phone ? phoneOf(LOCAL.test(phone) ? `+20${phone.slice(1)}` : phone) : null;
    if (number !== null) return number;
  }
  return null;
}

/** As whoever types it at a login is understood. */
function phoneOf(text: string): string | null {
  try {
    return parsePhone(text);
  } catch (error) {
    if (error instanceof AppError) return null;
    throw error;
  }
}
