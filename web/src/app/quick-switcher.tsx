import { useState } from "react";
import { isComposing } from "../ui/is-composing.js";
import { useConversations } from "../state/chat-context.js";
import { peerOf, titleOf } from "../state/conversation.js";
import { Avatar } from "../ui/avatar.js";
import { pictureOf } from "../ui/person-picture.js";
import { Dialog } from "../ui/dialog.js";
import { Icon } from "../ui/icon.js";
import { navigate } from "./route.js";
import { appTexts } from "../texts/app.js";

const SHOWN = 8;

/** By name, without the mouse. */
export function QuickSwitcher({ onClose }: { readonly onClose: () => void }) {
  const [text, setText] = useState("");
  const [active, setActive] = useState(0);
  const wanted = text.trim().toLocaleLowerCase();
  const found = useConversations()
    .filter((one) => titleOf(one).toLocaleLowerCase().includes(wanted))
    .slice(0, SHOWN);
  const open = (id: string | undefined): void => {
    if (!id) return;
    navigate("chats", id);
    onClose();
  };
  return (
    <Dialog title={appTexts.goToAConversation} onClose={onClose}>
      <div className="search">
        <Icon name="search" size={18} />
        <input
          className="input"
          type="search"
          role="combobox"
          aria-label={appTexts.nameOfAConversation}
          aria-expanded="true"
          aria-controls="switcher-list"
          aria-activedescendant={found[active] ? `switch-${found[active].id}` : undefined}
          placeholder={appTexts.nameOfAConversation}
          autoFocus
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setActive(0);
          }}
          onKeyDown={(event) => {
            if (isComposing(event.nativeEvent)) return;
            const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
            if (by) {
              event.preventDefault();
              setActive((active + by + found.length) % Math.max(1, found.length));
            }
            if (event.key === "Enter") open(found[active]?.id);
          }}
        />
      </div>
      <ul id="switcher-list" className="people" role="listbox" aria-label={appTexts.conversations}>
        {found.map((conversation, i) => {
          const peer = peerOf(conversation);
          const title = titleOf(conversation);
          return (
            <li
              key={conversation.id}
              id={`switch-${conversation.id}`}
              role="option"
              aria-selected={i === active}
              className="person"
              onClick={() => open(conversation.id)}
            >
              <Avatar
                id={peer?.id ?? conversation.id}
                name={title}
                picture={peer ? pictureOf(peer) : conversation.avatar}
                size={36}
              />
              <span className="grow truncate">{title}</span>
            </li>
          );
        })}
      </ul>
      {found.length === 0 && <p className="muted centered">{appTexts.nothingIsCalled(text)}</p>}
    </Dialog>
  );
}
