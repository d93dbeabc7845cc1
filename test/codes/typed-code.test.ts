import { expect, test } from "@jest/globals";
import { typedCode } from "../../src/account/codes/typed-code.js";
import { newRecoveryCode, typedRecoveryCode } from "../../src/account/two-factor/recovery-code.js";

const inScript = (zero: number): string =>
  [..."12345678"].map((digit) => String.fromCodePoint(zero + Number(digit))).join("");

test.each([
  "12345678",
  " 12345678 ",
  "1234 5678",
  "1234-5678",
  "1234\u20135678",
  "1234\u22125678",
  "1234\n5678\n",
  "1234\r\n5678",
  "12 34 56 78",
  "1 2 3 4 5 6 7 8",
  "1234\u00a05678",
  "1234\u200b5678",
  "\u20681234 5678\u2069",
  "1234.5678",
  "Your code is 12345678.",
  "Your code is 1234 5678.",
  "Your code is 1234 5678. It is valid for 10 minutes.",
  "12345678 is your code\n\nYour code is 12345678.\n\nIt is valid for 10 minutes.",
  "12:34 12345678",
  "30.11.2026 12345678",
  "code:12345678",
  "C\u00f3digo\u00a0: 1234\u202f5678",
  "\u300c12345678\u300d",
  ...[0xff10, 0x660, 0x6f0, 0x966, 0x9e6, 0xe50, 0x1040, 0x17e0, 0x1d7ce, 0x1d7d8].map(inScript),
  "\u0661\u0662\u0663\u0664 \u0665\u0666\u0667\u0668",
])("the code in %j is 12345678", (typed) => {
  expect(typedCode(typed, 8)).toBe("12345678");
});

test.each(["", "1234567", "123456789", "no digits", "Your code", "1234 56789", "\ud800", "1e7"])(
  "there is no code in %j",
  (typed) => {
    expect(typedCode(typed, 8)).toBe("");
  },
);

test("six digits of an app are read the same way", () => {
  for (const typed of ["123456", "123 456", "123-456", "\uff11\uff12\uff13 \uff14\uff15\uff16"])
    expect(typedCode(typed, 6)).toBe("123456");
});

test("of a long text only the beginning is read", () => {
  expect(typedCode(`${"1 ".repeat(1e6)}12345678`, 8)).toBe("");
  expect(typedCode(`${"-".repeat(5_000)}12345678`, 8)).toBe("");
});

test("a recovery code is read as it is pasted", () => {
  const code = newRecoveryCode();
  const plain = code.replace(/-/g, "");
  const wide = code.replace(/[A-Z0-9]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0));
  for (const typed of [
    code,
    plain.toLowerCase(),
    code.replace(/-/g, " "),
    code.replace(/-/g, "\u2013"),
    ` ${code}\n`,
    `My code: ${code}.`,
    wide,
  ])
    expect(typedRecoveryCode(typed)).toBe(plain);
  for (const typed of ["", "123456", "AAAA-BBBB", code.slice(1)])
    expect(typedRecoveryCode(typed)).toBe("");
});
