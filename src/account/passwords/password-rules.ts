import { AppError, badInput, ErrorCode } from "../../platform/core/errors.js";

const MIN_CHARS = 10;
const MAX_CHARS = 128;
const MIN_STRENGTH = 3;

/** 0 (guessed at once) to 4; `known` are words that belong to the person. */
export type PasswordStrength = (password: string, known: readonly string[]) => Promise<number>;

/** Whether it is known from a breach elsewhere, where such are looked up. */
export type IsBreached = (password: string) => Promise<boolean>;

/** What a new password must be. */
export class PasswordRules {
  constructor(
    private readonly strength: PasswordStrength,
    private readonly isBreached: IsBreached,
  ) {}

  /** Throws BAD_USER_INPUT or WEAK_PASSWORD. `field` names the input for the client. */
  async check(password: string, field: string, known: readonly string[]): Promise<void> {
    this.checkForm(password, field);
    await this.checkStrength(password, field, known);
  }

  /** What is seen at once, of a password that may never be set. */
  checkForm(password: string, field: string): void {
    if (!password.isWellFormed()) throw badInput(field, "The password is not valid Unicode.");
    const chars = [...password.normalize("NFKC")].length;
    if (password.length > 4 * MAX_CHARS || chars > MAX_CHARS)
      throw badInput(field, `A password has at most ${MAX_CHARS} characters.`, {
        limit: MAX_CHARS,
      });
    if (chars < MIN_CHARS)
      throw weak(`A password has at least ${MIN_CHARS} characters.`, field, MIN_CHARS);
  }

  /** Takes some milliseconds of a core, and may ask elsewhere: for whoever has shown that it may be set. */
  async checkStrength(password: string, field: string, known: readonly string[]): Promise<void> {
    const normal = password.normalize("NFKC");
    const words = ["confab", ...known.flatMap(wordsOf)];
    if (isMadeOf(words, folded(normal)) || (await this.strength(normal, words)) < MIN_STRENGTH)
      throw weak("That password is easy to guess: choose a longer or a less usual one.", field);
    // As it was typed: so it stands in collections.
    if (await this.isBreached(password))
      throw weak("That password is known from a breach elsewhere: choose another one.", field);
  }
}

/** The whole and its parts, so that neither "Ann Lee" nor "lee" makes a password stronger. */
function wordsOf(known: string): string[] {
  const whole = folded(known);
  return [whole, ...whole.split(/[^\p{L}\p{N}]+/u).filter((part) => part.length > 2)];
}

/** Whether hardly a letter is left of it without the words. */
function isMadeOf(words: readonly string[], password: string): boolean {
  const longestFirst = [...words].sort((a, b) => b.length - a.length);
  const rest = longestFirst.reduce((left, word) => left.replaceAll(word, ""), password);
  return rest !== password && rest.replace(/[^\p{L}]/gu, "").length < 4;
}

function folded(text: string): string {
  return text.normalize("NFKC").toLowerCase();
}

function weak(message: string, field: string, limit?: number): AppError {
  const details = { field, ...(limit !== undefined && { limit }) };
  return new AppError(ErrorCode.WEAK_PASSWORD, message, details);
}
