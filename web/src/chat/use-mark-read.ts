import { useEffect, useSyncExternalStore } from "react";
import { useChat } from "../state/chat-context.js";
import type { Conversation } from "../state/conversation.js";

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

/** Read is what stood on the screen while somebody was in front of it. */
export function useMarkRead({ id, lastSeq }: Conversation, atEnd: boolean): void {
  const chat = useChat();
  const looking = useSyncExternalStore(subscribe, isLooking);
  useEffect(() => {
    if (!looking || !atEnd) return;
    const timer = setTimeout(() => void chat.markRead(id), 350);
    return () => clearTimeout(timer);
  }, [chat, id, lastSeq, looking, atEnd]);
}
