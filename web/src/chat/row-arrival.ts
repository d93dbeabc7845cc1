import type { RefObject } from "react";

/** Of waiting for it. */
const MAX_FRAMES = 60;

/** The slot of a row, once it is in view and stays there. Null: it does not come. */
export async function arrival(
  scroller: RefObject<HTMLElement | null>,
  index: () => number,
  /** For so many frames it has to be there. */
  frames: number,
): Promise<HTMLElement | null> {
  let seen = 0;
  for (let frame = 0; frame < MAX_FRAMES; frame += 1) {
    await new Promise(requestAnimationFrame);
    const box = scroller.current;
    const slot = box?.querySelector<HTMLElement>(`[data-index="${index()}"]`);
    seen =
      box && slot && meets(slot.getBoundingClientRect(), box.getBoundingClientRect())
        ? seen + 1
        : 0;
    if (slot && seen >= frames) return slot;
  }
  return null;
}

function meets(one: DOMRect, other: DOMRect): boolean {
  return one.bottom > other.top && one.top < other.bottom;
}
