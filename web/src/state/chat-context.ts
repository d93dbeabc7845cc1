import { createContext, useContext, useMemo, useSyncExternalStore } from "react";
import type { MeFragment } from "../gql/graphql.js";
import type { Presence, Typist } from "./awareness.js";
import type { Chat } from "./chat.js";
import type { ConversationIndex } from "./conversation-list.js";
import { byPlace, type Conversation } from "./conversation.js";
import { useObservable } from "./observable.js";
import type { OutgoingEntry } from "./outgoing.js";
import { EMPTY_TIMELINE, type Timeline } from "./timeline.js";

export const ChatContext = createContext<Chat | null>(null);
export const MeContext = createContext<MeFragment | null>(null);

export function useChat(): Chat {
  const chat = useContext(ChatContext);
  if (!chat) throw new Error("There is no chat above this component.");
  return chat;
}

export function useMe(): MeFragment {
  const me = useContext(MeContext);
  if (!me) throw new Error("Nobody is signed in above this component.");
  return me;
}

export function useConversationIndex(): ConversationIndex {
  return useObservable(useChat().list.index, (index) => index);
}

export function useConversations(): readonly Conversation[] {
  const { byId } = useConversationIndex();
  return useMemo(() => [...byId.values()].sort(byPlace), [byId]);
}

export function useConversation(id: string): Conversation | undefined {
  return useObservable(useChat().list.index, (index) => index.byId.get(id));
}

export function useTimeline(id: string): Timeline {
  return useObservable(useChat().timelines.all, (all) => all.get(id) ?? EMPTY_TIMELINE);
}

const NOBODY: readonly Typist[] = [];

export function useTypists(conversationId: string): readonly Typist[] {
  return useObservable(useChat().awareness.typing, (map) => map.get(conversationId) ?? NOBODY);
}

/** What was heard live, or else what the query said. */
export function usePresence(userId: string, loaded: Presence | null = null): Presence | null {
  return useObservable(useChat().awareness.presence, (map) => map.get(userId) ?? null) ?? loaded;
}

export function useOutgoing(conversationId: string): readonly OutgoingEntry[] {
  const { outbox } = useChat();
  const entries = useSyncExternalStore(outbox.onChange, outbox.entries);
  return useMemo(
    () => entries.filter((entry) => entry.input.conversationId === conversationId),
    [entries, conversationId],
  );
}
