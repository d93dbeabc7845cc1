import { useEffect, useMemo } from "react";
import { useLimits } from "../app/server-info.js";
import { SetTypingDocument } from "../gql/graphql.js";
import { useChat } from "../state/chat-context.js";

interface TypingSignal {
  readonly touch: () => void;
  readonly stop: () => void;
}

/** Tells the others, and again before the server forgets it; not once per key. */
export function useTypingSignal(conversationId: string): TypingSignal {
  const { confab } = useChat();
  const ttlMs = useLimits()?.typingTtlMs ?? 6_000;
  const signal = useMemo(() => {
    let toldAt = 0;
    let idle: ReturnType<typeof setTimeout> | undefined;
    const tell = (active: boolean): void => {
      toldAt = active ? Date.now() : 0;
      // News that is worth nothing in a moment is not worth an error either.
      void confab.request(SetTypingDocument, { conversationId, active }).catch(() => undefined);
    };
    const stop = (): void => {
      clearTimeout(idle);
      if (toldAt > 0) tell(false);
    };
    const touch = (): void => {
      clearTimeout(idle);
      idle = setTimeout(stop, ttlMs);
      if (Date.now() - toldAt > ttlMs / 2) tell(true);
    };
    return { touch, stop };
  }, [confab, conversationId, ttlMs]);
  useEffect(() => signal.stop, [signal]);
  return signal;
}
