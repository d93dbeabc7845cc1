import { useEffect, useRef, useState } from "react";
import { useChat } from "../state/chat-context.js";
import { toPlain } from "../text/parse.js";
import { IconButton } from "../ui/button.js";
import { isComposing } from "../ui/is-composing.js";
import { useMessageCommands } from "./message-commands.js";
import { messagesTexts } from "../texts/messages.js";

interface SearchBarProps {
  readonly conversationId: string;
  readonly onClose: () => void;
}

/** A search goes back so many pages before it asks to be told to go on. */
const MAX_PAGES = 20;

/** Through what is loaded, and on through older pages until something is found. */
export function SearchBar({ conversationId, onClose }: SearchBarProps) {
  const chat = useChat();
  const { jumpTo } = useMessageCommands();
  const [text, setText] = useState("");
  const [note, setNote] = useState("");
  const [busy, setBusy] = useState(false);
  const before = useRef(Infinity);
  const stopped = useRef(false);
  useEffect(
    () => () => {
      stopped.current = true;
    },
    [],
  );
  const search = async (): Promise<void> => {
    const wanted = text.trim().toLocaleLowerCase();
    if (!wanted || busy) return;
    setBusy(true);
    setNote("");
    for (let pages = 0; pages < MAX_PAGES && !stopped.current; pages += 1) {
      const { messages, hasOlder } = chat.timelines.get(conversationId);
      const found = messages.findLast(
        ({ body, seq, deletedAt }) =>
          seq < before.current &&
          body !== null &&
          !deletedAt &&
          toPlain(body).toLocaleLowerCase().includes(wanted),
      );
      if (found) {
        before.current = found.seq;
        setBusy(false);
        setNote(messagesTexts.pressEnterForAnOlderOne);
        return jumpTo(found.id);
      }
      if (!hasOlder) break;
      await chat.timelines.loadOlder(conversationId);
    }
    setBusy(false);
    const { hasOlder } = chat.timelines.get(conversationId);
    setNote(hasOlder ? messagesTexts.nothingYetPressEnterToLook : messagesTexts.nothingOlder);
  };
  return (
    <form
      className="search-bar"
      role="search"
      aria-label={messagesTexts.inThisConversation}
      onSubmit={(event) => {
        event.preventDefault();
        void search();
      }}
    >
      <input
        className="input"
        type="search"
        aria-label={messagesTexts.searchInThisConversation}
        placeholder={messagesTexts.searchInThisConversation}
        autoFocus
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          before.current = Infinity;
          setNote("");
        }}
        onKeyDown={(event) => {
          if (event.key === "Escape") onClose();
          if (event.key === "Enter" && isComposing(event.nativeEvent)) event.preventDefault();
        }}
      />
      <span className="small muted" role="status">
        {busy ? messagesTexts.searching : note}
      </span>
      <IconButton icon="close" small label={messagesTexts.closeTheSearch} onClick={onClose} />
    </form>
  );
}
