import { useId, useRef, useState, type KeyboardEvent } from "react";
import { Icon } from "./icon.js";
import { SelectList } from "./select-list.js";

interface SelectProps<T extends string> {
  readonly label: string;
  readonly hint?: string;
  readonly value: T;
  readonly options: readonly (readonly [T, string])[];
  readonly onChange: (value: T) => void;
}

/** How long letters belong to one word. */
const WORD_MS = 700;

/** A list to choose one from, after the pattern of a combobox without a text field: the focus stays on the button. */
export function Select<T extends string>({
  label,
  hint,
  value,
  options,
  onChange,
}: SelectProps<T>) {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const typed = useRef({ text: "", at: 0 });
  const chosen = options.findIndex(([key]) => key === value);
  const [active, setActive] = useState<number | null>(null);
  const choose = (index: number | null): void => {
    setActive(null);
    const option = index === null ? undefined : options[index];
    if (option && option[0] !== value) onChange(option[0]);
  };
  const find = (letter: string): void => {
    const { text, at } = typed.current;
    const word = (Date.now() - at < WORD_MS ? text : "") + letter.toLocaleLowerCase();
    typed.current = { text: word, at: Date.now() };
    const index = options.findIndex(([, shown]) => shown.toLocaleLowerCase().startsWith(word));
    if (index >= 0) setActive(index);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const { key } = event;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const isOpen = active !== null;
    const last = options.length - 1;
    const to: Readonly<Record<string, number>> = {
      ArrowDown: isOpen ? Math.min(last, active + 1) : chosen,
      ArrowUp: isOpen ? Math.max(0, active - 1) : chosen,
      Home: 0,
      End: last,
    };
    const target = to[key];
    const isChoice = key === "Enter" || key === " ";
    if (key === "Tab") return choose(active);
    if (key === "Escape" && !isOpen) return;
    if (target === undefined && !isChoice && key !== "Escape" && key.length !== 1) return;
    event.preventDefault();
    // What is open around it stays so.
    event.stopPropagation();
    if (target !== undefined) setActive(Math.max(0, target));
    else if (key === "Escape") setActive(null);
    else if (!isChoice) find(key);
    else if (isOpen) choose(active);
    else setActive(Math.max(0, chosen));
  };
  return (
    <div className="field select-field">
      <div className="select-words">
        <span id={`${id}-label`} className="field-label">
          {label}
        </span>
        {hint && (
          <span id={`${id}-hint`} className="field-hint">
            {hint}
          </span>
        )}
      </div>
      <button
        ref={button}
        type="button"
        role="combobox"
        className="input select"
        aria-haspopup="listbox"
        aria-expanded={active !== null}
        aria-controls={active === null ? undefined : `${id}-list`}
        aria-activedescendant={active === null ? undefined : `${id}-${active}`}
        aria-labelledby={`${id}-label`}
        aria-describedby={hint ? `${id}-hint` : undefined}
        onClick={() => setActive(active === null ? Math.max(0, chosen) : null)}
        onKeyDown={onKeyDown}
        onBlur={() => setActive(null)}
      >
        <span className="grow truncate">{options[chosen]?.[1]}</span>
        <Icon name="down" size={18} />
      </button>
      {active !== null && button.current && (
        <SelectList
          id={id}
          label={label}
          anchor={button.current}
          options={options}
          chosen={chosen}
          active={active}
          onActive={setActive}
          onChoose={choose}
          onClose={() => setActive(null)}
        />
      )}
    </div>
  );
}
