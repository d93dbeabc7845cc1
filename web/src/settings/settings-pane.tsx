import { navigate } from "../app/route.js";
import { useFeature } from "../app/server-info.js";
import { IconButton } from "../ui/button.js";
import { AccountSettings } from "./account-settings.js";
import { AppearanceSettings } from "./appearance-settings.js";
import { NotificationSettings } from "./notification-settings.js";
import { PasskeySettings } from "./passkey-settings.js";
import { PrivacySettings } from "./privacy-settings.js";
import { ProfileSettings } from "./profile-settings.js";
import { SECTIONS, type SectionId } from "./sections.js";
import { SessionSettings } from "./session-settings.js";
import { SettingsNav } from "./settings-nav.js";
import { TwoFactorSettings } from "./two-factor-settings.js";
import { settingsTexts } from "../texts/settings.js";

export function SettingsPane({ section }: { readonly section: string | null }) {
  const offered: Partial<Record<SectionId, boolean>> = {
    "two-factor": useFeature("TWO_FACTOR"),
    passkeys: useFeature("PASSKEYS"),
  };
  const shown = SECTIONS.filter(({ id }) => offered[id] ?? true);
  const current = shown.find(({ id }) => id === section) ?? shown[0];
  return (
    <>
      <SettingsNav sections={shown} current={current?.id} />
      <section className="main page" aria-label={settingsTexts.settingsSection}>
        <header className="page-head">
          <span className="back-button">
            <IconButton
              icon="back"
              label={settingsTexts.backToSettings}
              onClick={() => navigate("settings")}
            />
          </span>
          <h1>{current?.title}</h1>
        </header>
        <div className="page-scroll">
          <div className="page-body">{current && <Content section={current.id} />}</div>
        </div>
      </section>
    </>
  );
}

function Content({ section }: { readonly section: SectionId }) {
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
