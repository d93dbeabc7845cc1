import { useEffect, useMemo, useState } from "react";
import { useChat, useConversation, useConversationIndex, useMe } from "../state/chat-context.js";
import { peerOf } from "../state/conversation.js";
import type { MessageItemFragment } from "../gql/graphql.js";
import { Empty, Loading } from "../ui/notice.js";
import { Composer, type ComposerMode } from "./composer.js";
import { ConversationHeader } from "./conversation-header.js";
import { DetailsDrawer } from "./details-drawer.js";
import { MessageCommands } from "./message-commands.js";
import { ReadBy } from "./read-by.js";
import { TimelineView } from "./timeline-view.js";

const WRITING: ComposerMode = { kind: "write" };

export function ConversationPane({ id }: { readonly id: string }) {
  const chat = useChat();
  const me = useMe();
  const conversation = useConversation(id);
  const { status } = useConversationIndex();
  const [mode, setMode] = useState<ComposerMode>(WRITING);
  const [details, setDetails] = useState(false);
  const [target, setTarget] = useState<{ readonly messageId: string } | null>(null);
  const [read, setRead] = useState<MessageItemFragment | null>(null);
  const [missing, setMissing] = useState(false);

  useEffect(() => void chat.timelines.open(id), [chat, id]);
  const known = conversation !== undefined;
  useEffect(() => {
    if (known || status !== "ready") return;
    // A link to a conversation that the list has not come to yet, or that is not there.
    chat.list.load([id]).then(
      () => setMissing(!chat.list.get(id)),
      () => setMissing(true),
    );
  }, [chat, id, known, status]);

  const commands = useMemo(
    () => ({
      reply: (message: MessageItemFragment) => setMode({ kind: "reply", message }),
      edit: (message: MessageItemFragment) => setMode({ kind: "edit", message }),
      showReaders: setRead,
      jumpTo: (messageId: string) => {
        void chat.timelines.jumpTo(id, messageId).then(() => setTarget({ messageId }));
      },
    }),
    [chat, id],
  );

  if (!conversation) {
    return (
      <section className="main" aria-label="Conversation">
        {missing ? (
          <Empty icon="chats" title="This conversation is not there">
            It was deleted, or you are not a member of it any more.
          </Empty>
        ) : (
          <Loading label="Loading the conversation" />
        )}
      </section>
    );
  }
  return (
    <MessageCommands.Provider value={commands}>
      <section className="main conversation" data-testid="conversation" aria-label="Conversation">
        <ConversationHeader
          conversation={conversation}
          detailsOpen={details}
          onDetails={() => setDetails(!details)}
        />
        <TimelineView conversation={conversation} target={target} />
        {peerOf(conversation, me.id)?.isDeleted ? (
          <p className="composer-closed muted small">
            This account was deleted. What was written stays, but nobody reads on.
          </p>
        ) : (
          <Composer
            conversation={conversation}
            mode={mode}
            onDone={() => setMode(WRITING)}
            onEdit={commands.edit}
          />
        )}
      </section>
      {read && <ReadBy message={read} onClose={() => setRead(null)} />}
      {details && <DetailsDrawer conversation={conversation} onClose={() => setDetails(false)} />}
    </MessageCommands.Provider>
  );
}
