import { useEffect, useLayoutEffect, useRef, useState } from "react";
import { createPortal } from "react-dom";
import { Icon } from "./icon.js";
import { NO_PLACE_YET, placeBeside, type Place } from "./place-beside.js";

interface SelectListProps {
  readonly id: string;
  readonly label: string;
  readonly anchor: HTMLElement;
  readonly options: readonly (readonly [string, string])[];
  readonly chosen: number;
  readonly active: number;
  readonly onActive: (index: number) => void;
  readonly onChoose: (index: number) => void;
  readonly onClose: () => void;
}

/** What a Select opens. The focus is none of its own. */
export function SelectList(props: SelectListProps) {
  const { id, label, anchor, options, chosen, active, onActive, onChoose, onClose } = props;
  const list = useRef<HTMLUListElement>(null);
  const [place, setPlace] = useState<Place>();
  useLayoutEffect(() => {
    if (list.current) setPlace(placeBeside(list.current, anchor));
  }, [anchor]);
  useEffect(() => {
    list.current?.children[active]?.scrollIntoView({ block: "nearest" });
  }, [active]);
  useEffect(() => {
    // It would stay where the button was.
    const onScroll = (event: Event): void => {
      if (event.target !== list.current) onClose();
    };
    document.addEventListener("scroll", onScroll, true);
    window.addEventListener("resize", onClose);
    return () => {
      document.removeEventListener("scroll", onScroll, true);
      window.removeEventListener("resize", onClose);
    };
  }, [onClose]);
  return createPortal(
    <ul
      ref={list}
      id={`${id}-list`}
      role="listbox"
      aria-label={label}
      className="menu select-list"
      style={{ ...(place ?? NO_PLACE_YET), minWidth: anchor.offsetWidth }}
    >
      {options.map(([key, text], index) => (
        <li
          key={key}
          id={`${id}-${index}`}
          role="option"
          aria-selected={index === chosen}
          data-active={index === active}
          onPointerMove={() => onActive(index)}
          // The button keeps the focus.
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onChoose(index)}
        >
          <span className="grow">{text}</span>
          {index === chosen && <Icon name="check" size={18} />}
        </li>
      ))}
    </ul>,
    document.body,
  );
}
