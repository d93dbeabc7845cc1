import { confab } from "../api/confab.js";
import { useApiMutation } from "../api/use-api-mutation.js";
import { hrefOf, navigate } from "../app/route.js";
import { useFeature } from "../app/server-info.js";
import { LogoutDocument } from "../gql/graphql.js";
import { Button, IconButton } from "../ui/button.js";
import { Icon, type IconName } from "../ui/icon.js";
import { AccountSettings } from "./account-settings.js";
import { AppearanceSettings } from "./appearance-settings.js";
import { NotificationSettings } from "./notification-settings.js";
import { PasskeySettings } from "./passkey-settings.js";
import { PrivacySettings } from "./privacy-settings.js";
import { ProfileSettings } from "./profile-settings.js";
import { SessionSettings } from "./session-settings.js";
import { TwoFactorSettings } from "./two-factor-settings.js";

const SECTIONS = [
  ["profile", "Profile", "people"],
  ["privacy", "Privacy", "shield"],
  ["notifications", "Notifications", "bell"],
  ["appearance", "Appearance", "image"],
  ["two-factor", "Two-factor", "clock"],
  ["passkeys", "Passkeys", "key"],
  ["sessions", "Devices", "device"],
  ["account", "Password and account", "settings"],
] as const satisfies readonly (readonly [string, string, IconName])[];

type Section = (typeof SECTIONS)[number][0];

export function SettingsPane({ section }: { readonly section: string | null }) {
  const twoFactor = useFeature("TWO_FACTOR");
  const logout = useApiMutation(LogoutDocument);
  const passkeys = useFeature("PASSKEYS");
  const offered: Partial<Record<Section, boolean>> = { "two-factor": twoFactor, passkeys };
  const shown = SECTIONS.filter(([id]) => offered[id] ?? true);
  const current = shown.find(([id]) => id === section) ?? shown[0];
  const signOut = async (): Promise<void> => {
    // Signed out here whatever the server says; it forgets the session by itself in the end.
    await logout.run({});
    confab.session.end();
    window.location.hash = "";
  };
  return (
    <>
      <aside className="list-pane" aria-label="Settings">
        <header className="pane-head">
          <h1>Settings</h1>
        </header>
        <nav className="list-scroll" aria-label="Sections">
          {shown.map(([id, label, icon]) => (
            <a
              key={id}
              className="section-link"
              href={hrefOf("settings", id)}
              aria-current={current?.[0] === id ? "page" : undefined}
            >
              <Icon name={icon} />
              {label}
            </a>
          ))}
          <Button kind="quiet" busy={logout.busy} onClick={() => void signOut()}>
            <Icon name="leave" />
            Sign out
          </Button>
        </nav>
      </aside>
      <section className="main page" aria-label="Settings section">
        <div className="page-body">
          <div className="row">
            <span className="back-button">
              <IconButton
                icon="back"
                label="Back to settings"
                onClick={() => navigate("settings")}
              />
            </span>
            <h1>{current?.[1]}</h1>
          </div>
          {current && <Content section={current[0]} />}
        </div>
      </section>
    </>
  );
}

function Content({ section }: { readonly section: Section }) {
  switch (section) {
    case "profile":
      return <ProfileSettings />;
    case "privacy":
      return <PrivacySettings />;
    case "notifications":
      return <NotificationSettings />;
    case "appearance":
      return <AppearanceSettings />;
    case "two-factor":
      return <TwoFactorSettings />;
    case "passkeys":
      return <PasskeySettings />;
    case "sessions":
      return <SessionSettings />;
    case "account":
      return <AccountSettings />;
  }
}
