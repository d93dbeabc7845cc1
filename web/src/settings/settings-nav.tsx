import { confab } from "../api/confab.js";
import { useApiMutation } from "../api/use-api-mutation.js";
import { hrefOf } from "../app/route.js";
import { LogoutDocument } from "../gql/graphql.js";
import { useMe } from "../state/chat-context.js";
import { Avatar } from "../ui/avatar.js";
import { Icon } from "../ui/icon.js";
import { pictureOf } from "../ui/person-picture.js";
import type { SectionEntry, SectionId } from "./sections.js";
import { settingsTexts } from "../texts/settings.js";

interface SettingsNavProps {
  readonly sections: readonly SectionEntry[];
  readonly current: SectionId | undefined;
}

export function SettingsNav({ sections, current }: SettingsNavProps) {
  const { user, email } = useMe();
  const logout = useApiMutation(LogoutDocument);
  const signOut = async (): Promise<void> => {
    // Signed out here whatever the server says; it forgets the session by itself in the end.
    await logout.run({});
    confab.session.end();
    window.location.hash = "";
  };
  return (
    <aside className="list-pane" aria-label={settingsTexts.settings}>
      <header className="pane-head">
        <h1>{settingsTexts.settings}</h1>
      </header>
      <div className="list-scroll settings-nav">
        <div className="settings-me">
          <Avatar id={user.id} name={user.name} picture={pictureOf(user)} size={56} />
          <span className="grow">
            <strong className="truncate">{user.name}</strong>
            <span className="truncate small muted">{email}</span>
          </span>
        </div>
        <nav aria-label={settingsTexts.sections}>
          {sections.map(({ id, title, about, icon }) => (
            <a
              key={id}
              className="section-link"
              href={hrefOf("settings", id)}
              aria-current={current === id ? "page" : undefined}
            >
              <span className="section-icon">
                <Icon name={icon} />
              </span>
              <span className="grow">
                <span className="section-title">{title}</span>
                <span className="truncate small muted">{about}</span>
              </span>
            </a>
          ))}
        </nav>
        <button
          type="button"
          className="section-link sign-out"
          disabled={logout.busy}
          onClick={() => void signOut()}
        >
          <span className="section-icon">
            <Icon name="leave" />
          </span>
          {settingsTexts.signOut}
        </button>
      </div>
    </aside>
  );
}
