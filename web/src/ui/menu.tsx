import { useEffect, useLayoutEffect, useRef, useState, type ReactNode } from "react";
import { createPortal } from "react-dom";
import { NO_PLACE_YET, placeBeside, type Place } from "./place-beside.js";
import { useKeptFocus } from "./use-kept-focus.js";

interface MenuProps {
  readonly label: string;
  /** The button that opened it: the menu stands beside it and gives the focus back to it. */
  readonly anchor: HTMLElement;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

const MOVES: Record<string, number> = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 };

export function Menu({ label, anchor, onClose, children }: MenuProps) {
  const ref = useRef<HTMLDivElement>(null);
  const [place, setPlace] = useState<Place>();
  useKeptFocus(ref);

  useLayoutEffect(() => {
    if (!ref.current) return;
    setPlace(placeBeside(ref.current, anchor));
    itemsOf(ref.current)[0]?.focus();
  }, [anchor]);

  useEffect(() => {
    const outside = (event: Event): void => {
      if (!ref.current?.contains(event.target as Node)) onClose();
    };
    document.addEventListener("pointerdown", outside);
    return () => document.removeEventListener("pointerdown", outside);
  }, [onClose]);

  const close = (): void => {
    onClose();
    anchor.focus();
  };
  return createPortal(
    <div
      ref={ref}
      role="menu"
      aria-label={label}
      className="menu"
      style={place ?? NO_PLACE_YET}
      onClick={close}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === "Escape" || event.key === "Tab") {
          event.preventDefault();
          close();
        }
        const move = MOVES[event.key];
        if (move === undefined) return;
        event.preventDefault();
        const items = itemsOf(ref.current);
        const index = items.indexOf(document.activeElement as HTMLElement);
        items[(index + move + items.length) % items.length]?.focus();
      }}
    >
      {children}
    </div>,
    document.body,
  );
}

function itemsOf(menu: HTMLElement | null): HTMLElement[] {
  return [...(menu?.querySelectorAll<HTMLElement>('[role^="menuitem"]') ?? [])];
}
