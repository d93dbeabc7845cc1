import { useEffect, useRef, useState } from "react";
import { navigate } from "../app/route.js";
import { useApiMutation } from "../api/use-api-mutation.js";
import {
  LeaveConversationDocument,
  UpdateMembershipDocument,
  type MembershipInput,
  type NotifyLevel,
} from "../gql/graphql.js";
import { useChat } from "../state/chat-context.js";
import { peerOf, titleOf, type Conversation } from "../state/conversation.js";
import { Avatar } from "../ui/avatar.js";
import { pictureOf } from "../ui/person-picture.js";
import { Button, IconButton } from "../ui/button.js";
import { Switch } from "../ui/field.js";
import { ErrorNotice } from "../ui/notice.js";
import { useKeptFocus } from "../ui/use-kept-focus.js";
import { Select } from "../ui/select.js";
import { EditGroup } from "./edit-group.js";
import { MemberSection } from "./member-section.js";
import { Mute } from "./mute.js";
import { PeerProfile } from "./peer-profile.js";
import { PinnedSection } from "./pinned-section.js";
import { chatTexts } from "../texts/chat.js";

const NOTIFY: readonly (readonly [NotifyLevel, string])[] = [
  ["ALL", chatTexts.everyMessage],
  ["MENTIONS", chatTexts.onlyMentions],
  ["NONE", chatTexts.nothing],
];

interface DetailsDrawerProps {
  readonly conversation: Conversation;
  readonly onClose: () => void;
}

export function DetailsDrawer({ conversation, onClose }: DetailsDrawerProps) {
  const { id, kind, description, viewerMembership: own } = conversation;
  const [editing, setEditing] = useState(false);
  const drawer = useRef<HTMLElement>(null);
  useKeptFocus(drawer);
  useEffect(() => {
    const opener = document.activeElement;
    drawer.current?.focus();
    return () => {
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus();
    };
  }, []);
  const group = kind === "GROUP";
  const peer = peerOf(conversation);
  const title = titleOf(conversation);
  const manages = group && own !== null && own.role !== "MEMBER";
  return (
    <aside
      ref={drawer}
      id="conversation-details"
      className="drawer"
      aria-label={chatTexts.details}
      tabIndex={-1}
      onKeyDown={(event) => event.key === "Escape" && onClose()}
    >
      <header className="pane-head">
        <h2>{chatTexts.details}</h2>
        <IconButton icon="close" label={chatTexts.closeDetails} onClick={onClose} />
      </header>
      <div className="drawer-body">
        <div className="drawer-card">
          <Avatar
            id={peer?.id ?? id}
            name={title}
            picture={peer ? pictureOf(peer) : conversation.avatar}
            size={88}
          />
          <h3>{title}</h3>
          {peer && <PeerProfile userId={peer.id} name={title} />}
          {description && <p className="muted small">{description}</p>}
          {manages && (
            <Button small onClick={() => setEditing(true)}>
              {chatTexts.editTheGroup}
            </Button>
          )}
        </div>
        <Preferences conversation={conversation} />
        <PinnedSection conversationId={id} />
        {group && <MemberSection conversation={conversation} />}
        {group && own && <Leave conversationId={id} />}
      </div>
      {editing && <EditGroup conversation={conversation} onClose={() => setEditing(false)} />}
    </aside>
  );
}

function Preferences({
  conversation: { id, viewerMembership },
}: {
  readonly conversation: Conversation;
}) {
  const chat = useChat();
  const { run, error } = useApiMutation(UpdateMembershipDocument);
  if (!viewerMembership) return null;
  const change = async (input: MembershipInput): Promise<void> => {
    const answer = await run({ conversationId: id, input });
    if (answer) chat.list.setMembership(id, answer.updateMembership);
  };
  return (
    <section className="drawer-section" aria-label={chatTexts.preferences}>
      <Select
        label={chatTexts.notifyMeOf}
        value={viewerMembership.notify ?? "ALL"}
        options={NOTIFY}
        onChange={(notify) => void change({ notify })}
      />
      <Mute
        membership={viewerMembership}
        onChange={(until) => void change({ mutedUntil: until })}
      />
      <Switch
        label={chatTexts.archived}
        hint={chatTexts.keptOutOfTheListUntil}
        checked={viewerMembership.archived ?? false}
        onChange={(archived) => void change({ archived })}
      />
      <ErrorNotice error={error} />
    </section>
  );
}

function Leave({ conversationId }: { readonly conversationId: string }) {
  const chat = useChat();
  const [sure, setSure] = useState(false);
  const { run, busy, error } = useApiMutation(LeaveConversationDocument);
  const leave = async (): Promise<void> => {
    if (!sure) return setSure(true);
    if (!(await run({ id: conversationId }))) return;
    chat.list.remove(conversationId);
    navigate("chats");
  };
  return (
    <section className="drawer-section">
      <ErrorNotice error={error} />
      <Button kind="danger" busy={busy} onClick={() => void leave()} onBlur={() => setSure(false)}>
        {sure ? chatTexts.reallyLeave : chatTexts.leaveTheGroup}
      </Button>
    </section>
  );
}
