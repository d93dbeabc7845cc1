import { useCallback, useEffect, useLayoutEffect, useRef, useState, type RefObject } from "react";

interface ScrollAnchor {
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly content: RefObject<HTMLDivElement | null>;
  readonly atBottom: boolean;
  readonly toBottom: () => void;
  readonly show: (messageId: string) => void;
}

const NEAR_PX = 60;

/**
 * Keeps what is being read where it is, whatever is added above or below it, and stays at the end
 * for those who are at the end.
 */
export function useScrollAnchor(rows: readonly unknown[], hasNewer: boolean): ScrollAnchor {
  const scroller = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const sticking = useRef(true);
  const anchor = useRef<{ key: string; top: number } | null>(null);
  const settled = useRef(false);
  const [atBottom, setAtBottom] = useState(true);

  const toBottom = useCallback(() => {
    const box = scroller.current;
    if (box) box.scrollTop = box.scrollHeight;
    sticking.current = true;
    setAtBottom(true);
  }, []);

  const remember = useCallback(() => {
    const box = scroller.current;
    if (!box) return;
    const near = box.scrollHeight - box.scrollTop - box.clientHeight < NEAR_PX;
    sticking.current = near && !hasNewer;
    setAtBottom(near);
    anchor.current = firstVisible(box);
  }, [hasNewer]);

  useEffect(() => {
    const box = scroller.current;
    box?.addEventListener("scroll", remember, { passive: true });
    return () => box?.removeEventListener("scroll", remember);
  }, [remember]);

  useLayoutEffect(() => {
    const box = scroller.current;
    if (!box || rows.length === 0) return;
    const line = box.querySelector<HTMLElement>(".unread-line");
    if (!settled.current) {
      // The first time: to what is new, or to the end.
      settled.current = true;
      box.scrollTop = line ? line.offsetTop - box.clientHeight / 4 : box.scrollHeight;
    } else if (sticking.current) {
      box.scrollTop = box.scrollHeight;
    } else if (anchor.current) {
      const element = byKey(box, anchor.current.key);
      if (element) box.scrollTop += topIn(box, element) - anchor.current.top;
    }
    remember();
  }, [rows, remember]);

  useEffect(() => {
    const box = scroller.current;
    if (!box || !content.current) return;
    // Pictures that arrive, a keyboard that opens.
    const observer = new ResizeObserver(() => {
      if (sticking.current) box.scrollTop = box.scrollHeight;
    });
    observer.observe(content.current);
    observer.observe(box);
    return () => observer.disconnect();
  }, []);

  const show = useCallback((messageId: string) => {
    const element = scroller.current?.querySelector<HTMLElement>(
      `[data-message-id="${CSS.escape(messageId)}"]`,
    );
    if (!element) return;
    sticking.current = false;
    element.scrollIntoView({ block: "center" });
    element.focus({ preventScroll: true });
    element.dataset["highlight"] = "true";
    setTimeout(() => delete element.dataset["highlight"], 1_600);
  }, []);

  return { scroller, content, atBottom, toBottom, show };
}

function firstVisible(box: HTMLElement): { key: string; top: number } | null {
  for (const element of box.querySelectorAll<HTMLElement>("[data-key]")) {
    const top = topIn(box, element);
    if (top + element.offsetHeight > 0) return { key: element.dataset["key"] ?? "", top };
  }
  return null;
}

function byKey(box: HTMLElement, key: string): HTMLElement | null {
  return box.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`);
}

function topIn(box: HTMLElement, element: HTMLElement): number {
  return element.getBoundingClientRect().top - box.getBoundingClientRect().top;
}
