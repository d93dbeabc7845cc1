/** Longer than any mail that somebody pastes whole; the rest is not looked at. */
const MAX_CHARS = 4_000;
/** What stands between the digits of one code: spaces, line breaks, dashes, dots, nothing visible. */
const BETWEEN = String.raw`[\s\p{Z}\p{Pd}\p{Cf}\u2212._·]`;

/**
 * The code of `length` digits in what somebody typed or pasted: grouped, in the digits of another
 * script, or inside of its sentence. Empty where there is none, which is no code.
 */
export function typedCode(text: string, length: number): string {
  const plain = withPlainDigits(text.slice(0, MAX_CHARS));
  const half = length / 2;
  for (const form of [`\\d{${length}}`, `\\d{${half}}${BETWEEN}{1,3}\\d{${half}}`]) {
    const [found] = new RegExp(`(?<!\\d)${form}(?!\\d)`, "u").exec(plain) ?? [];
    if (found !== undefined) return digitsOf(found);
  }
  const groups = plain.match(new RegExp(`\\d(?:${BETWEEN}{0,3}\\d)*`, "gu")) ?? [];
  const whole = [...groups.map(digitsOf), digitsOf(plain)];
  return whole.find((digits) => digits.length === length) ?? "";
}

/** Unicode keeps the ten digits of every script in a row, from its zero on. */
function withPlainDigits(text: string): string {
  return text.normalize("NFKC").replace(/\p{Nd}/gu, (digit) => {
    const point = digit.codePointAt(0) ?? 0;
    let before = 0;
    while (/^\p{Nd}$/u.test(String.fromCodePoint(point - before - 1))) before += 1;
    return String(before % 10);
  });
}

function digitsOf(text: string): string {
  return text.replace(/\D/g, "");
}
