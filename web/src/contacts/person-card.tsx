import { useState } from "react";
import { lastingRequest } from "../api/lasting-request.js";
import { navigate } from "../app/route.js";
import { useApiMutation } from "../api/use-api-mutation.js";
import {
  AnswerContactRequestDocument,
  OpenDirectConversationDocument,
  RemoveContactDocument,
  SendContactRequestDocument,
  SetBlockedDocument,
  type PersonFragment,
} from "../gql/graphql.js";
import { useChat, usePresence } from "../state/chat-context.js";
import { presenceText } from "../chat/conversation-header.js";
import { Avatar } from "../ui/avatar.js";
import { pictureOf } from "../ui/person-picture.js";
import { BotMark } from "../ui/bot-mark.js";
import { Button, IconButton } from "../ui/button.js";
import { Icon } from "../ui/icon.js";
import { Menu } from "../ui/menu.js";
import { ErrorNotice } from "../ui/notice.js";
import { showError, showUndo } from "../ui/toasts.js";

interface PersonCardProps {
  readonly person: PersonFragment;
  readonly onChanged: () => void;
}

/** What waits to be undone is shown as done. */
export const removalOf = (userId: string): string => `contact:${userId}`;

export function PersonCard({ person, onChanged }: PersonCardProps) {
  const { id: userId, name, kind, isDeleted, contactState, viewerHasBlocked } = person;
  const { postponed } = useChat();
  const presence = usePresence(userId, person.presence);
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const request = useApiMutation(SendContactRequestDocument);
  const answer = useApiMutation(AnswerContactRequestDocument);
  const block = useApiMutation(SetBlockedDocument);
  const open = useApiMutation(OpenDirectConversationDocument);

  const done = (work: Promise<unknown>): void => {
    void work.then((result) => {
      if (result) onChanged();
    });
  };
  const message = async (): Promise<void> => {
    const result = await open.run({ userId });
    if (result) navigate("chats", result.openDirectConversation.id);
  };
  const remove = (): void => {
    postponed.add(removalOf(userId), () => {
      lastingRequest(RemoveContactDocument, { userId }).then(onChanged, showError);
    });
    showUndo(`${name} is no contact any more`, () => postponed.undo(removalOf(userId)));
  };
  const error = [request, answer, block, open].find((m) => m.error)?.error;
  return (
    <article className="card" aria-label={name}>
      <div className="row">
        <Avatar
          id={userId}
          name={name}
          picture={pictureOf(person)}
          size={48}
          presence={presence?.status}
        />
        <div className="grow">
          <p className="truncate card-name">
            {name} <BotMark kind={kind} />
          </p>
          <p className="truncate small muted">
            {viewerHasBlocked ? "Blocked" : person.bio || presenceText(presence)}
          </p>
        </div>
        {contactState === "REQUEST_RECEIVED" && !viewerHasBlocked && (
          <>
            <Button
              kind="primary"
              small
              busy={answer.busy}
              onClick={() => done(answer.run({ userId, accept: true }))}
            >
              Accept
            </Button>
            <Button
              small
              disabled={answer.busy}
              onClick={() => done(answer.run({ userId, accept: false }))}
            >
              Decline
            </Button>
          </>
        )}
        {contactState === "REQUEST_SENT" && <span className="small muted">Requested</span>}
        {contactState === "NONE" && !viewerHasBlocked && !isDeleted && kind !== "BOT" && (
          <Button small busy={request.busy} onClick={() => done(request.run({ userId }))}>
            Add contact
          </Button>
        )}
        {contactState === "CONTACT" && !viewerHasBlocked && (
          <Button small busy={open.busy} onClick={() => void message()}>
            Message
          </Button>
        )}
        {viewerHasBlocked && (
          <Button
            small
            busy={block.busy}
            onClick={() => done(block.run({ userId, blocked: false }))}
          >
            Unblock
          </Button>
        )}
        <IconButton
          icon="more"
          small
          label={`More about ${name}`}
          aria-haspopup="menu"
          onClick={(event) => setAnchor(event.currentTarget)}
        />
      </div>
      <ErrorNotice error={error} />
      {anchor && (
        <Menu label={`More about ${name}`} anchor={anchor} onClose={() => setAnchor(null)}>
          {!isDeleted && (
            <button type="button" role="menuitem" onClick={() => void message()}>
              <Icon name="chats" size={18} /> Write a message
            </button>
          )}
          {contactState === "CONTACT" && (
            <button type="button" role="menuitem" onClick={remove}>
              <Icon name="close" size={18} />
              Remove contact
            </button>
          )}
          {!viewerHasBlocked && (
            <button
              type="button"
              role="menuitem"
              data-danger="true"
              onClick={() => done(block.run({ userId, blocked: true }))}
            >
              <Icon name="shield" size={18} /> Block
            </button>
          )}
        </Menu>
      )}
    </article>
  );
}
