import "@fontsource/noto-color-emoji/400.css";
import "../design/shell.css";
import "../design/chat.css";
import "../design/message.css";
import "../design/rich.css";
import "../design/player.css";
import "../design/composer.css";
import "../design/settings.css";
import "../design/people.css";
import "../design/select.css";
import { useEffect, useRef, useState } from "react";
import { Provider } from "urql";
import { confab } from "../api/confab.js";
import { createUrql } from "../api/urql.js";
import { useApiQuery } from "../api/use-api-query.js";
import { ViewerDocument, type MeFragment } from "../gql/graphql.js";
import { Chat } from "../state/chat.js";
import { ChatContext, MeContext } from "../state/chat-context.js";
import { readSnapshot } from "../state/snapshot.js";
import { Brand } from "../ui/brand.js";
import { Failed } from "../ui/notice.js";
import { notificationsOn, notify } from "./notifications.js";
import { offerPush, PushHint } from "./push-hint.js";
import { followPushAddress, subscribeToPush } from "./push.js";
import { Shell } from "./shell.js";
import { appTexts } from "../texts/app.js";

/** Made anew with every sign-in: a new account must find an empty cache. */
export function SignedIn() {
  const [urql] = useState(createUrql);
  return (
    <Provider value={urql}>
      <Account />
    </Provider>
  );
}

function Account() {
  const { data, error, reload } = useApiQuery(ViewerDocument, {});
  const [known, setKnown] = useState<MeFragment | null>(null);
  const me = data?.viewer ?? known;
  const unreachable = error?.code === "NETWORK_ERROR";
  useEffect(() => {
    if (!unreachable) return;
    void readSnapshot().then((snapshot) => setKnown(snapshot?.me ?? null));
    return confab.onStatus((status) => status === "connected" && reload());
  }, [unreachable, reload]);
  useEffect(() => {
    // The token was taken and yet there is nobody: the account is gone.
    if (data && !data.viewer) confab.session.end("SESSION_REVOKED");
  }, [data]);
  if (me) return <WithChat key={me.user.id} me={me} onChanged={reload} />;
  return error ? <Failed error={error} onRetry={reload} /> : <Opening />;
}

/** Between the sign-in and the chats. */
function Opening() {
  return (
    <div className="opening" role="status">
      <Brand size={72} named />
      <span className="visually-hidden">{appTexts.openingYourChats}</span>
    </div>
  );
}

interface WithChatProps {
  readonly me: MeFragment;
  /** The profile or the settings are other ones now. */
  readonly onChanged: () => void;
}

function WithChat({ me, onChanged }: WithChatProps) {
  const [chat, setChat] = useState<Chat>();
  const changed = useRef(onChanged);
  changed.current = onChanged;
  useEffect(() => {
    const started = new Chat(
      confab,
      me,
      (message, conversation) => {
        notify(message, conversation, me.user.id);
        if (message.sender?.id === me.user.id) void offerPush();
      },
      () => changed.current(),
    );
    void started.start();
    if (notificationsOn()) subscribeToPush().catch(() => undefined);
    setChat(started);
    return () => started.stop();
    // The profile may change under a running chat; the account cannot.
  }, [me.user.id]);
  useEffect(followPushAddress, []);
  if (!chat) return <Opening />;
  return (
    <MeContext.Provider value={me}>
      <ChatContext.Provider value={chat}>
        <Shell />
        <PushHint />
      </ChatContext.Provider>
    </MeContext.Provider>
  );
}
