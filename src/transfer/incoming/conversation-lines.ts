import type { Model, Types } from "mongoose";
import type { LogProjector } from "../../chat/log/log-projector.js";
import type { LogStore } from "../../chat/log/log-store.js";
import { MessageKind } from "../../chat/log/message.model.js";
import { SystemEvent } from "../../chat/log/system-event.model.js";
import { positioned } from "../../chat/log/positioned.js";
import type { Conversation } from "../../chat/membership/conversation.model.js";
import type { MembershipService } from "../../chat/membership/membership.service.js";
import { GROUP_MAX_MEMBERS } from "../../chat/groups/group-rules.js";
import { isDuplicateKey } from "../../platform/core/errors.js";
import { toId } from "../../platform/core/id.js";
import { dateOf, readDate } from "../lines/line-dates.js";
import type { ConversationLine } from "../lines/line.types.js";
import { idOf, SourceIds } from "../lines/source-id.js";
import type { ImportReport } from "../report/import-report.js";
import { refused, takenWith, UNCHANGED, type Outcome } from "../report/outcome.js";
import type { AccountLines } from "./account-lines.service.js";
import { KnownIds } from "./known-ids.js";
import { nameOf, readConversation } from "./read-conversation.js";

export interface ConversationLinesDependencies {
  readonly rows: Model<Conversation>;
  readonly memberships: MembershipService;
  readonly store: LogStore;
  readonly projector: LogProjector;
}

const ORIGIN = { seq: 0, revision: 0, ordinal: 0 };

/** Conversations by lines: a group begins with the entry that made it, as one that is made here. */
export class ConversationLines {
  /** By their ids there, those that are another one here: two people have one direct conversation. */
  private readonly moved = new Map<string, Types.ObjectId>();
  private readonly planned = new Set<string>();
  private readonly checkpoints = new Map<string, NonNullable<ConversationLine["confab"]>>();

  private readonly ids = new SourceIds("conversation");
  private readonly stored: KnownIds;

  constructor(
    private readonly deps: ConversationLinesDependencies,
    private readonly accounts: AccountLines,
    private readonly report: ImportReport,
    private readonly isDry: boolean,
  ) {
    this.stored = new KnownIds(deps.rows as never);
  }

  hereOf(sourceId: string): Types.ObjectId {
    return this.moved.get(sourceId) ?? this.ids.of(sourceId);
  }

  /** The ids among these that there are, or that a trial would have made; in hex. */
  async known(ids: readonly Types.ObjectId[]): Promise<Set<string>> {
    const known = await this.stored.among(ids);
    for (const id of ids) if (this.planned.has(id.toHexString())) known.add(id.toHexString());
    return known;
  }

  /** The checkpoints of another Confab: what was in its rows is in those that came from there. */
  async finish(): Promise<void> {
    for (const [hex, { lastSeq, revision, lastMessageAt }] of this.checkpoints) {
      const at = dateOf(lastMessageAt);
      const change = { $max: { lastSeq, revision, ...(at && { lastMessageAt: at }) } };
      const told = { ...change, $currentDate: { newsAt: true as const } };
      const _id = toId(hex);
      await this.deps.rows.updateOne({ _id, revision: { $lt: revision } }, told);
      await this.deps.rows.updateOne({ _id }, change);
    }
  }

  /** Whether it is the same one here, and no other that was here before. */
  isOwn(sourceId: string): boolean {
    return !this.moved.has(sourceId);
  }

  async take(lines: readonly ConversationLine[]): Promise<void> {
    const ids = lines.flatMap(({ members }) => members.map((id) => this.accounts.hereOf(id)));
    const known = await this.accounts.known(ids);
    await Promise.all(
      lines.map(async (line) =>
        this.report.add("conversations", await this.takeOne(line, known), line.id),
      ),
    );
  }

  private async takeOne(line: ConversationLine, known: ReadonlySet<string>): Promise<Outcome> {
    const _id = idOf("conversation", line.id);
    const found = new Map(
      line.members.map((id) => this.accounts.hereOf(id)).map((id) => [id.toHexString(), id]),
    );
    const members = [...found].flatMap(([hex, id]) => (known.has(hex) ? [id] : []));
    const isDirect = line.kind === "DIRECT";
    if (isDirect && found.size < 2) return refused("is with oneself");
    if (isDirect && members.length === 0) return refused("has nobody who is here");
    const losses = members.length < found.size ? ["some of its members are not here"] : [];
    if (members.length > GROUP_MAX_MEMBERS) losses.push("a group has at most 512 members");
    const fresh = readConversation(line, this.creatorOf(line), losses);
    const directKey = [...found.keys()].sort().join(":");
    const keys = isDirect
      ? { directKey }
      : fresh.externalId
        ? { externalId: fresh.externalId }
        : {};
    const here = await this.find(_id, keys);
    if (here && !here.equals(_id)) this.moved.set(line.id, here);
    if (here) return this.again(line, here, [...found.values()]);
    if (this.isDry) {
      this.planned.add(_id.toHexString());
      return takenWith(losses);
    }
    const start = { ...fresh, ...(isDirect && keys), lastSeq: 0, revision: 0 };
    if (!(await this.insert(_id, start))) return this.takeOne(line, known);
    await this.again(line, _id, isDirect ? [...found.values()] : members);
    return takenWith(losses);
  }

  /** False: somebody made it in between. */
  private async insert(_id: Types.ObjectId, row: Partial<Conversation>): Promise<boolean> {
    try {
      const write = { $setOnInsert: row as never };
      await this.deps.rows.collection.updateOne({ _id }, write, { upsert: true });
      return true;
    } catch (error) {
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  }

  /** What an end in the midst may have left undone. */
  private async again(
    line: ConversationLine,
    conversationId: Types.ObjectId,
    people: readonly Types.ObjectId[],
  ): Promise<Outcome> {
    const [one, other] = people;
    if (line.confab && this.isOwn(line.id) && !this.isDry)
      this.checkpoints.set(conversationId.toHexString(), line.confab);
    if (this.isDry || line.confab) return UNCHANGED;
    if (line.kind === "GROUP") await this.found(line, conversationId, people);
    else if (one && other) await this.deps.memberships.admitPair(conversationId, [one, other]);
    return UNCHANGED;
  }

  private creatorOf({ kind, creator }: ConversationLine): Types.ObjectId | null {
    return kind === "GROUP" && creator ? this.accounts.hereOf(creator) : null;
  }

  /** The first entry of a group's log, which is what makes it. */
  private async found(
    line: ConversationLine,
    conversationId: Types.ObjectId,
    people: readonly Types.ObjectId[],
  ): Promise<void> {
    const creatorId = line.creator ? this.accounts.hereOf(line.creator) : (people[0] ?? null);
    const subjectIds = people.filter((id) => !creatorId || !id.equals(creatorId));
    const [entry] = positioned(
      [
        {
          ...{ _id: idOf("founding", conversationId.toHexString() + line.id), conversationId },
          ...{ kind: MessageKind.SYSTEM, systemEvent: SystemEvent.CONVERSATION_CREATED },
          ...{ senderId: creatorId, subjectIds: subjectIds.slice(0, GROUP_MAX_MEMBERS - 1) },
          body: nameOf(line),
          createdAt: readDate(line.createdAt ?? new Date().toISOString()).at,
        },
      ],
      ORIGIN,
    );
    // Refused where the log has begun. An end in between may have left the rows behind it.
    if (entry) await this.deps.store.insert([entry]);
    await this.deps.projector.project([conversationId]);
  }

  private async find(_id: Types.ObjectId, keys: object): Promise<Types.ObjectId | null> {
    const arms = Object.keys(keys).length > 0 ? [{ _id }, keys] : [{ _id }];
    const found = await this.deps.rows.find({ $or: arms }).select("_id").lean();
    return (found.find((one) => one._id.equals(_id)) ?? found[0])?._id ?? null;
  }
}
