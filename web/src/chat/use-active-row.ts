import { useCallback, useEffect, type MouseEvent } from "react";

interface ActiveRowOptions {
  readonly activate: (key: string | null) => void;
  readonly scroller: { readonly current: HTMLElement | null };
  readonly scrolling: boolean;
  /** As it is at this moment, which may not be drawn yet. */
  readonly isScrolling: () => boolean;
}

interface ActiveRowHandlers {
  readonly onMouseOver: (event: MouseEvent) => void;
  readonly onMouseMove: (event: MouseEvent) => void;
}

/**
 * Which message the pointer is on. Those that are scrolled past below a pointer that rests are not meant:
 * each would draw its actions for a frame.
 */
export function useActiveRow(options: ActiveRowOptions): ActiveRowHandlers {
  const { activate, scroller, scrolling, isScrolling } = options;
  useEffect(() => {
    if (scrolling) return;
    const key = keyOf(scroller.current?.querySelector(".message-row:hover") ?? null);
    if (key !== null) activate(key);
  }, [scrolling, scroller, activate]);
  const point = useCallback(
    (event: MouseEvent, meant: boolean): void => {
      const key = event.target instanceof Element ? keyOf(event.target) : null;
      if (meant && key !== null) activate(key);
    },
    [activate],
  );
  return {
    onMouseOver: (event) => point(event, !isScrolling()),
    // The browser tells of moves below a pointer that rests as well: these have no length.
    onMouseMove: (event) => point(event, event.movementX !== 0 || event.movementY !== 0),
  };
}

function keyOf(element: Element | null): string | null {
  return element?.closest<HTMLElement>(".message-row")?.dataset["key"] ?? null;
}
