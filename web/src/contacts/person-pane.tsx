import { useEffect, useRef } from "react";
import { useApiQuery } from "../api/use-api-query.js";
import { hrefOf, navigate } from "../app/route.js";
import { presenceText } from "../chat/conversation-header.js";
import { preview } from "../chat/describe.js";
import { ProfileDocument, type ProfileQuery } from "../gql/graphql.js";
import { useChat, useConversations, useMe, usePresence } from "../state/chat-context.js";
import { peerOf } from "../state/conversation.js";
import { useObservable } from "../state/observable.js";
import { Avatar, hueOf } from "../ui/avatar.js";
import { BotMark } from "../ui/bot-mark.js";
import { IconButton } from "../ui/button.js";
import { Covers } from "../ui/covers.js";
import { formatWhen } from "../ui/format.js";
import { Icon } from "../ui/icon.js";
import { Empty, ErrorNotice, Failed, Loading } from "../ui/notice.js";
import { pictureOf } from "../ui/person-picture.js";
import { PersonButtons } from "./person-buttons.js";
import { PersonMenu } from "./person-menu.js";
import { usePersonActions } from "./use-person-actions.js";
import { contactsTexts } from "../texts/contacts.js";

interface PersonPaneProps {
  readonly id: string;
  readonly onChanged: () => void;
}

/** All that there is of somebody. */
export function PersonPane({ id, onChanged }: PersonPaneProps) {
  const { data, error, loading, reload } = useApiQuery(ProfileDocument, { id });
  const again = useRef(reload);
  again.current = reload;
  const changes = useObservable(useChat().contactsChanged, (count) => count);
  useEffect(() => {
    if (changes > 0) again.current();
  }, [changes]);
  const changed = (): void => {
    reload();
    onChanged();
  };
  return (
    <section className="main page" aria-label={contactsTexts.person}>
      <header className="page-head narrow-only">
        <span className="back-button">
          <IconButton
            icon="back"
            label={contactsTexts.backToTheList}
            onClick={() => navigate("contacts")}
          />
        </span>
      </header>
      <div className="page-scroll">
        {loading && <Loading label={contactsTexts.loadingTheProfile} />}
        {error && !data && <Failed error={error} onRetry={reload} />}
        {data?.user && <Profile key={id} person={data.user} onChanged={changed} />}
        {data && !data.user && (
          <Empty icon="people" title={contactsTexts.nobodyIsHere}>
            {contactsTexts.thereIsNoSuchPersonOr}
          </Empty>
        )}
      </div>
    </section>
  );
}

interface ProfileProps {
  readonly person: NonNullable<ProfileQuery["user"]>;
  readonly onChanged: () => void;
}

function Profile({ person, onChanged }: ProfileProps) {
  const { id, name, kind, bio, covers, viewerHasBlocked } = person;
  const presence = usePresence(id, person.presence);
  const actions = usePersonActions(person, onChanged);
  return (
    <article className="profile" aria-label={name}>
      <div className="profile-banner" style={{ "--hue": hueOf(id) }}>
        <Covers name={name} covers={covers} />
      </div>
      <div className="profile-head">
        <Avatar
          id={id}
          name={name}
          picture={pictureOf(person)}
          size={104}
          presence={presence?.status}
        />
        <div className="grow">
          <h1>
            {name} <BotMark kind={kind} />
          </h1>
          <p className="muted">
            {viewerHasBlocked ? contactsTexts.blocked : presenceText(presence)}
          </p>
        </div>
        <div className="row">
          <PersonButtons person={person} actions={actions} />
          <PersonMenu person={person} actions={actions} />
        </div>
      </div>
      <ErrorNotice error={actions.error} />
      {bio && (
        <section className="profile-part" aria-label={contactsTexts.about}>
          <h3>{contactsTexts.about}</h3>
          <p>{bio}</p>
        </section>
      )}
      <LastTalk userId={id} />
    </article>
  );
}

function LastTalk({ userId }: { readonly userId: string }) {
  const me = useMe();
  const conversation = useConversations().find((one) => peerOf(one)?.id === userId);
  const { lastMessage } = conversation ?? {};
  if (!conversation || !lastMessage) return null;
  return (
    <section className="profile-part" aria-label={contactsTexts.yourConversation}>
      <h3>{contactsTexts.yourConversation}</h3>
      <a className="profile-talk" href={hrefOf("chats", conversation.id)}>
        <Icon name="chats" />
        <span className="grow truncate">{preview(lastMessage, me.user.id, false)}</span>
        <time className="small muted" dateTime={lastMessage.createdAt}>
          {formatWhen(lastMessage.createdAt)}
        </time>
        <Icon name="right" size={18} />
      </a>
    </section>
  );
}
