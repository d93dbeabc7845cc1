import type { ConfabError } from "@confab/client";
import { lastingRequest } from "../api/lasting-request.js";
import { useApiMutation } from "../api/use-api-mutation.js";
import { navigate } from "../app/route.js";
import {
  AnswerContactRequestDocument,
  OpenDirectConversationDocument,
  RemoveContactDocument,
  SendContactRequestDocument,
  SetBlockedDocument,
  type PersonFragment,
} from "../gql/graphql.js";
import { useChat } from "../state/chat-context.js";
import { showError, showUndo } from "../ui/toasts.js";
import { contactsTexts } from "../texts/contacts.js";

export interface PersonActions {
  readonly add: () => void;
  readonly answer: (accept: boolean) => void;
  readonly block: (blocked: boolean) => void;
  readonly message: () => void;
  readonly remove: () => void;
  readonly busy: boolean;
  readonly error: ConfabError | null | undefined;
}

/** What waits to be undone is shown as done. */
export const removalOf = (userId: string): string => `contact:${userId}`;

/** What can be done with somebody, wherever they are shown. */
export function usePersonActions(
  { id: userId, name }: PersonFragment,
  onChanged: () => void,
): PersonActions {
  const { postponed } = useChat();
  const request = useApiMutation(SendContactRequestDocument);
  const answer = useApiMutation(AnswerContactRequestDocument);
  const block = useApiMutation(SetBlockedDocument);
  const open = useApiMutation(OpenDirectConversationDocument);
  const all = [request, answer, block, open];
  const done = (work: Promise<unknown>): void => {
    void work.then((result) => {
      if (result) onChanged();
    });
  };
  return {
    add: () => done(request.run({ userId })),
    answer: (accept) => done(answer.run({ userId, accept })),
    block: (blocked) => done(block.run({ userId, blocked })),
    message: () =>
      void open.run({ userId }).then((result) => {
        if (result) navigate("chats", result.openDirectConversation.id);
      }),
    remove: () => {
      postponed.add(removalOf(userId), () => {
        lastingRequest(RemoveContactDocument, { userId }).then(onChanged, showError);
      });
      showUndo(contactsTexts.isNoContactAnyMore(name), () => postponed.undo(removalOf(userId)));
    },
    busy: all.some((one) => one.busy),
    error: all.find((one) => one.error)?.error,
  };
}
