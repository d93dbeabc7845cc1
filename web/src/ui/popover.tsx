import { useEffect, useLayoutEffect, useRef, useState, type ReactNode } from "react";
import { createPortal } from "react-dom";
import { NO_PLACE_YET, placeBeside, type Place } from "./place-beside.js";
import { useKeptFocus } from "./use-kept-focus.js";

interface PopoverProps {
  readonly label: string;
  /** The button that opened it. */
  readonly anchor: HTMLElement;
  readonly onClose: () => void;
  readonly returnFocusTo?: HTMLElement | null;
  readonly children: ReactNode;
}

/** A small panel beside the button that opened it. The focus goes back when it closes, unless it is elsewhere by then. */
export function Popover({ label, anchor, onClose, returnFocusTo, children }: PopoverProps) {
  const ref = useRef<HTMLDivElement>(null);
  const [place, setPlace] = useState<Place>();
  useKeptFocus(ref);
  useLayoutEffect(() => {
    if (!ref.current) return;
    setPlace(placeBeside(ref.current, anchor));
    ref.current.querySelector("input")?.focus();
  }, [anchor]);
  useLayoutEffect(() => {
    const panel = ref.current;
    return () => {
      if (panel?.contains(document.activeElement)) (returnFocusTo ?? anchor).focus();
    };
  }, [anchor, returnFocusTo]);
  useEffect(() => {
    const outside = (event: Event): void => {
      if (!ref.current?.contains(event.target as Node)) onClose();
    };
    document.addEventListener("pointerdown", outside);
    return () => document.removeEventListener("pointerdown", outside);
  }, [onClose]);
  return createPortal(
    <div
      ref={ref}
      role="dialog"
      aria-label={label}
      className="menu popover"
      style={place ?? NO_PLACE_YET}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key !== "Escape") return;
        event.preventDefault();
        onClose();
      }}
    >
      {children}
    </div>,
    document.body,
  );
}
