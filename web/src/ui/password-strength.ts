import { uiTexts } from "../texts/ui.js";

export interface Strength {
  /** From 0 to 4. */
  readonly score: number;
  readonly text: string;
}

const MIN_CHARACTERS = 10;
const COMMON = /^(?:password|passwort|qwerty|azerty|letmein|welcome|admin|iloveyou|123456)/i;

/** A first word while it is being typed: the server has the last one. Null: nothing typed yet. */
export function strengthOf(password: string): Strength | null {
  const characters = [...password];
  if (characters.length === 0) return null;
  const missing = MIN_CHARACTERS - characters.length;
  if (missing > 0) {
    return { score: 1, text: uiTexts.moreCharacters(missing) };
  }
  if (COMMON.test(password))
    return { score: 1, text: uiTexts.beginsLikeOneThatEverybodyTriesFirst };
  if (new Set(characters).size < 6) return { score: 1, text: uiTexts.tooFewDifferentCharacters };
  const kinds = [/\p{Ll}/u, /\p{Lu}/u, /\p{N}/u, /[^\p{L}\p{N}]/u].filter((kind) =>
    kind.test(password),
  ).length;
  const score = Math.min(4, 1 + Math.floor(characters.length / 8) + (kinds > 2 ? 1 : 0));
  return { score, text: score >= 3 ? uiTexts.good : uiTexts.fairLongerIsBetter };
}
