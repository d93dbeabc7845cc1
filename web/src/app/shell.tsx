import { lazy, Suspense, useEffect } from "react";
import { ConversationPane } from "../chat/conversation-pane.js";
import { ConversationList } from "../chat/conversation-list.js";
import { Empty, Loading } from "../ui/notice.js";
import { ConnectionBanner } from "./connection-banner.js";
import { Rail, useUnreadConversations } from "./rail.js";
import { useRoute } from "./route.js";

const ContactsPane = lazy(async () => ({
  default: (await import("../contacts/contacts-pane.js")).ContactsPane,
}));
const SettingsPane = lazy(async () => ({
  default: (await import("../settings/settings-pane.js")).SettingsPane,
}));

export function Shell() {
  const { pane, id } = useRoute();
  const unread = useUnreadConversations();
  useEffect(() => {
    document.title = unread > 0 ? `(${unread}) Confab` : "Confab";
  }, [unread]);
  return (
    <div className="shell" data-open={id !== null}>
      <ConnectionBanner />
      <Rail pane={pane} />
      <main className="panes">
        <Suspense fallback={<Loading />}>
          {pane === "chats" && (
            <>
              <ConversationList openId={id} />
              {id === null ? <NothingOpen /> : <ConversationPane key={id} id={id} />}
            </>
          )}
          {pane === "contacts" && <ContactsPane />}
          {pane === "settings" && <SettingsPane section={id} />}
        </Suspense>
      </main>
    </div>
  );
}

function NothingOpen() {
  return (
    <section className="main nothing-open" aria-label="Conversation">
      <Empty icon="chats" title="Pick a conversation">
        Everything that was said while you were away is in the list.
      </Empty>
    </section>
  );
}
