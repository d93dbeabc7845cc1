import type { Typist } from "../state/awareness.js";
import { firstName } from "./describe.js";
import { messagesTexts } from "../texts/messages.js";

export function typingText(typists: readonly Typist[], withNames: boolean): string {
  if (!withNames) return messagesTexts.typing;
  const [first, second] = typists.map(({ name }) => firstName(name));
  if (typists.length === 1) return messagesTexts.isTyping(first ?? "");
  if (typists.length === 2) return messagesTexts.andAreTyping(first ?? "", second ?? "");
  return messagesTexts.peopleAreTyping(typists.length);
}
