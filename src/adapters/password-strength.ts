import { ZxcvbnFactory } from "@zxcvbn-ts/core";
import { adjacencyGraphs, dictionary } from "@zxcvbn-ts/language-common";

/** The estimate takes longer than linear time; what is strong so far does not get weaker. */
const JUDGED_CHARS = 40;

let zxcvbn: ZxcvbnFactory | null = null;

/** 0 (guessed at once) to 4; `known` are words that belong to the person. */
export function passwordStrength(password: string, known: readonly string[]): number {
  zxcvbn ??= new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs });
  return zxcvbn.check(password.slice(0, JUDGED_CHARS), [...known]).score;
}
