import { uiTexts } from "../texts/ui.js";
/** Beside the name of a program that writes. */
export function BotMark({ kind }: { readonly kind: "PERSON" | "BOT" | undefined }) {
  return kind === "BOT" ? <span className="bot-mark">{uiTexts.bot}</span> : null;
}
