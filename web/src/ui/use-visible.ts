import { useEffect, useRef, type RefCallback } from "react";

/** Calls back when the element comes into view, or nearly; watches anew after every render. */
export function useVisible(onVisible: () => void, active: boolean): RefCallback<HTMLElement> {
  const element = useRef<HTMLElement | null>(null);
  const latest = useRef(onVisible);
  latest.current = onVisible;
  useEffect(() => {
    if (!active || !element.current) return;
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) latest.current();
      },
      { rootMargin: "400px 0px" },
    );
    observer.observe(element.current);
    return () => observer.disconnect();
  });
  return (node) => {
    element.current = node;
  };
}
