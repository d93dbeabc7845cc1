import { useState } from "react";
import { lastingRequest } from "../api/lasting-request.js";
import {
  RemoveMemberDocument,
  SetMemberRoleDocument,
  type MemberItemFragment,
  type MemberRole,
} from "../gql/graphql.js";
import { useChat, useMe, usePresence } from "../state/chat-context.js";
import { useObservable } from "../state/observable.js";
import { Avatar } from "../ui/avatar.js";
import { pictureOf } from "../ui/person-picture.js";
import { BotMark } from "../ui/bot-mark.js";
import { IconButton } from "../ui/button.js";
import { Icon } from "../ui/icon.js";
import { Menu } from "../ui/menu.js";
import { showError, showUndo } from "../ui/toasts.js";
import { chatTexts } from "../texts/chat.js";

interface MemberRowProps {
  readonly conversationId: string;
  readonly member: MemberItemFragment;
  readonly viewerRole: MemberRole;
  readonly onChanged: () => void;
}

const ROLES: Record<MemberRole, string> = {
  OWNER: chatTexts.owner,
  ADMIN: chatTexts.admin,
  MEMBER: "",
};

export function MemberRow({ conversationId, member, viewerRole, onChanged }: MemberRowProps) {
  const { user, role } = member;
  const chat = useChat();
  const me = useMe();
  const presence = usePresence(user.id, user.presence);
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const self = user.id === me.user.id;
  const mayRemove = !self && role !== "OWNER" && viewerRole !== "MEMBER";
  const mayPromote = !self && viewerRole === "OWNER";

  const attempt = async (work: () => Promise<unknown>): Promise<void> => {
    try {
      await work();
      onChanged();
    } catch (error) {
      showError(error);
    }
  };
  const setRole = (next: MemberRole) =>
    attempt(() =>
      chat.confab.request(SetMemberRoleDocument, { conversationId, userId: user.id, role: next }),
    );
  const key = `${conversationId}:${user.id}`;
  const leaving = useObservable(chat.postponed.keys, (keys) => keys.has(key));
  const remove = (): void => {
    chat.postponed.add(key, () => {
      lastingRequest(RemoveMemberDocument, { conversationId, userId: user.id }).then((answer) => {
        chat.list.merge(answer.removeMember);
        onChanged();
      }, showError);
    });
    showUndo(chatTexts.isRemoved(user.name), () => chat.postponed.undo(key));
  };
  return (
    <div className="person" data-static="true" data-leaving={leaving}>
      <Avatar
        id={user.id}
        name={user.name}
        picture={pictureOf(user)}
        size={36}
        presence={self ? undefined : presence?.status}
      />
      <span className="grow">
        <span className="truncate">
          {self ? chatTexts.oneself(user.name) : user.name} <BotMark kind={user.kind} />
        </span>
        {ROLES[role] && <span className="small muted">{ROLES[role]}</span>}
      </span>
      {(mayRemove || mayPromote) && (
        <IconButton
          icon="more"
          small
          label={chatTexts.manage(user.name)}
          aria-haspopup="menu"
          onClick={(event) => setAnchor(event.currentTarget)}
        />
      )}
      {anchor && (
        <Menu label={chatTexts.manage(user.name)} anchor={anchor} onClose={() => setAnchor(null)}>
          {mayPromote && role !== "ADMIN" && (
            <button type="button" role="menuitem" onClick={() => void setRole("ADMIN")}>
              <Icon name="shield" size={18} /> {chatTexts.makeAdmin}
            </button>
          )}
          {mayPromote && role === "ADMIN" && (
            <button type="button" role="menuitem" onClick={() => void setRole("MEMBER")}>
              <Icon name="people" size={18} /> {chatTexts.makeMember}
            </button>
          )}
          {mayRemove && (
            <button type="button" role="menuitem" data-danger="true" onClick={remove}>
              <Icon name="trash" size={18} /> {chatTexts.remove}
            </button>
          )}
        </Menu>
      )}
    </div>
  );
}
