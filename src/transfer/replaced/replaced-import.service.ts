import { Types } from "mongoose";
import type { ChatImport } from "./chat-import.service.js";
import type { FriendImport } from "./friend-import.js";
import type { ImportReport } from "../report/import-report.js";
import { openOldPhone } from "./old-phone.js";
import { friendsOf } from "./read-user.js";
import type { OldPair, ReplacedSource } from "./replaced.types.js";
import type { UserImport } from "./user-import.service.js";

export interface ReplacedImportDependencies {
  readonly source: ReplacedSource;
  readonly users: UserImport;
  readonly friends: FriendImport;
  readonly chats: ChatImport;
  readonly report: ImportReport;
  readonly phoneKeys: readonly string[];
  readonly onProgress: (what: string, done: number, of: number) => void;
}

/** Numbers that are tried before anything is written. */
const PHONES_TRIED = 20;

/** All of the replaced system's data. It may be run again: what is here by then stays as it is. */
export class ReplacedImport {
  /** By their ids there, those who have another one here. */
  private readonly moved = new Map<string, Types.ObjectId>();

  constructor(private readonly deps: ReplacedImportDependencies) {}

  /** Throws one sentence, with nothing written, where the phone numbers cannot be read. */
  async run(): Promise<void> {
    await this.tryPhones();
    const total = await this.deps.source.count();
    await this.takeUsers(total.users);
    await this.takeFriends(total.users);
    await this.takeChats(total.chats);
  }

  private async tryPhones(): Promise<void> {
    const { source, phoneKeys } = this.deps;
    let tried = 0;
    for await (const { phone } of source.users()) {
      if (typeof phone !== "string" || phone === "") continue;
      if (openOldPhone(phone, phoneKeys) !== null) return;
      if ((tried += 1) === PHONES_TRIED) break;
    }
    if (tried > 0)
      throw new Error(
        "SECRET_KEY_PHONE does not open the phone numbers of that database: set the one that it was used with. Nothing was written.",
      );
  }

  private async takeUsers(total: number): Promise<void> {
    const { source, users, report, onProgress } = this.deps;
    let done = 0;
    for await (const old of source.users()) {
      const { outcome, here } = await users.take(old);
      report.add("users", outcome, old._id.toHexString());
      if (here && !here.equals(old._id)) this.moved.set(old._id.toHexString(), here);
      onProgress("users", (done += 1), total);
    }
  }

  private async takeFriends(total: number): Promise<void> {
    const { source, friends, report, onProgress } = this.deps;
    let done = 0;
    for await (const old of source.users()) {
      const own = this.hereOf(old._id);
      const others = friendsOf(old).map((id) => this.hereOf(id));
      const known = await this.deps.users.accounts([own, ...others]);
      for (const other of others) {
        const pair = [own, other].map((id) => known.get(id.toHexString()));
        const [a, b] = pair;
        if (!a || !b || a._id.equals(b._id)) {
          report.count("friends left out: the account is not here");
          continue;
        }
        const since = new Date(Math.max(a.createdAt.getTime(), b.createdAt.getTime()));
        if (await friends.take(a._id, b._id, since)) report.count("contacts taken");
      }
      onProgress("friends of users", (done += 1), total);
    }
  }

  private async takeChats(total: number): Promise<void> {
    const { report, onProgress } = this.deps;
    let done = 0;
    for (const [key, chats] of await this.chatsByPair()) {
      const [one = "", other = ""] = key.split(":");
      await this.takePair([one, other], chats);
      done += chats.length;
      onProgress("chats", done, total);
    }
    report.count(
      "chats of one pair that became one conversation",
      total - report.countOf("chats read"),
    );
  }

  private async takePair(pair: readonly [string, string], chats: readonly Types.ObjectId[]) {
    const { source, report } = this.deps;
    const [id] = chats;
    if (!id) return;
    report.count("chats read");
    const people = new Map(pair.map((hex) => [hex, this.hereOf(new Types.ObjectId(hex))]));
    const here = new Set([...people.values()].map(String));
    const known = await this.deps.users.accounts([...people.values()]);
    const why =
      here.size < 2 ? "is with oneself" : known.size === 0 ? "has nobody who is here" : null;
    if (why !== null) return report.add("chats", { kind: "refused", why }, id.toHexString());
    const messages = await source.messagesOf(chats);
    const taken = await this.deps.chats.take({ people, createdAt: id.getTimestamp(), messages });
    report.add("chats", { kind: taken.taken > 0 ? "taken" : "unchanged" }, id.toHexString());
    report.count("messages taken", taken.taken);
    report.count("messages unchanged", taken.unchanged);
    report.count("messages too long, which became several", taken.parted);
    for (const [reason, count] of taken.refused) {
      report.count("messages refused", count);
      report.reason(`messages refused: ${reason}`, count, id.toHexString());
    }
  }

  /** A race could make two chats of one pair. */
  private async chatsByPair(): Promise<Map<string, Types.ObjectId[]>> {
    const byPair = new Map<string, Types.ObjectId[]>();
    for await (const chat of this.deps.source.pairs()) {
      const key = pairKey(chat);
      if (key === null)
        this.deps.report.add(
          "chats",
          { kind: "refused", why: "is not between two" },
          String(chat._id),
        );
      else byPair.set(key, [...(byPair.get(key) ?? []), chat._id]);
    }
    return byPair;
  }

  private hereOf(id: Types.ObjectId): Types.ObjectId {
    return this.moved.get(id.toHexString()) ?? id;
  }
}

function pairKey({ mainUser, subParticipant }: OldPair): string | null {
  if (!(mainUser instanceof Types.ObjectId) || !(subParticipant instanceof Types.ObjectId))
    return null;
  return [mainUser.toHexString(), subParticipant.toHexString()].sort().join(":");
}
