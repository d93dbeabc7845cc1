export interface Place {
  readonly left: number;
  readonly top: number;
}

/** Not seen, and yet able to take the focus: what is not visible cannot. */
export const NO_PLACE_YET = { opacity: 0 } as const;

const GAP_PX = 6;
const MARGIN_PX = 8;

/** Below what opened it, or above where there is more room, and never outside of the page. */
export function placeBeside(box: HTMLElement, anchor: HTMLElement): Place {
  const { width, height } = box.getBoundingClientRect();
  const at = anchor.getBoundingClientRect();
  const below = at.bottom + GAP_PX + height <= window.innerHeight;
  return {
    left: Math.max(MARGIN_PX, Math.min(at.right - width, window.innerWidth - width - MARGIN_PX)),
    top: below ? at.bottom + GAP_PX : Math.max(MARGIN_PX, at.top - height - GAP_PX),
  };
}
