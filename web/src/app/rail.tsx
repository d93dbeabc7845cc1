import type { Waiting } from "../state/attention.js";
import { useChat, useMe } from "../state/chat-context.js";
import { useObservable } from "../state/observable.js";
import { Brand } from "../ui/brand.js";
import { Avatar } from "../ui/avatar.js";
import { pictureOf } from "../ui/person-picture.js";
import { Icon, type IconName } from "../ui/icon.js";
import { hrefOf, type Pane } from "./route.js";
import { appTexts } from "../texts/app.js";

const ITEMS: readonly (readonly [Pane, string, IconName])[] = [
  ["chats", appTexts.chats, "chats"],
  ["contacts", appTexts.contacts, "people"],
  ["settings", appTexts.settings, "settings"],
];

export function Rail({ pane }: { readonly pane: Pane }) {
  const me = useMe();
  const { unreadConversations, requests } = useWaiting();
  const waiting: Record<Pane, number> = {
    chats: unreadConversations,
    contacts: requests,
    settings: 0,
  };
  return (
    <nav className="rail" aria-label={appTexts.main}>
      <span className="rail-brand">
        <Brand size={34} />
      </span>
      {ITEMS.map(([target, label, icon]) => (
        <a
          key={target}
          href={hrefOf(target)}
          className="rail-item"
          aria-current={pane === target ? "page" : undefined}
        >
          <span className="rail-icon">
            <Icon name={icon} size={23} />
            {waiting[target] > 0 && (
              <span className="badge" aria-hidden="true">
                {waiting[target] > 99 ? "99+" : waiting[target]}
              </span>
            )}
          </span>
          {label}
          {waiting[target] > 0 && (
            <span className="visually-hidden">
              {(target === "chats" ? appTexts.unread : appTexts.requests)(waiting[target])}
            </span>
          )}
        </a>
      ))}
      <a href={hrefOf("settings", "profile")} className="rail-me" aria-label={appTexts.yourProfile}>
        <Avatar id={me.user.id} name={me.user.name} picture={pictureOf(me.user)} size={36} />
      </a>
    </nav>
  );
}

/** Over all pages of all lists, as the server counts. */
export function useWaiting(): Waiting {
  return useObservable(useChat().attention.waiting, (waiting) => waiting);
}
