import { useEffect, useState } from "react";
import { Popover } from "../ui/popover.js";
import { Loading } from "../ui/notice.js";
import { findEmoji, inTone, loadEmoji, SKIN_TONES, type EmojiGroup } from "./emoji-data.js";
import { readTone, recentEmoji, rememberEmoji, rememberTone } from "./emoji-habits.js";
import { EmojiGrid, type Choice } from "./emoji-grid.js";

interface EmojiPickerProps {
  readonly label: string;
  readonly anchor: HTMLElement;
  readonly onPick: (emoji: string) => void;
  readonly onClose: () => void;
  /** Where the focus goes: to the opener unless told otherwise. */
  readonly returnFocusTo?: HTMLElement | null;
}

export function EmojiPicker({ label, anchor, onPick, onClose, returnFocusTo }: EmojiPickerProps) {
  const [groups, setGroups] = useState<readonly EmojiGroup[]>();
  const [failed, setFailed] = useState(false);
  const [query, setQuery] = useState("");
  const [group, setGroup] = useState(0);
  const [tone, setTone] = useState(readTone);
  const [recent] = useState(recentEmoji);
  useEffect(() => {
    loadEmoji().then(setGroups, () => setFailed(true));
  }, []);
  const choices: readonly Choice[] = (
    query.trim() && groups ? findEmoji(groups, query) : (groups?.[group]?.emoji ?? [])
  ).map((one) => ({ emoji: inTone(one, tone), name: one.label }));
  const pick = (emoji: string): void => {
    rememberEmoji(emoji);
    onPick(emoji);
    onClose();
  };
  return (
    <Popover label={label} anchor={anchor} onClose={onClose} returnFocusTo={returnFocusTo ?? null}>
      <div className="emoji-head">
        <input
          className="input"
          type="search"
          aria-label="Search emoji"
          placeholder="Search emoji"
          value={query}
          onChange={(event) => setQuery(event.target.value)}
        />
        <select
          className="input emoji"
          aria-label="Skin tone"
          value={tone}
          onChange={(event) => {
            setTone(Number(event.target.value));
            rememberTone(Number(event.target.value));
          }}
        >
          {SKIN_TONES.map((hand, i) => (
            <option key={hand} value={i}>
              {hand}
            </option>
          ))}
        </select>
      </div>
      {!query && (
        <div className="emoji-tabs emoji" role="tablist" aria-label="Groups">
          {groups?.map(({ name, icon }, i) => (
            <button
              key={name}
              type="button"
              role="tab"
              title={name}
              aria-label={name}
              aria-selected={i === group}
              onClick={() => setGroup(i)}
            >
              {icon}
            </button>
          ))}
        </div>
      )}
      <div className="emoji-scroll">
        {!groups && !failed && <Loading label="Loading emoji" />}
        {failed && <p className="centered muted">The emoji could not be loaded.</p>}
        {!query && group === 0 && recent.length > 0 && (
          <>
            <h3>Recently used</h3>
            <EmojiGrid
              label="Recently used"
              choices={recent.map((emoji) => ({ emoji, name: emoji }))}
              onPick={pick}
            />
            <h3>{groups?.[0]?.name}</h3>
          </>
        )}
        <EmojiGrid label={query ? "Found" : "Emoji"} choices={choices} onPick={pick} />
        {groups && query && choices.length === 0 && (
          <p className="centered muted">No emoji is called “{query}”.</p>
        )}
      </div>
    </Popover>
  );
}
