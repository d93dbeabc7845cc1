import { useEffect, useSyncExternalStore } from "react";
import { useChat } from "../state/chat-context.js";

function subscribe(listener: () => void): () => void {
  window.addEventListener("focus", listener);
  window.addEventListener("blur", listener);
  document.addEventListener("visibilitychange", listener);
  return () => {
    window.removeEventListener("focus", listener);
    window.removeEventListener("blur", listener);
    document.removeEventListener("visibilitychange", listener);
  };
}

const isLooking = (): boolean => document.visibilityState === "visible" && document.hasFocus();

const PAUSE_MS = 350;

/** Read is what stood on the screen while somebody was in front of it. */
export function useMarkRead(conversationId: string, seenSeq: number): void {
  const chat = useChat();
  const looking = useSyncExternalStore(subscribe, isLooking);
  useEffect(() => {
    if (!looking || seenSeq === 0) return;
    const timer = setTimeout(() => void chat.markRead(conversationId, seenSeq), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [chat, conversationId, seenSeq, looking]);
}
