import { useChat, useConversations, useMe } from "../state/chat-context.js";
import { isQuiet } from "../state/conversation.js";
import { Avatar } from "../ui/avatar.js";
import { Icon, type IconName } from "../ui/icon.js";
import { hrefOf, type Pane } from "./route.js";

const ITEMS: readonly (readonly [Pane, string, IconName])[] = [
  ["chats", "Chats", "chats"],
  ["contacts", "Contacts", "people"],
  ["settings", "Settings", "settings"],
];

export function Rail({ pane }: { readonly pane: Pane }) {
  const me = useMe();
  const unread = useUnreadConversations();
  return (
    <nav className="rail" aria-label="Main">
      {ITEMS.map(([target, label, icon]) => (
        <a
          key={target}
          href={hrefOf(target)}
          className="rail-item"
          aria-current={pane === target ? "page" : undefined}
        >
          <span className="rail-icon">
            <Icon name={icon} size={23} />
            {target === "chats" && unread > 0 && (
              <span className="badge" aria-hidden="true">
                {unread}
              </span>
            )}
          </span>
          {label}
          {target === "chats" && unread > 0 && (
            <span className="visually-hidden">, {unread} unread</span>
          )}
        </a>
      ))}
      <a href={hrefOf("settings", "profile")} className="rail-me" aria-label="Your profile">
        <Avatar id={me.id} name={me.user.name} picture={me.user.avatar} size={36} />
      </a>
    </nav>
  );
}

export function useUnreadConversations(): number {
  useChat();
  return useConversations().filter(
    ({ viewerMembership: m }) => (m?.unreadCount ?? 0) > 0 && !isQuiet(m),
  ).length;
}
