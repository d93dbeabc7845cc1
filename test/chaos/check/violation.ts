/** The invariants of a chat, by the names that the design gives them. */
const INVARIANTS = {
  "I-1": "every acknowledged message is in every history exactly once",
  "I-2": "no message in a history was never sent, and its body is what was sent",
  "I-3": "what nobody heard the fate of is in the history at most once; what was refused is not",
  "I-4": "positions are 1, 2, 3, … without a hole",
  "I-5": "everybody sees the same message at the same position",
  "I-6": "what was acknowledged before another was sent stands before it",
  "I-7": "a subscriber is given what follows its position: no hole, no repeat, in order",
  "I-8": "after the last fault everybody has everything within seconds",
  "I-9": "what was acknowledged is seen on every node at once",
  "I-10": "nobody is given, or adds, a message outside of their membership",
  "I-11": "the same clientMessageId has the same id and position in every answer",
  "I-12": "in the database every position and every revision is given once, and none is left out",
  "I-13": "what was deleted says nothing any more, in no history and in no later event",
  "I-14": "no process ends by itself, and no fault is unexpected",
  "I-17": "every acknowledged change is kept, at the revision of its answer",
} as const;
export type Invariant = keyof typeof INVARIANTS;

export interface Violation {
  readonly invariant: Invariant;
  readonly text: string;
}

export type Report = (invariant: Invariant, text: string) => void;

/** Readable also where one cause has a thousand effects. */
export function describe(violations: readonly Violation[], most = 5): string {
  return Object.entries(INVARIANTS)
    .map(([invariant, meaning]) => {
      const found = violations.filter((one) => one.invariant === invariant);
      const texts = found.slice(0, most).map(({ text }) => `\n    ${text}`);
      return found.length === 0
        ? ""
        : `${invariant} (${meaning}): ${found.length} times${texts.join("")}\n`;
    })
    .join("");
}
