import type { Reaction } from "../log/message.model.js";

const PRESENTATION = /[\ufe0e\ufe0f]/gu;
/** Drawn as text unless the selector follows; a skin tone takes its place. */
const TEXT_BY_DEFAULT = /(?=\p{Emoji})\P{Emoji_Presentation}(?!\p{Emoji_Modifier})/gu;
/** As Unicode recommends them, and pictographs that are no emoji of their own. */
const EMOJI = new RegExp(String.raw`^(?:\p{RGI_Emoji}|\p{Extended_Pictographic}\ufe0f?)$`, "v");

/**
 * The one form of all that is drawn the same: fully qualified, as Unicode has it, whatever selectors
 * a keyboard left out or added. Null for what is not exactly one emoji.
 */
export function qualified(emoji: string): string | null {
  const bare = emoji.replace(PRESENTATION, "");
  const full = bare.replace(TEXT_BY_DEFAULT, (part) => `${part}\ufe0f`);
  return [full, bare].find((form) => EMOJI.test(form)) ?? null;
}

/** One group for each emoji: those that were stored before may have several of the same. */
export function grouped(reactions: readonly Reaction[]): readonly Reaction[] {
  const groups = new Map<string, Reaction>();
  for (const { emoji: stored, userIds } of reactions) {
    const emoji = qualified(stored) ?? stored;
    const known = groups.get(emoji)?.userIds ?? [];
    const others = userIds.filter((id) => !known.some((one) => one.equals(id)));
    groups.set(emoji, { emoji, userIds: [...known, ...others] });
  }
  return [...groups.values()];
}
