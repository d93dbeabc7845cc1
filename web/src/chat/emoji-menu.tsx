import { Menu } from "../ui/menu.js";
import { EMOJI } from "./emoji.js";

interface EmojiMenuProps {
  readonly label: string;
  readonly anchor: HTMLElement;
  readonly onPick: (emoji: string) => void;
  readonly onClose: () => void;
}

export function EmojiMenu({ label, anchor, onPick, onClose }: EmojiMenuProps) {
  return (
    <Menu label={label} anchor={anchor} onClose={onClose}>
      <div className="menu-emoji emoji" role="none">
        {EMOJI.map(([emoji, name]) => (
          <button
            key={emoji}
            type="button"
            role="menuitem"
            tabIndex={-1}
            aria-label={name}
            title={name}
            onClick={() => onPick(emoji)}
          >
            {emoji}
          </button>
        ))}
      </div>
    </Menu>
  );
}
