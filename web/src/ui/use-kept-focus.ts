import { useEffect, type RefObject } from "react";

const FOCUSABLE = "button:not(:disabled), [href], input:not(:disabled), [tabindex]";

/**
 * Whoever stands on a button that goes away, as "Mark as read" does when another device has read
 * it, would stand nowhere, and no key would reach what is open: the focus moves to what is left.
 */
export function useKeptFocus(ref: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const panel = ref.current;
    if (!panel) return;
    let isInside = panel.contains(document.activeElement);
    const noteFocus = (event: FocusEvent): void => {
      isInside = panel.contains(event.target as Node);
    };
    const observer = new MutationObserver(() => {
      const { activeElement } = document;
      const isNowhere = activeElement === null || activeElement === document.body;
      if (isInside && isNowhere) (panel.querySelector<HTMLElement>(FOCUSABLE) ?? panel).focus();
    });
    document.addEventListener("focusin", noteFocus);
    observer.observe(panel, { childList: true, subtree: true });
    return () => {
      observer.disconnect();
      document.removeEventListener("focusin", noteFocus);
    };
  }, [ref]);
}
