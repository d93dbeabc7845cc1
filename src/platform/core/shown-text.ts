/** Characters of this kind draw nothing, whatever category they have. */
const BLANK = String.raw`\u{16fe4}\p{Default_Ignorable_Code_Point}\p{Cf}\p{Cc}\u2800\u{1d159}`;
const VISIBLE = new RegExp(String.raw`[^\s${BLANK}]`, "u");

/** Scripts in which a joiner, or its opposite, decides how a word is written. */
const JOINING = [
  ...["Arabic", "Syriac", "Mandaic", "Nko", "Mongolian", "Adlam", "Devanagari", "Bengali"],
  ...["Gurmukhi", "Gujarati", "Oriya", "Tamil", "Telugu", "Kannada", "Malayalam", "Sinhala"],
  ...["Myanmar", "Khmer", "Tibetan", "Balinese", "Javanese", "Meetei_Mayek", "Chakma"],
  ...["Phags_Pa", "Hanifi_Rohingya", "Sogdian", "Manichaean", "Psalter_Pahlavi", "Old_Uyghur"],
  ...["Kaithi", "Newa", "Sharada", "Grantha", "Tirhuta", "Siddham", "Modi", "Takri", "Dogra"],
  ...["Khojki", "Khudawadi", "Nandinagari", "Brahmi", "Kharoshthi", "Syloti_Nagri", "Saurashtra"],
  ...["Limbu", "Lepcha", "Sundanese", "Batak", "Cham", "Tai_Tham", "Gunjala_Gondi"],
  ...["Masaram_Gondi", "Bhaiksuki", "Soyombo", "Zanabazar_Square", "Ahom"],
].map((script) => String.raw`\p{Script_Extensions=${script}}`);
const JOINER_OF_SCRIPT = `(?<=[${JOINING.join("")}])[\u200c\u200d]`;
/** The vowel separator, which shapes the letters on both sides of it. */
const MONGOLIAN_SEPARATOR = String.raw`(?<=\p{Script=Mongolian})\u180e`;
const EMOJI_PART = String.raw`\p{Extended_Pictographic}[\ufe0f\p{Emoji_Modifier}]?`;
const EMOJI_JOINER = String.raw`(?<=${EMOJI_PART})\u200d(?=\p{Extended_Pictographic})`;
const FLAG_TAGS = String.raw`(?<=\u{1f3f4})[\u{e0020}-\u{e007e}]{1,6}\u{e007f}`;
const SELECTOR = String.raw`[\ufe00-\ufe0f\u180b-\u180d\u180f]`;
/** Signs that stand before a number and enclose it. */
const ENCLOSING = String.raw`[\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\u{110bd}\u{110cd}]`;
const KEPT = [
  JOINER_OF_SCRIPT,
  MONGOLIAN_SEPARATOR,
  EMOJI_JOINER,
  FLAG_TAGS,
  SELECTOR,
  ENCLOSING,
].join("|");
const KEPT_OR_BLANK = new RegExp(`(${KEPT})|[${BLANK}\\p{Co}\\p{Zl}\\p{Zp}]`, "gu");
const ACCENT = String.raw`[[\p{M}&&\p{Script=Inherited}]--\ufe0f]`;
const PILED_ACCENTS = new RegExp(`(${ACCENT}{3})${ACCENT}+`, "gv");
const REPEATED_MARKS = /(\p{M})\1{2,}/gu;

/** Whether anything of it is seen: a text that draws nothing is as good as none. */
export function isVisible(text: string): boolean {
  return VISIBLE.test(text);
}

/**
 * A line as its writer meant it (NFC, no compatibility forms), without what cannot be seen and what
 * turns its direction. Joiners stay where their script or an emoji needs them. Accents that pile up
 * on one letter are cut, so that it cannot overflow its line; marks of a script of their own are not.
 */
export function shownLine(text: string): string {
  return text
    .normalize("NFC")
    .replace(KEPT_OR_BLANK, (_, kept: string | undefined) => kept ?? "")
    .replace(PILED_ACCENTS, "$1")
    .replace(REPEATED_MARKS, "$1$1");
}
