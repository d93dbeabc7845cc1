import {
  DeleteMessageDocument,
  EditMessageDocument,
  SetReactionDocument,
  type MessageStateFragment,
} from "../generated/graphql.js";
import type { Person } from "../support/people.js";
import { insist, type Caller, type Operation } from "./attempt.js";
import type { Change, History, Send } from "./history.js";
import type { Room } from "./population.js";

const EMOJI = ["👍", "🎉", "❤️"] as const;

interface ChangerOptions {
  readonly person: Person;
  readonly caller: Caller;
  readonly history: History;
}

/** Changes messages, each time on whatever node, until it is known what became of it. */
export class Changer {
  constructor(
    private readonly options: ChangerOptions,
    private readonly gaveUp: () => boolean,
  ) {}

  async edit(send: Send): Promise<void> {
    const id = send.answers[0]?.id;
    if (!id) return;
    send.edited = `${send.body} (edited)`;
    const variables = { id, body: send.edited };
    const data = await this.insist(EditMessageDocument, variables);
    this.note("edit", data?.editMessage, send.edited);
  }

  async delete(send: Send): Promise<void> {
    const id = send.answers[0]?.id;
    if (!id) return;
    this.options.history.deletions.add(id);
    const data = await this.insist(DeleteMessageDocument, { id });
    this.note("delete", data?.deleteMessage);
  }

  /** To anybody's message of that room: whoever has written it writes on another node. */
  async react(room: Room): Promise<void> {
    const { history, caller } = this.options;
    const known = history.sends
      .filter(({ conversationId }) => conversationId === room.id)
      .flatMap(({ answers: [first] }) => first?.id ?? []);
    if (known.length === 0) return;
    const messageId = caller.random.pick(known);
    const variables = { messageId, emoji: caller.random.pick(EMOJI), active: true };
    const data = await this.insist(SetReactionDocument, variables);
    this.note("react", data?.setReaction);
  }

  /** Null: refused, as after a removal or of a deleted message, or never known. */
  private async insist<R, V>(
    document: Operation<R, V>["document"],
    variables: V,
  ): Promise<R | null> {
    const { caller, person } = this.options;
    const operation = { document, variables, token: person.token };
    const outcome = await insist(caller, operation, this.gaveUp);
    return outcome.kind === "ok" ? outcome.data : null;
  }

  private note(kind: Change["kind"], message: MessageStateFragment | undefined, body?: string) {
    if (!message) return;
    const { id: messageId, conversationId, revision } = message;
    const change = { kind, conversationId, messageId, revision, body: body ?? null };
    this.options.history.changes.push(change);
  }
}
