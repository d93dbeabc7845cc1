import { useEffect, useLayoutEffect, useRef, useState, type ReactNode } from "react";
import { createPortal } from "react-dom";
import { placeBeside, type Place } from "./place-beside.js";

interface PopoverProps {
  readonly label: string;
  /** The button that opened it. */
  readonly anchor: HTMLElement;
  readonly onClose: () => void;
  readonly returnFocusTo?: HTMLElement | null;
  readonly children: ReactNode;
}

/** A small panel beside the button that opened it. Escape closes it and gives the focus back. */
export function Popover({ label, anchor, onClose, returnFocusTo, children }: PopoverProps) {
  const ref = useRef<HTMLDivElement>(null);
  const [place, setPlace] = useState<Place>();
  useLayoutEffect(() => {
    if (ref.current) setPlace(placeBeside(ref.current, anchor));
  }, [anchor]);
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
      style={place ?? { visibility: "hidden" }}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key !== "Escape") return;
        event.preventDefault();
        onClose();
        (returnFocusTo ?? anchor).focus();
      }}
    >
      {children}
    </div>,
    document.body,
  );
}
