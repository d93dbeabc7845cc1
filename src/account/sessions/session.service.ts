import type { Types, Model } from "mongoose";
import { notFound } from "../../platform/core/errors.js";
import { parseId } from "../../platform/core/id.js";
import { Batcher, batchedById } from "../../platform/core/batcher.js";
import { FIRST_EPOCH, epochOf } from "../../people/users/epoch.js";
import { isSuspended, type User } from "../../people/users/user.model.js";
import type { UserService } from "../../people/users/user.service.js";
import { OwnThing, type OwnChange } from "../../people/viewer-log/viewer-entry.model.js";
import type { OwnChanges } from "../../people/viewer-log/viewer-log.service.js";
import type { Session } from "./session.model.js";
import type { SessionEndings } from "./session-endings.js";

export interface SessionDependencies {
  readonly sessions: Model<Session>;
  readonly users: UserService;
  readonly endings: SessionEndings;
  readonly own: OwnChanges;
}

/** Which sessions there are, who they belong to, and their end. */
export class SessionService {
  private readonly byId;
  private readonly ofUser = new Batcher((ids: readonly Types.ObjectId[]) => this.ofUsers(ids));

  constructor(private readonly deps: SessionDependencies) {
    this.byId = batchedById(deps.sessions);
  }

  /** Those that are good, the most recently used first. */
  async list(userId: Types.ObjectId): Promise<Session[]> {
    const found = await this.ofUser.ask(userId);
    const user = await this.deps.users.find(userId);
    return found
      .filter((session) => isGood(session, user))
      .sort((a, b) => b.lastUsedAt.getTime() - a.lastUsedAt.getTime());
  }

  /** Those of that person that are good. */
  async findOwn(userId: Types.ObjectId, ids: readonly Types.ObjectId[]): Promise<Session[]> {
    const found = await this.deps.sessions.find({ _id: { $in: [...ids] } }).lean();
    const own = found.filter((session) => session.userId.equals(userId));
    const user = own.length > 0 ? await this.deps.users.find(userId) : null;
    return own.filter((session) => isGood(session, user));
  }

  async find(sessionId: Types.ObjectId): Promise<Session | null> {
    return this.byId.ask(sessionId);
  }

  /** Those that were opened by one login at a provider, or without `sid` by all of a person's. */
  async openedBy(by: {
    readonly provider: string;
    readonly subject: string | null;
    readonly sid: string | null;
  }): Promise<Session[]> {
    const filter =
      by.sid === null ? { "openedBy.subject": by.subject } : { "openedBy.sid": by.sid };
    const found = await this.deps.sessions.find(filter).lean();
    return found.filter(({ openedBy }) => openedBy?.provider === by.provider);
  }

  /** NOT_FOUND for an unknown session and for one of somebody else. */
  async revoke(userId: Types.ObjectId, id: string): Promise<void> {
    if (!(await this.end({ _id: parseId(id, "session"), userId }))) throw notFound("session");
  }

  async end(session: Pick<Session, "_id" | "userId">): Promise<boolean> {
    const { _id, userId } = session;
    await this.deps.endings.announce(userId);
    const { deletedCount } = await this.deps.own.during([changeOf(session)], () =>
      this.deps.sessions.deleteOne({ _id, userId }),
    );
    await this.deps.endings.tell(userId);
    return deletedCount === 1;
  }

  /** Takes a session along into the epoch that its account is about to begin. False: it is over. */
  async carry(_id: Types.ObjectId, from: string, to: string): Promise<boolean> {
    const epochs = from === FIRST_EPOCH ? { $in: [from, null] } : from;
    const next = { $push: { epochs: { $each: [from, to] } } };
    return (await this.deps.sessions.updateOne({ _id, epochs }, next)).matchedCount === 1;
  }

  async isLive(userId: Types.ObjectId, sessionId: Types.ObjectId): Promise<boolean> {
    const user = await this.deps.users.find(userId);
    return !!user && this.isIn(sessionId, user);
  }

  /** Whether that session is good for the account as it was read. */
  async isIn(_id: Types.ObjectId, user: User): Promise<boolean> {
    return isGood(await this.find(_id), user);
  }

  /** Before the account begins an epoch: those who are connected are to hear of it. */
  announce(userId: Types.ObjectId): Promise<void> {
    return this.deps.endings.announce(userId);
  }

  /** All of a person's, whatever their epoch. */
  async endAll(userId: Types.ObjectId): Promise<void> {
    await this.announce(userId);
    await this.deps.own.during(await this.othersThan(userId, null), () =>
      this.endBefore(userId, ""),
    );
  }

  /** What their owner's log is told where all but that one end. */
  async othersThan(userId: Types.ObjectId, kept: Types.ObjectId | null): Promise<OwnChange[]> {
    const sessions = await this.deps.sessions.find({ userId }).lean();
    return sessions.filter(({ _id }) => !kept?.equals(_id)).map(changeOf);
  }

  /** Once it has begun: takes away the sessions of those before, which are worth nothing. */
  async endBefore(userId: Types.ObjectId, epoch: string): Promise<void> {
    const sessions = await this.deps.sessions.find({ userId }).lean();
    const over = sessions.filter(({ epochs }) => !epochs?.includes(epoch));
    if (over.length > 0)
      await this.deps.sessions.deleteMany({ _id: { $in: over.map(({ _id }) => _id) } });
    await this.deps.endings.tell(userId);
  }

  private async ofUsers(userIds: readonly Types.ObjectId[]): Promise<Session[][]> {
    const found = await this.deps.sessions.find({ userId: { $in: [...userIds] } }).lean();
    return userIds.map((id) => found.filter(({ userId }) => userId.equals(id)));
  }
}

function changeOf({ _id, userId }: Pick<Session, "_id" | "userId">): OwnChange {
  return { userId, thing: OwnThing.SESSION, entityId: _id };
}

/** Whether nothing has ended it: its time, or the account's suspension, end or next epoch. */
function isGood(session: Session | null, user: User | null): session is Session {
  if (!session || !user || session.expiresAt <= new Date()) return false;
  if (user.deletedAt || isSuspended(user)) return false;
  return (session.epochs ?? [FIRST_EPOCH]).includes(epochOf(user));
}
