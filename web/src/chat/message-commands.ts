import { createContext, useContext } from "react";
import type { MessageItemFragment } from "../gql/graphql.js";

export interface MessageCommandSet {
  readonly reply: (message: MessageItemFragment) => void;
  readonly edit: (message: MessageItemFragment) => void;
  readonly showReaders: (message: MessageItemFragment) => void;
  readonly forward: (message: MessageItemFragment) => void;
  readonly jumpTo: (messageId: string) => void;
}

const nothing = (): void => undefined;

/** What a message asks of the conversation around it. */
export const MessageCommands = createContext<MessageCommandSet>({
  reply: nothing,
  edit: nothing,
  showReaders: nothing,
  forward: nothing,
  jumpTo: nothing,
});

export function useMessageCommands(): MessageCommandSet {
  return useContext(MessageCommands);
}
