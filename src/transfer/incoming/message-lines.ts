import type { Types } from "mongoose";
import type { Draft } from "../../chat/log/positioned.js";
import type { MessageLine } from "../lines/line.types.js";
import { idOf } from "../lines/source-id.js";
import type { ImportReport } from "../report/import-report.js";
import { refused, takenWith, UNCHANGED } from "../report/outcome.js";
import type { AccountLines } from "./account-lines.service.js";
import type { ConversationLines } from "./conversation-lines.js";
import type { ExactMessages } from "./exact-messages.js";
import type { LogWriter } from "./log-writer.js";
import type { MessageFiles } from "./message-files.js";
import { readMessage } from "./read-message.js";
import type { ReplyTargets } from "./reply-targets.js";

export interface MessageLinesDependencies {
  readonly accounts: AccountLines;
  readonly conversations: ConversationLines;
  readonly writer: LogWriter;
  readonly exact: ExactMessages;
  readonly replies: ReplyTargets;
  readonly files: MessageFiles;
  readonly report: ImportReport;
  readonly isDry: boolean;
}

/**
 * Messages by lines, in the order in which they come: at the end of their logs, or in their own
 * places. While some are written the next are read; where those go is looked up behind that.
 */
export class MessageLines {
  private writing: Promise<void> = Promise.resolve();

  constructor(private readonly deps: MessageLinesDependencies) {}

  async take(lines: readonly MessageLine[]): Promise<void> {
    const { conversations, writer, exact } = this.deps;
    const here = lines.map(({ conversation }) => conversations.hereOf(conversation));
    const known = await conversations.known(here);
    const people = await this.peopleOf(lines);
    const own: MessageLine[] = [];
    const foreign: MessageLine[] = [];
    for (const [at, line] of lines.entries()) {
      const id = here[at];
      if (!id || !known.has(id.toHexString()))
        this.deps.report.add("messages", refused("its conversation is not here"), line.id);
      else if (line.confab && conversations.isOwn(line.conversation)) own.push(line);
      else foreign.push(line);
    }
    await this.writing;
    if (own.length > 0) await exact.take(own);
    if (foreign.length === 0) return;
    await writer.open(foreign.map(({ conversation }) => conversations.hereOf(conversation)));
    await this.append(foreign, people);
  }

  private async append(lines: readonly MessageLine[], people: ReadonlySet<string>): Promise<void> {
    const { conversations, accounts, report, writer, replies, isDry } = this.deps;
    const areHere = (ids: readonly string[]): Types.ObjectId[] =>
      ids.map((id) => accounts.hereOf(id)).filter((id) => people.has(id.toHexString()));
    const known = await this.known(lines);
    const drafts = new Map<string, { draft: Draft; losses: string[]; id: string }>();
    for (const line of lines) {
      const hex = idOf("message", line.id).toHexString();
      if (known.has(hex) || drafts.has(hex)) {
        report.add("messages", UNCHANGED, line.id);
        continue;
      }
      const conversationId = conversations.hereOf(line.conversation);
      const [senderId = null] = line.sender ? areHere([line.sender]) : [];
      const files = senderId
        ? await this.deps.files.take(line, { conversationId, senderId })
        : { ids: [], losses: [] as string[] };
      const read = readMessage(line, {
        conversationId,
        senderId,
        peopleOf: areHere,
        attachmentIds: files.ids,
      });
      if ("refused" in read) report.add("messages", refused(read.refused), line.id);
      else drafts.set(hex, { ...read, id: line.id, losses: [...read.losses, ...files.losses] });
    }
    const ready = await replies.check([...drafts.values()]);
    const written = isDry ? Promise.resolve() : writer.append(ready);
    this.writing = written.then(() => {
      for (const { id, losses } of drafts.values()) report.add("messages", takenWith(losses), id);
    });
    // Whoever waits for it next is told.
    this.writing.catch(() => undefined);
  }

  /** Once all are written. */
  async finish(): Promise<void> {
    await this.writing;
  }

  /** Those that are stored. What begins now holds none of them, so it is not asked for. */
  private async known(lines: readonly MessageLine[]): Promise<Set<string>> {
    const { writer, conversations } = this.deps;
    const maybe = lines.filter(
      ({ conversation }) => !writer.wasEmpty(conversations.hereOf(conversation)),
    );
    return writer.stored(maybe.map(({ id }) => idOf("message", id)));
  }

  /** Who of all that these name is here. */
  private async peopleOf(lines: readonly MessageLine[]): Promise<Set<string>> {
    const named = new Set(
      lines.flatMap(({ sender, mentions = [], reactions = [] }) => [
        ...(sender ? [sender] : []),
        ...mentions,
        ...reactions.flatMap(({ users }) => users),
      ]),
    );
    const { accounts } = this.deps;
    return accounts.known([...named].map((id) => accounts.hereOf(id)));
  }
}
