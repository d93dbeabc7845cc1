/** Beside the name of a program that writes. */
export function BotMark({ kind }: { readonly kind: "PERSON" | "BOT" | undefined }) {
  return kind === "BOT" ? <span className="bot-mark">bot</span> : null;
}
