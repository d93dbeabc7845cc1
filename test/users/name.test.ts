import { expect, test } from "@jest/globals";
import { cleanName, folded, nameKeys } from "../../src/people/users/name.js";

test.each([
  ["zero-width characters", "A\u200bn\u200dn\ufeff", "Ann"],
  ["changes of direction", "\u202eAnn\u2066 Lee\u2069", "Ann Lee"],
  ["control characters and line breaks", "Ann\u0000\r\n\tLee\u0007", "AnnLee"],
  ["width", "Ａｎｎ", "Ann"],
  ["space at the ends and in between", "  Ann \u3000  Lee ", "Ann Lee"],
  ["decomposed letters", "Zoe\u0308", "Zoë"],
])("A-48: a name is cleaned of %s", (_, given, expected) => {
  expect(cleanName(given)).toBe(expected);
});

test("A-48: marks that pile up on a letter are cut", () => {
  const zalgo = `Z${"\u0300".repeat(400)}a`;
  expect([...cleanName(zalgo)].length).toBeLessThanOrEqual(5);
});

test.each([
  ["nothing", ""],
  ["nothing that shows", "\u200b\u2060 \u00ad"],
  ["marks alone", "\u0301\u0301"],
  ["a lone surrogate", "Ann\ud800"],
  ["61 letters", "a".repeat(61)],
  ["one letter of ten kilobytes", `a${"\u0301".repeat(5_000)}`],
])("A-48: a name of %s is refused", (_, given) => {
  expect(() => cleanName(given)).toThrow();
});

test.each(["Ann Lee", "李小龍", "محمد", "Ægir Ó Súilleabháin", "🦊 Fox", "O'Neil-Smith, Jr."])(
  "the name %s stays as it is",
  (name) => {
    expect(cleanName(name)).toBe(name.normalize("NFKC"));
  },
);

test("a search compares without case, accents, width and punctuation", () => {
  expect(folded("Ｚoë  O'NEIL—Straße")).toBe("zoe o neil strasse");
  expect(nameKeys("Ann Mary Lee")).toEqual(["ann mary lee", "mary lee", "lee"]);
});
