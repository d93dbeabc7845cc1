import { useEffect, useState } from "react";
import { confab } from "../api/confab.js";
import { useApiQuery } from "../api/use-api-query.js";
import { ViewerDocument, type MeFragment } from "../gql/graphql.js";
import { Chat } from "../state/chat.js";
import { ChatContext, MeContext } from "../state/chat-context.js";
import { Failed, Loading } from "../ui/notice.js";
import { notify } from "./notifications.js";
import { Shell } from "./shell.js";

export function SignedIn() {
  const { data, error, reload } = useApiQuery(ViewerDocument, {});
  const me = data?.viewer;
  useEffect(() => {
    // The token was taken and yet there is nobody: the account is gone.
    if (data && !data.viewer) confab.session.end("SESSION_REVOKED");
  }, [data]);
  if (me) return <WithChat key={me.id} me={me} />;
  return error ? <Failed error={error} onRetry={reload} /> : <Loading label="Signing in" />;
}

function WithChat({ me }: { readonly me: MeFragment }) {
  const [chat, setChat] = useState<Chat>();
  useEffect(() => {
    const started = new Chat(confab, me, (message, conversation) =>
      notify(message, conversation, me.id),
    );
    void started.start();
    setChat(started);
    return () => started.stop();
    // The profile may change under a running chat; the account cannot.
  }, [me.id]);
  if (!chat) return <Loading />;
  return (
    <MeContext.Provider value={me}>
      <ChatContext.Provider value={chat}>
        <Shell />
      </ChatContext.Provider>
    </MeContext.Provider>
  );
}
