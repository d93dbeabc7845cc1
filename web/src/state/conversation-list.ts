import { toConfabError, type ConfabClient, type ConfabError } from "@confab/client";
import {
  ConversationListDocument,
  ConversationsByIdDocument,
  type ConversationItemFragment,
  type OwnMembershipFragment,
} from "../gql/graphql.js";
import type { Conversation } from "./conversation.js";
import { GatheredLoads } from "./gathered-loads.js";
import { Observable, withEntry, withoutEntry } from "./observable.js";

export interface ConversationIndex {
  readonly status: "loading" | "ready" | "failed";
  readonly error: ConfabError | null;
  readonly byId: ReadonlyMap<string, Conversation>;
  readonly cursor: string | null;
  readonly hasMore: boolean;
}

const IDS_PER_REQUEST = 20;

/** The conversations of one account: as many as were asked for, and those that spoke up. */
export class ConversationList {
  readonly index = new Observable<ConversationIndex>({
    status: "loading",
    error: null,
    byId: new Map(),
    cursor: null,
    hasMore: false,
  });

  private loading = false;
  private readonly loads = new GatheredLoads((ids) => this.loadNow(ids));

  constructor(
    private readonly confab: ConfabClient,
    /** Told of those that were loaded. */
    private readonly onLoaded: (conversations: readonly Conversation[]) => void,
  ) {}

  get(id: string): Conversation | undefined {
    return this.index.get().byId.get(id);
  }

  /** The next page of the list, or the first. */
  async loadMore(): Promise<void> {
    if (this.loading) return;
    this.loading = true;
    const { cursor } = this.index.get();
    try {
      const { viewer } = await this.confab.request(ConversationListDocument, { after: cursor });
      const page = viewer?.conversations;
      this.keep(page?.nodes ?? []);
      this.index.update((index) => ({
        ...index,
        status: "ready",
        error: null,
        cursor: page?.pageInfo.endCursor ?? null,
        hasMore: page?.pageInfo.hasNextPage ?? false,
      }));
    } catch (thrown) {
      const error = toConfabError(thrown);
      this.index.update((index) => ({ ...index, status: "failed", error }));
    } finally {
      this.loading = false;
    }
  }

  /** As they are now. A burst of events asks for the same one over and over: it is loaded once. */
  load(ids: readonly string[]): Promise<void> {
    return this.loads.want(ids);
  }

  /** What a mutation answered about a conversation. */
  merge(fields: ConversationItemFragment): void {
    this.change(fields.id, (c) => ({ ...c, ...fields }));
  }

  setMembership(conversationId: string, membership: OwnMembershipFragment): void {
    this.change(conversationId, (c) => ({ ...c, viewerMembership: membership }));
  }

  remove(conversationId: string): void {
    this.confab.positions.forget(conversationId);
    this.index.update((index) => ({ ...index, byId: withoutEntry(index.byId, conversationId) }));
  }

  change(id: string, change: (conversation: Conversation) => Conversation): void {
    this.index.update((index) => {
      const conversation = index.byId.get(id);
      if (!conversation) return index;
      const next = change(conversation);
      return next === conversation ? index : { ...index, byId: withEntry(index.byId, id, next) };
    });
  }

  /** What was last seen, until it can be loaded: the first page is still to come. */
  restore(conversations: readonly Conversation[]): void {
    const byId = new Map(conversations.map((one) => [one.id, one]));
    this.index.update((index) => ({ ...index, byId }));
  }

  private async loadNow(ids: readonly string[]): Promise<void> {
    for (let i = 0; i < ids.length; i += IDS_PER_REQUEST) {
      const some = ids.slice(i, i + IDS_PER_REQUEST);
      const { nodes } = await this.confab.request(ConversationsByIdDocument, { ids: some });
      const found = nodes.filter((node) => node?.__typename === "Conversation");
      this.keep(found);
      const gone = some.filter((id) => !found.some((node) => node.id === id));
      for (const id of gone) this.remove(id);
    }
  }

  private keep(conversations: readonly Conversation[]): void {
    for (const { id, revision } of conversations) this.confab.positions.start(id, { revision });
    this.index.update((index) => {
      const byId = new Map(index.byId);
      for (const conversation of conversations) byId.set(conversation.id, conversation);
      return { ...index, byId };
    });
    this.onLoaded(conversations);
  }
}
