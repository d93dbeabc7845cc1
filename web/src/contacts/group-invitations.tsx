import { useEffect, useRef } from "react";
import { useApiMutation } from "../api/use-api-mutation.js";
import { useApiPages } from "../api/use-api-pages.js";
import { navigate } from "../app/route.js";
import {
  AnswerGroupInvitationDocument,
  GroupInvitationsDocument,
  type GroupInvitationCardFragment,
  type GroupInvitationsQuery,
} from "../gql/graphql.js";
import { useChat } from "../state/chat-context.js";
import { useObservable } from "../state/observable.js";
import { Avatar } from "../ui/avatar.js";
import { Button } from "../ui/button.js";
import { ErrorNotice } from "../ui/notice.js";
import { ShowMore } from "../ui/show-more.js";
import { contactsTexts } from "../texts/contacts.js";

const pageOf = ({ viewer }: GroupInvitationsQuery) => viewer?.groupInvitations;

/** Groups that somebody wants to have the viewer in. Nothing where there are none. */
export function GroupInvitations() {
  const { attention, contactsChanged } = useChat();
  const list = useApiPages({ document: GroupInvitationsDocument, variables: {}, pageOf });
  const reload = useRef(list.reload);
  reload.current = list.reload;
  const changes = useObservable(contactsChanged, (count) => count);
  useEffect(() => reload.current(), [changes]);
  const invitations = list.nodes ?? [];
  if (invitations.length === 0) return null;
  return (
    <section aria-label={contactsTexts.invitationsToGroups}>
      <h2 className="group-title">{contactsTexts.invitationsToGroups}</h2>
      <ul>
        {invitations.map((invitation) => (
          <li key={invitation.id}>
            <InvitationCard
              invitation={invitation}
              onAnswered={() => {
                list.reload();
                attention.count();
              }}
            />
          </li>
        ))}
      </ul>
      <ShowMore {...list} />
    </section>
  );
}

interface InvitationCardProps {
  readonly invitation: GroupInvitationCardFragment;
  readonly onAnswered: () => void;
}

function InvitationCard({ invitation, onAnswered }: InvitationCardProps) {
  const { id: conversationId, name, memberCount, inviter } = invitation;
  const { run, busy, error } = useApiMutation(AnswerGroupInvitationDocument);
  const answer = async (accept: boolean): Promise<void> => {
    const result = await run({ conversationId, accept });
    if (!result) return;
    onAnswered();
    if (accept) navigate("chats", conversationId);
  };
  return (
    <article className="person-card" aria-label={name}>
      <div className="person-link">
        <Avatar id={conversationId} name={name} size={44} />
        <div className="grow">
          <p className="truncate card-name">{name}</p>
          <p className="truncate small muted">
            {contactsTexts.invitesYou(inviter.name, memberCount)}
          </p>
        </div>
      </div>
      <span className="person-buttons" data-below="true">
        <Button kind="primary" small busy={busy} onClick={() => void answer(true)}>
          {contactsTexts.accept}
        </Button>
        <Button small disabled={busy} onClick={() => void answer(false)}>
          {contactsTexts.decline}
        </Button>
      </span>
      <ErrorNotice error={error} />
    </article>
  );
}
