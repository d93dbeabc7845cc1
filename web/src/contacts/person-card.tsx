import { hrefOf } from "../app/route.js";
import { presenceText } from "../chat/conversation-header.js";
import type { PersonFragment } from "../gql/graphql.js";
import { usePresence } from "../state/chat-context.js";
import { Avatar } from "../ui/avatar.js";
import { BotMark } from "../ui/bot-mark.js";
import { ErrorNotice } from "../ui/notice.js";
import { pictureOf } from "../ui/person-picture.js";
import { PersonButtons } from "./person-buttons.js";
import { PersonMenu } from "./person-menu.js";
import { usePersonActions } from "./use-person-actions.js";
import { contactsTexts } from "../texts/contacts.js";

interface PersonCardProps {
  readonly person: PersonFragment;
  readonly onChanged: () => void;
  readonly open?: boolean;
}

/** Somebody in a list; the name leads to all that there is of them. */
export function PersonCard({ person, onChanged, open = false }: PersonCardProps) {
  const { id, name, kind, contactState, viewerHasBlocked } = person;
  const presence = usePresence(id, person.presence);
  const actions = usePersonActions(person, onChanged);
  // What waits for an answer is answered in the list, below a name that is to be read whole.
  const waits = contactState === "REQUEST_RECEIVED" && !viewerHasBlocked;
  return (
    <article className="person-card" aria-label={name} data-open={open}>
      <a
        className="person-link"
        href={hrefOf("contacts", id)}
        aria-current={open ? "page" : undefined}
      >
        <Avatar
          id={id}
          name={name}
          picture={pictureOf(person)}
          size={44}
          presence={presence?.status}
        />
        <span className="grow">
          <span className="truncate card-name">
            {name} <BotMark kind={kind} />
          </span>
          <span className="truncate small muted">
            {viewerHasBlocked ? contactsTexts.blocked : person.bio || presenceText(presence)}
          </span>
        </span>
      </a>
      <span className="person-buttons" data-below={waits}>
        <PersonButtons person={person} actions={actions} small />
      </span>
      <PersonMenu person={person} actions={actions} />
      <ErrorNotice error={actions.error} />
    </article>
  );
}
