import { messagesTexts } from "../texts/messages.js";
/** As emojibase has it. */
interface CompactEmoji {
  readonly unicode: string;
  readonly label: string;
  readonly tags?: readonly string[];
  readonly group?: number;
  readonly order?: number;
  readonly skins?: readonly { readonly unicode: string }[];
}

export interface EmojiGroup {
  readonly name: string;
  readonly icon: string;
  readonly emoji: readonly CompactEmoji[];
}

const GROUPS: readonly (readonly [group: number, name: string, icon: string])[] = [
  [0, messagesTexts.emojiGroups.smileys, "😀"],
  [1, messagesTexts.emojiGroups.people, "👋"],
  [3, messagesTexts.emojiGroups.nature, "🌿"],
  [4, messagesTexts.emojiGroups.food, "🍎"],
  [5, messagesTexts.emojiGroups.travel, "✈️"],
  [6, messagesTexts.emojiGroups.activities, "⚽"],
  [7, messagesTexts.emojiGroups.objects, "💡"],
  [8, messagesTexts.emojiGroups.symbols, "❤️"],
  [9, messagesTexts.emojiGroups.flags, "🏁"],
];

let loaded: Promise<readonly EmojiGroup[]> | null = null;

/** Large, and wanted by those who open the picker only: loaded then. */
export function loadEmoji(): Promise<readonly EmojiGroup[]> {
  loaded ??= import("emojibase-data/en/compact.json").then(
    ({ default: all }) =>
      GROUPS.map(([group, name, icon]) => ({
        name,
        icon,
        emoji: (all as unknown as CompactEmoji[])
          .filter((one) => one.group === group)
          .sort((a, b) => (a.order ?? 0) - (b.order ?? 0)),
      })),
    (error: unknown) => {
      loaded = null;
      throw error;
    },
  );
  return loaded;
}

/** Those that have every word of it in their name or among their keywords. */
export function findEmoji(groups: readonly EmojiGroup[], query: string): readonly CompactEmoji[] {
  const words = query.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  const matches = ({ label, tags = [], unicode }: CompactEmoji): boolean =>
    unicode === query.trim() ||
    words.every((word) =>
      [...label.toLocaleLowerCase().split(/[\s-]+/), ...tags].some((name) => name.startsWith(word)),
    );
  return groups.flatMap(({ emoji }) => emoji.filter(matches)).slice(0, 120);
}

export const SKIN_TONES = ["✋", "✋🏻", "✋🏼", "✋🏽", "✋🏾", "✋🏿"] as const;

/** 0: as it is; 1 to 5 from light to dark, where there is such a variant. */
export function inTone({ unicode, skins }: CompactEmoji, tone: number): string {
  return (tone > 0 && skins?.[tone - 1]?.unicode) || unicode;
}
