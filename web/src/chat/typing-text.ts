import type { Typist } from "../state/awareness.js";
import { firstName } from "./describe.js";

export function typingText(typists: readonly Typist[], withNames: boolean): string {
  if (!withNames) return "typing…";
  const [first, second] = typists.map(({ name }) => firstName(name));
  if (typists.length === 1) return `${first ?? ""} is typing…`;
  if (typists.length === 2) return `${first ?? ""} and ${second ?? ""} are typing…`;
  return `${typists.length} people are typing…`;
}
