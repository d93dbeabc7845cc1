import { useEffect, useState } from "react";
import { Popover } from "../ui/popover.js";
import { Loading } from "../ui/notice.js";
import { findEmoji, inTone, loadEmoji, SKIN_TONES, type EmojiGroup } from "./emoji-data.js";
import { readTone, recentEmoji, rememberEmoji, rememberTone } from "./emoji-habits.js";
import { EmojiGrid, type Choice } from "./emoji-grid.js";
import { messagesTexts } from "../texts/messages.js";

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
          aria-label={messagesTexts.searchEmoji}
          placeholder={messagesTexts.searchEmoji}
          value={query}
          onChange={(event) => setQuery(event.target.value)}
        />
        <select
          className="input emoji"
          aria-label={messagesTexts.skinTone}
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
        <div className="emoji-tabs emoji" role="tablist" aria-label={messagesTexts.groups}>
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
        {!groups && !failed && <Loading label={messagesTexts.loadingEmoji} />}
        {failed && <p className="centered muted">{messagesTexts.theEmojiCouldNotBeLoaded}</p>}
        {!query && group === 0 && recent.length > 0 && (
          <>
            <h3>{messagesTexts.recentlyUsed}</h3>
            <EmojiGrid
              label={messagesTexts.recentlyUsed}
              choices={recent.map((emoji) => ({ emoji, name: emoji }))}
              onPick={pick}
            />
            <h3>{groups?.[0]?.name}</h3>
          </>
        )}
        <EmojiGrid
          label={query ? messagesTexts.found : messagesTexts.emoji}
          choices={choices}
          onPick={pick}
        />
        {groups && query && choices.length === 0 && (
          <p className="centered muted">{messagesTexts.noEmojiIsCalled(query)}</p>
        )}
      </div>
    </Popover>
  );
}
