const MAX_KEY_CHARS = 40;
const MAX_KEYS = 60;
const APOSTROPHE = "'’‘‛ʼʻʹʽʾʿˀˁꞋꞌ`´′＇׳՚";
const APOSTROPHES = new RegExp(`[${APOSTROPHE}]`, "gu");
const IN_WORD = new RegExp(`[\\p{L}\\p{N}\\p{M}\\p{Cf}${APOSTROPHE}]`, "u");
/** Written without spaces: any character may be where a name is looked for. */
const UNSPACED = new RegExp(
  `[${[
    ...["Han", "Hiragana", "Katakana", "Hangul", "Bopomofo", "Yi", "Nushu", "Tangut"],
    ...["Thai", "Lao", "Khmer", "Myanmar", "Tai_Le", "New_Tai_Lue", "Tai_Tham", "Tai_Viet"],
    ...["Javanese", "Balinese", "Cham"],
  ]
    .map((script) => String.raw`\p{Script=${script}}`)
    .join("")}]`,
  "u",
);
/** Letters that Unicode does not take apart, though readers do. */
const LETTERS: Readonly<Record<string, string>> = {
  ...{ ı: "i", ł: "l", ƚ: "l", ɫ: "l", đ: "d", ɖ: "d", ð: "d", ø: "o", ħ: "h", ŧ: "t", ƶ: "z" },
  ...{ ƀ: "b", ǥ: "g", ɨ: "i", ɉ: "j", ŋ: "n", ĸ: "k", æ: "ae", œ: "oe", þ: "th", ß: "ss" },
  ...{ ƒ: "f", ɠ: "g", ƈ: "c", ƥ: "p", ƭ: "t", ʋ: "v", ɲ: "n", ƞ: "n", ɵ: "o", ŀ: "l" },
  ...{ ⱥ: "a", ȼ: "c", ɇ: "e", ɍ: "r", ⱦ: "t", ʉ: "u", ɏ: "y", ȿ: "s", ɀ: "z", ʒ: "z" },
  ...{ ґ: "г", ғ: "г", ҕ: "г", җ: "ж", ҙ: "з", қ: "к", ҝ: "к", ҟ: "к", ҡ: "к", ң: "н", ҥ: "н" },
  ...{ ө: "о", ҫ: "с", ҭ: "т", ү: "у", ұ: "у", ҳ: "х", ҷ: "ч", ҹ: "ч", ӏ: "" },
  ...{ ς: "σ", ə: "e", ǝ: "e", ɔ: "o", ɛ: "e", ƙ: "k", ɓ: "b", ɗ: "d", ƴ: "y" },
  ...{
    ך: "כ",
    ם: "מ",
    ן: "נ",
    ף: "פ",
    ץ: "צ",
    ى: "ي",
    ی: "ي",
    ک: "ك",
    ة: "ه",
    ٱ: "ا",
    ہ: "ه",
    ھ: "ه",
    ە: "ه",
    ے: "ي",
  },
};
const UNDIVIDED = new RegExp(`[${Object.keys(LETTERS).join("")}]`, "gu");

/** Without case, accents, width and apostrophes, as names are compared in a search. */
export function folded(text: string): string {
  return text
    .replace(APOSTROPHES, "")
    .normalize("NFKD")
    .toLowerCase()
    .normalize("NFKD")
    .replace(/[\p{M}\u0640\p{Cf}]/gu, "")
    .replace(UNDIVIDED, (letter) => LETTERS[letter] ?? letter)
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

/**
 * The name from each place on at which somebody may begin to look for it: each of its words, what
 * follows an apostrophe, and each character of scripts that have no spaces.
 */
export function nameKeys(name: string): string[] {
  const places = [name, name.replace(APOSTROPHES, " ")].flatMap((text) => starts(text));
  const keys = places.map((text) => folded(text).slice(0, MAX_KEY_CHARS));
  return [...new Set(keys)].filter((key) => key !== "").slice(0, MAX_KEYS);
}

/** Whether so little is enough to look for. */
export function isSearchable(query: string, minChars: number): boolean {
  const key = folded(query);
  return [...key].length >= minChars || UNSPACED.test(key.normalize("NFC"));
}

function starts(text: string): string[] {
  const characters = [...text.normalize("NFC")];
  return characters.flatMap((character, at) => {
    const before = characters[at - 1] ?? " ";
    const begins = UNSPACED.test(character) || !IN_WORD.test(before);
    return begins && /[\p{L}\p{N}]/u.test(character) ? [characters.slice(at).join("")] : [];
  });
}
