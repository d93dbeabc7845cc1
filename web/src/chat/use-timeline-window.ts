import { measureElement, useVirtualizer, type VirtualItem } from "@tanstack/react-virtual";
import { useCallback, useEffect, useLayoutEffect, useRef, useState, type RefObject } from "react";
import { estimateHeight } from "./estimate-height.js";
import { arrival } from "./row-arrival.js";
import type { Row } from "./rows.js";

interface TimelineWindow {
  readonly scroller: RefObject<HTMLDivElement | null>;
  /** The rows that are drawn: those in view and a few around them. */
  readonly items: readonly VirtualItem[];
  readonly height: number;
  readonly measure: (element: HTMLElement | null) => void;
  readonly atBottom: boolean;
  /** Rows pass below a pointer that rests. */
  readonly scrolling: boolean;
  readonly isScrolling: () => boolean;
  /** The newest message that has come into view; 0 before there is any. */
  readonly seenSeq: number;
  readonly toBottom: () => void;
  /** Brings a row into the middle and marks it; false where it is not there. */
  readonly show: (index: number) => void;
  readonly focus: (index: number) => void;
}

interface WindowOptions {
  readonly rows: readonly Row[];
  /** The rows end before the newest message: what is appended is not to be run after. */
  readonly hasNewer: boolean;
  /** A row that stays drawn wherever one scrolls, so that the focus is not lost. */
  readonly kept: number;
  /** The row that somebody came for, -1 without one: it comes before what is unread and the end. */
  readonly wanted: number;
}

const NEAR_PX = 60;
/** So much of a message in view makes it read. */
const SEEN_PX = 40;
const CONTEXT_PX = 90;

/** A row that is being brought into view, wherever among the rows it comes to stand meanwhile. */
interface Destination {
  readonly key: string;
  readonly align: "start" | "center" | "auto";
}

/**
 * Draws what is in view of a long list. What is being read stays where it is, whatever is added or
 * measured above it; whoever is at the end stays there.
 */
export function useTimelineWindow(options: WindowOptions): TimelineWindow {
  const { rows, hasNewer, kept, wanted } = options;
  const scroller = useRef<HTMLDivElement>(null);
  const settled = useRef(false);
  const going = useRef<Destination | null>(null);
  const newest = useRef(rows);
  newest.current = rows;
  // Whoever is at the end stays there, whatever comes in, and wherever among the rows.
  const sticking = useRef(true);
  // A page that ends at the newest message is not an arrival.
  const live = useRef(!hasNewer);
  useEffect(() => {
    live.current = !hasNewer;
  }, [hasNewer]);

  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => estimateHeight(rows[index]),
    // What has just been drawn is measured when the browser has laid it out, still before it paints:
    // asking earlier would have it lay out everything twice.
    measureElement: (element, entry, instance) => {
      if (entry) return measureElement(element, entry, instance);
      const index = instance.indexFromElement(element);
      const known = instance.itemSizeCache.get(instance.options.getItemKey(index));
      return known ?? instance.options.estimateSize(index);
    },
    getItemKey: (index) => rows[index]?.key ?? index,
    overscan: 5,
    paddingStart: 20,
    paddingEnd: 10,
    scrollPaddingStart: CONTEXT_PX,
    scrollPaddingEnd: 20,
    anchorTo: "end",
    scrollEndThreshold: NEAR_PX,
    rangeExtractor: ({ startIndex, endIndex, overscan, count }) => {
      const from = Math.max(0, startIndex - overscan);
      const to = Math.min(count - 1, endIndex + overscan);
      const drawn = Array.from({ length: to - from + 1 }, (_, at) => from + at);
      if (kept < 0 || kept >= count || (kept >= from && kept <= to)) return drawn;
      return kept < from ? [kept, ...drawn] : [...drawn, kept];
    },
  });

  const bring = useCallback(
    async (index: number, align: Destination["align"]): Promise<HTMLElement | null> => {
      const row = newest.current[index];
      if (!row) return null;
      const destination = { key: row.key, align };
      going.current = destination;
      virtualizer.scrollToIndex(index, { align });
      const place = () => indexOf(newest.current, row.key);
      const slot = await arrival(scroller, place, align === "auto" ? 1 : 2);
      if (going.current === destination) going.current = null;
      return slot?.querySelector<HTMLElement>(".message-row, .system-line") ?? null;
    },
    [virtualizer],
  );
  // The virtualizer keeps the place only where it has been read back since it was asked to scroll.
  useLayoutEffect(() => {
    if (!going.current) return;
    const { key, align } = going.current;
    const index = indexOf(rows, key);
    if (index >= 0) virtualizer.scrollToIndex(index, { align });
  }, [rows, virtualizer]);
  useLayoutEffect(() => {
    if (settled.current || rows.length === 0) return;
    settled.current = true;
    const unread = rows.findIndex(({ kind }) => kind === "unread");
    sticking.current = unread < 0 && wanted < 0;
    if (wanted >= 0) void bring(wanted, "center");
    else if (unread >= 0) void bring(unread, "start");
    else virtualizer.scrollToEnd();
  }, [rows, wanted, bring, virtualizer]);

  const empty = rows.length === 0;
  useEffect(() => {
    const box = scroller.current;
    const look = (): void => {
      if (box) sticking.current = box.scrollHeight - box.scrollTop - box.clientHeight < NEAR_PX;
    };
    box?.addEventListener("scroll", look, { passive: true });
    return () => box?.removeEventListener("scroll", look);
  }, [empty]);
  useLayoutEffect(() => {
    if (settled.current && sticking.current && !hasNewer && live.current) virtualizer.scrollToEnd();
  }, [rows, hasNewer, virtualizer]);

  const toBottom = useCallback(() => {
    going.current = null;
    sticking.current = true;
    virtualizer.scrollToEnd();
  }, [virtualizer]);
  const focus = useCallback(
    (index: number) => {
      void bring(index, "auto").then((row) => row?.focus({ preventScroll: true }));
    },
    [bring],
  );
  const show = useCallback(
    (index: number) => {
      void bring(index, "center").then((row) => {
        if (!row) return;
        row.focus({ preventScroll: true });
        row.dataset["highlight"] = "true";
        setTimeout(() => delete row.dataset["highlight"], 1_600);
      });
    },
    [bring],
  );

  const isScrolling = useCallback(() => virtualizer.isScrolling, [virtualizer]);

  const items = virtualizer.getVirtualItems();
  const bottom = (virtualizer.scrollOffset ?? 0) + (virtualizer.scrollRect?.height ?? 0);
  const [seen, setSeen] = useState({ atBottom: true, seenSeq: 0 });
  const atBottom = rows.length === 0 || virtualizer.isAtEnd(NEAR_PX);
  const seenSeq = settled.current ? newestSeen(rows, items, atBottom ? Infinity : bottom) : 0;
  useEffect(() => {
    setSeen((before) =>
      before.atBottom === atBottom && before.seenSeq === seenSeq ? before : { atBottom, seenSeq },
    );
  }, [atBottom, seenSeq]);
  return {
    ...{ scroller, items, height: virtualizer.getTotalSize(), measure: virtualizer.measureElement },
    ...{ ...seen, scrolling: virtualizer.isScrolling, isScrolling, toBottom, show, focus },
  };
}

function newestSeen(rows: readonly Row[], items: readonly VirtualItem[], bottom: number): number {
  for (const { index, start, size } of [...items].reverse()) {
    const row = rows[index];
    if (row?.kind !== "message" && row?.kind !== "system") continue;
    const seen = start + Math.min(size, SEEN_PX) <= bottom;
    if (seen && row.message.seq < Number.MAX_SAFE_INTEGER) return row.message.seq;
  }
  return 0;
}

function indexOf(rows: readonly Row[], key: string): number {
  return rows.findIndex((row) => row.key === key);
}
