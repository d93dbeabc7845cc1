/** Letters that are drawn as another one, by the Latin letter that they pass for. */
const DRAWN_ALIKE: Readonly<Record<string, string>> = {
  a: "\u0430\u03b1\u0251\uff41",
  b: "\u0184\u042c\u0432\u03b2",
  c: "\u0441\u03f2\u1d04",
  d: "\u0501\u13e7",
  e: "\u0435\u0454\u03b5\u04bd",
  f: "\u03dd\u0192",
  g: "\u0261\u0581",
  h: "\u04bb\u043d\u0570\u13c2",
  i: "\u0456\u03b9\u0131\u04cf\u0457l1|!",
  j: "\u0458\u03f3",
  k: "\u043a\u03ba",
  m: "\u043c\u03bc",
  n: "\u0578\u03b7\u043f",
  o: "\u043e\u03bf\u0585\u03c30\u0665\u06f5\u0966",
  p: "\u0440\u03c1",
  q: "\u051b\u0563",
  r: "\u0433\u1d26",
  s: "\u0455\ua731",
  t: "\u0442\u03c4",
  u: "\u03c5\u057d\u1d1c",
  v: "\u03bd\u0475\u1d20",
  w: "\u051d\u0461\u1d21\u03c9",
  x: "\u0445\u03c7",
  y: "\u0443\u03b3\u04af",
  z: "\u1d22",
};
const PASSES_FOR = new Map(
  Object.entries(DRAWN_ALIKE).flatMap(([latin, others]) =>
    [...others].map((other): [string, string] => [other, latin]),
  ),
);

/** What a name looks like, whatever it is written with: names with the same one pass for each other. */
export function skeleton(name: string): string {
  const plain = name
    .normalize("NFKD")
    .replace(/[\p{M}\p{Cf}]/gu, "")
    .toLowerCase();
  const joined = plain.replaceAll("rn", "m").replaceAll("vv", "w").replaceAll("cl", "d");
  const drawn = [...joined].map((letter) => PASSES_FOR.get(letter) ?? letter).join("");
  return drawn.replace(/[^\p{L}\p{N}]+|\p{Lm}+/gu, "");
}

/** Latin, and letters of another script that pass for Latin ones: nobody's own spelling. */
export function isDisguised(name: string): boolean {
  return [...name.normalize("NFKC").toLowerCase()].some(
    (letter) =>
      /\p{L}/u.test(letter) && !/\p{Script=Latin}/u.test(letter) && PASSES_FOR.has(letter),
  );
}
