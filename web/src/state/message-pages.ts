import type { ConfabClient } from "@confab/client";
import {
  LatestMessagesDocument,
  MessagesAroundDocument,
  MessagesAroundSeqDocument,
  type MessagePageFragment,
} from "../gql/graphql.js";

type Page = Promise<MessagePageFragment | undefined>;

/** Pages of a conversation, as the server has them now. */
export class MessagePages {
  constructor(private readonly confab: ConfabClient) {}

  async latest(id: string): Page {
    const { conversation } = await this.confab.request(LatestMessagesDocument, { id });
    if (conversation) this.confab.positions.start(id, { revision: conversation.revision });
    return conversation?.messages;
  }

  async aroundMessage(id: string, messageId: string): Page {
    const variables = { id, around: messageId };
    return (await this.confab.request(MessagesAroundDocument, variables)).conversation?.messages;
  }

  async around(id: string, seq: number): Page {
    const variables = { id, aroundSeq: Math.max(0, seq) };
    const { conversation } = await this.confab.request(MessagesAroundSeqDocument, variables);
    if (conversation) this.confab.positions.start(id, { revision: conversation.revision });
    return conversation?.messages;
  }
}
