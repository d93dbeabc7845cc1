import { useEffect, useRef, useState } from "react";
import { useMe, useTimeline } from "../state/chat-context.js";
import type { Conversation } from "../state/conversation.js";
import { preview } from "./describe.js";

/** Reads out what comes in, once and politely: the list of messages itself is redrawn too often. */
export function Announcer({ conversation }: { readonly conversation: Conversation }) {
  const me = useMe();
  const { messages, hasNewer } = useTimeline(conversation.id);
  const newest = messages.at(-1);
  const heard = useRef(newest?.seq ?? 0);
  const [text, setText] = useState("");
  useEffect(() => {
    if (!newest || hasNewer) return;
    const first = heard.current === 0;
    const news = newest.seq > heard.current && newest.sender?.id !== me.user.id;
    heard.current = Math.max(heard.current, newest.seq);
    if (news && !first) setText(preview(newest, me.user.id, true));
  }, [newest, hasNewer, me.user.id]);
  return (
    <p className="visually-hidden" role="status" aria-live="polite">
      {text}
    </p>
  );
}
