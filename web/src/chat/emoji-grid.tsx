export interface Choice {
  readonly emoji: string;
  readonly name: string;
}

interface EmojiGridProps {
  readonly label: string;
  readonly choices: readonly Choice[];
  readonly onPick: (emoji: string) => void;
}

const PER_LINE = 8;
const MOVES: Record<string, number> = {
  ArrowRight: 1,
  ArrowLeft: -1,
  ArrowDown: PER_LINE,
  ArrowUp: -PER_LINE,
};

export function EmojiGrid({ label, choices, onPick }: EmojiGridProps) {
  return (
    <div
      className="emoji-grid emoji"
      role="group"
      aria-label={label}
      onKeyDown={(event) => {
        const by = MOVES[event.key];
        if (by === undefined) return;
        event.preventDefault();
        const all = [...event.currentTarget.querySelectorAll("button")];
        const at = all.indexOf(document.activeElement as HTMLButtonElement);
        all[at + by]?.focus();
      }}
    >
      {choices.map(({ emoji, name }) => (
        <button
          key={emoji}
          type="button"
          aria-label={name}
          title={name}
          onClick={() => onPick(emoji)}
        >
          {emoji}
        </button>
      ))}
    </div>
  );
}
