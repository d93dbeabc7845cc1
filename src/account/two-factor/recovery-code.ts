import { randomBytes } from "node:crypto";

const BYTES = 10;
/** Letters and digits that are not mistaken for one another. */
const ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
const LENGTH = (BYTES * 8) / 5;
const MAX_CHARS = 1_000;
const SHAPE = new RegExp(
  `(?<![A-Z0-9])(?:[${ALPHABET}]{4}[\\s\\p{Pd}\\p{Cf}\u2212]{0,3}){${LENGTH / 4}}(?![A-Z0-9])`,
  "u",
);

/** 80 bits, in groups of four. */
export function newRecoveryCode(): string {
  let bits = BigInt(`0x${randomBytes(BYTES).toString("hex")}`);
  let code = "";
  for (let i = 0; i < LENGTH; i += 1, bits >>= 5n) code += ALPHABET.charAt(Number(bits & 31n));
  return code.replace(/(.{4})(?=.)/g, "$1-");
}

/** The letters and digits of the code in what somebody typed or pasted; empty where there is none. */
export function typedRecoveryCode(text: string): string {
  const plain = text.slice(0, MAX_CHARS).normalize("NFKC").toUpperCase();
  const whole = plain.replace(/[^A-Z0-9]/g, "");
  if (whole.length === LENGTH) return whole;
  return (SHAPE.exec(plain)?.[0] ?? "").replace(/[^A-Z0-9]/g, "");
}
