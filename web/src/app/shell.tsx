import { useEffect } from "react";
import { ConversationPane } from "../chat/conversation-pane.js";
import { ConversationList } from "../chat/conversation-list.js";
import { useConversations } from "../state/chat-context.js";
import { ErrorBoundary } from "../ui/error-boundary.js";
import { Brand } from "../ui/brand.js";
import { Empty } from "../ui/notice.js";
import { ConnectionBanner } from "./connection-banner.js";
import { lazyPart } from "./lazy-part.js";
import { Rail, useWaiting } from "./rail.js";
import { useRoute } from "./route.js";
import { Shortcuts } from "./shortcuts.js";
import { useTabMark } from "./tab-mark.js";
import { appTexts } from "../texts/app.js";

const ContactsPane = lazyPart(
  "contacts",
  async () => (await import("../contacts/contacts-pane.js")).ContactsPane,
);
const SettingsPane = lazyPart(
  "settings",
  async () => (await import("../settings/settings-pane.js")).SettingsPane,
);

/** What is opened next is there by then, with a connection or without. */
function preload(): () => void {
  const timer = setTimeout(() => {
    ContactsPane.preload();
    SettingsPane.preload();
  }, 2_000);
  return () => clearTimeout(timer);
}

export function Shell() {
  const { pane, id, messageId } = useRoute();
  const { unreadConversations: unread } = useWaiting();
  useTabMark(unread);
  useEffect(preload, []);
  return (
    <div className="shell" data-open={id !== null}>
      <ConnectionBanner />
      <Shortcuts />
      <Rail pane={pane} />
      <main className="panes">
        {pane === "chats" && (
          <>
            <ErrorBoundary>
              <ConversationList openId={id} />
            </ErrorBoundary>
            <ErrorBoundary place={id ?? ""}>
              {id === null ? (
                <NothingOpen />
              ) : (
                <ConversationPane key={id} id={id} linked={messageId} />
              )}
            </ErrorBoundary>
          </>
        )}
        <ErrorBoundary place={`${pane}/${id ?? ""}`}>
          {pane === "contacts" && <ContactsPane personId={id} />}
          {pane === "settings" && <SettingsPane section={id} />}
        </ErrorBoundary>
      </main>
    </div>
  );
}

function NothingOpen() {
  const some = useConversations().length > 0;
  return (
    <section className="main nothing-open" aria-label={appTexts.conversation}>
      {some ? (
        <Empty mark={<Brand size={64} />} title={appTexts.pickAConversation}>
          {appTexts.orPressCtrlKToFind}
        </Empty>
      ) : (
        <Empty mark={<Brand size={64} />} title={appTexts.yourConversationsWillBeHere}>
          {appTexts.findSomebodyByNameOrWait}
        </Empty>
      )}
    </section>
  );
}
