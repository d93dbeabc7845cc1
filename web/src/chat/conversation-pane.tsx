import { toConfabError, type ConfabError } from "@confab/client";
import { useEffect, useMemo, useState } from "react";
import { confab } from "../api/confab.js";
import { useLimits } from "../app/server-info.js";
import { useChat, useConversation, useConversationIndex } from "../state/chat-context.js";
import { peerOf, titleOf, type Conversation } from "../state/conversation.js";
import type { MessageItemFragment } from "../gql/graphql.js";
import { Empty, Failed, Loading } from "../ui/notice.js";
import { Announcer } from "./announcer.js";
import { Composer } from "./composer.js";
import { ComposerClosed } from "./composer-closed.js";
import { keptMessage, keptMode, type ComposerMode } from "./composer-mode.js";
import { ConversationHeader } from "./conversation-header.js";
import { DetailsDrawer } from "./details-drawer.js";
import { DropZone } from "./drop-zone.js";
import { Forward } from "./forward.js";
import { MessageCommands } from "./message-commands.js";
import { ReadBy } from "./read-by.js";
import { SearchBar } from "./search-bar.js";
import { TimelineView } from "./timeline-view.js";
import { useBlock } from "./use-block.js";
import { useUploads } from "./use-uploads.js";
import { chatTexts } from "../texts/chat.js";

const WRITING: ComposerMode = { kind: "write" };

interface ConversationPaneProps {
  readonly id: string;
  /** A message that the address names. */
  readonly linked: string | null;
}

export function ConversationPane({ id, linked }: ConversationPaneProps) {
  const chat = useChat();
  const conversation = useConversation(id);
  const { status } = useConversationIndex();
  const [missing, setMissing] = useState(false);
  const [error, setError] = useState<ConfabError | null>(null);
  const [tries, setTries] = useState(0);
  const known = conversation !== undefined;
  useEffect(() => {
    if (known || status === "loading") return;
    setError(null);
    // A link to a conversation that the list has not come to yet, or that is not there.
    chat.list.load([id]).then(
      () => setMissing(!chat.list.get(id)),
      (thrown: unknown) => setError(toConfabError(thrown)),
    );
  }, [chat, id, known, status, tries]);
  useEffect(
    () => confab.onStatus((now) => now === "connected" && setTries((count) => count + 1)),
    [],
  );
  if (conversation) return <OpenConversation conversation={conversation} linked={linked} />;
  return (
    <section className="main" aria-label={chatTexts.conversation}>
      {error ? (
        <Failed error={error} onRetry={() => setTries(tries + 1)} />
      ) : missing ? (
        <Empty icon="chats" title={chatTexts.thisConversationIsNotAvailable}>
          {chatTexts.itWasDeletedOrYouAre}
        </Empty>
      ) : (
        <Loading label={chatTexts.loadingTheConversation} />
      )}
    </section>
  );
}

interface OpenConversationProps {
  readonly conversation: Conversation;
  readonly linked: string | null;
}

function OpenConversation({ conversation, linked }: OpenConversationProps) {
  const { id } = conversation;
  const chat = useChat();
  const limits = useLimits();
  const peer = peerOf(conversation);
  const block = useBlock(peer && !peer.isDeleted ? peer.id : null);
  const [mode, setMode] = useState<ComposerMode>(() => keptMode(chat.drafts, id));
  useEffect(() => {
    if (mode.kind === "edit") return;
    chat.drafts.setEdit(id, null);
    chat.drafts.setAnswered(id, mode.kind === "reply" ? mode.message : null);
  }, [chat, id, mode]);
  const [details, setDetails] = useState(false);
  const [searching, setSearching] = useState(false);
  const [target, setTarget] = useState<{ readonly messageId: string } | null>(null);
  const [read, setRead] = useState<MessageItemFragment | null>(null);
  const [forwarded, setForwarded] = useState<MessageItemFragment | null>(null);
  const uploads = useUploads(id, {
    maxFiles: limits?.attachmentsPerMessage ?? 10,
    maxBytes: limits?.uploadMaxBytes,
  });
  const commands = useMemo(
    () => ({
      reply: (message: MessageItemFragment) => setMode({ kind: "reply", message }),
      edit: (message: MessageItemFragment) =>
        setMode({ kind: "edit", message, text: message.body ?? "" }),
      showReaders: setRead,
      forward: setForwarded,
      jumpTo: (messageId: string) => {
        const wanted = { messageId };
        setTarget(wanted);
        void chat.timelines.jumpTo(id, messageId).then((isThere) => {
          if (!isThere) setTarget((now) => (now === wanted ? null : now));
        });
      },
    }),
    [chat, id],
  );
  useEffect(() => {
    if (linked) commands.jumpTo(linked);
  }, [commands, linked]);
  return (
    <MessageCommands.Provider value={commands}>
      <DropZone
        className="main conversation"
        data-testid="conversation"
        aria-label={chatTexts.conversation}
        onFiles={(files) => mode.kind !== "edit" && uploads.add(files)}
      >
        <ConversationHeader
          conversation={conversation}
          detailsOpen={details}
          onDetails={() => setDetails(!details)}
          searchOpen={searching}
          onSearch={() => setSearching(!searching)}
          block={block}
        />
        {searching && <SearchBar conversationId={id} onClose={() => setSearching(false)} />}
        <TimelineView conversation={conversation} target={target} />
        <Announcer conversation={conversation} />
        {block?.blocked ? (
          <ComposerClosed name={titleOf(conversation)} block={block} />
        ) : peer?.isDeleted ? (
          <p className="composer-closed muted small">{chatTexts.thisAccountWasDeletedWhatWas}</p>
        ) : (
          <Composer
            conversation={conversation}
            uploads={uploads}
            mode={mode}
            onDone={() => setMode(mode.kind === "edit" ? keptMessage(chat.drafts, id) : WRITING)}
            onEdit={commands.edit}
          />
        )}
      </DropZone>
      {read && <ReadBy message={read} onClose={() => setRead(null)} />}
      {forwarded && <Forward message={forwarded} onClose={() => setForwarded(null)} />}
      {details && <DetailsDrawer conversation={conversation} onClose={() => setDetails(false)} />}
    </MessageCommands.Provider>
  );
}
