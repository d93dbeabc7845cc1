/** What the service ought to be, as plainly as it can be said. People are numbers. */
export interface Entry {
  readonly seq: number;
  readonly createdRevision: number;
  readonly sender: number;
  readonly event: string | null;
  revision: number;
  body: string | null;
  deleted: boolean;
  readonly reactions: Map<string, Set<number>>;
}

export interface Member {
  role: "OWNER" | "ADMIN" | "MEMBER";
  readonly joinedSeq: number;
  readSeq: number;
}

/** A refusal; its text is the code. */
export class Refused extends Error {}

export class ModelConversation {
  readonly log: Entry[] = [];
  readonly members = new Map<number, Member>();

  constructor(
    readonly direct: boolean,
    /** What was there before this run, read by everybody. */
    private readonly base: { readonly seq: number; readonly revision: number },
  ) {}

  revision = this.base.revision;

  get head(): number {
    return this.base.seq + this.log.length;
  }

  member(who: number): Member {
    const member = this.members.get(who);
    if (!member) throw new Refused("NOT_FOUND");
    return member;
  }

  join(who: number, role: Member["role"], joinedSeq: number): void {
    this.members.set(who, {
      role,
      joinedSeq,
      readSeq: this.direct ? this.base.seq : joinedSeq - 1,
    });
  }

  append(sender: number, content: { body: string | null; event?: string }): Entry {
    this.revision += 1;
    const entry = {
      seq: this.head + 1,
      createdRevision: this.revision,
      revision: this.revision,
      sender,
      event: content.event ?? null,
      body: content.body,
      deleted: false,
      reactions: new Map<string, Set<number>>(),
    };
    this.log.push(entry);
    return entry;
  }

  change(entry: Entry): void {
    this.revision += 1;
    entry.revision = this.revision;
  }

  visible(who: number): Entry[] {
    const member = this.members.get(who);
    return member ? this.log.filter(({ seq }) => seq >= member.joinedSeq) : [];
  }

  unread(who: number): number {
    const { readSeq } = this.member(who);
    const counts = ({ seq, event, deleted }: Entry): boolean =>
      event === null && !deleted && seq > readSeq;
    return this.log.filter(counts).length;
  }

  /** Those who have been here longest come first. */
  get inOrder(): [number, Member][] {
    return [...this.members].sort(([, a], [, b]) => a.joinedSeq - b.joinedSeq);
  }
}

export class Model {
  blocked = false;
  private readonly leftThemselves = new Set<number>();

  constructor(
    readonly group: ModelConversation,
    readonly direct: ModelConversation,
  ) {}

  send(who: number, to: ModelConversation, body: string): void {
    const member = to.member(who);
    this.requireUnblocked(to);
    member.readSeq = to.append(who, { body }).seq;
  }

  edit(who: number, of: ModelConversation, entry: Entry, body: string): void {
    this.requireVisible(who, of, entry);
    this.requireUnblocked(of);
    if (entry.sender !== who || entry.event) throw new Refused("FORBIDDEN");
    if (entry.deleted) throw new Refused("CONFLICT");
    if (entry.body === body) return;
    entry.body = body;
    of.change(entry);
  }

  delete(who: number, of: ModelConversation, entry: Entry): void {
    this.requireVisible(who, of, entry);
    const may = !entry.event && (entry.sender === who || of.member(who).role !== "MEMBER");
    if (!may) throw new Refused("FORBIDDEN");
    if (entry.deleted) return;
    entry.deleted = true;
    entry.body = null;
    entry.reactions.clear();
    of.change(entry);
  }

  react(who: number, of: ModelConversation, entry: Entry, emoji: string, active: boolean): void {
    this.requireVisible(who, of, entry);
    this.requireUnblocked(of);
    if (entry.deleted) throw new Refused("CONFLICT");
    if (entry.event) throw new Refused("FORBIDDEN");
    const people = entry.reactions.get(emoji) ?? new Set();
    if (people.has(who) === active) return;
    if (active) people.add(who);
    else people.delete(who);
    if (people.size > 0) entry.reactions.set(emoji, people);
    else entry.reactions.delete(emoji);
    of.change(entry);
  }

  markRead(who: number, of: ModelConversation, seq: number): void {
    const member = of.member(who);
    member.readSeq = Math.max(member.readSeq, Math.min(seq, of.head));
  }

  add(who: number, target: number): void {
    if (this.group.member(who).role === "MEMBER") throw new Refused("FORBIDDEN");
    if (this.group.members.has(target)) return;
    if (this.blocked && who + target === 1) throw new Refused("BLOCKED");
    // Whoever left is asked, and nobody here accepts.
    if (this.leftThemselves.has(target)) return;
    const { seq } = this.group.append(who, { body: null, event: "MEMBER_ADDED" });
    this.group.join(target, "MEMBER", seq);
  }

  remove(who: number, target: number): void {
    if (who === target) throw new Refused("BAD_USER_INPUT");
    const { role } = this.group.member(who);
    if (role === "MEMBER") throw new Refused("FORBIDDEN");
    const subject = this.group.members.get(target);
    if (!subject) return;
    if (subject.role !== "MEMBER" && role !== "OWNER") throw new Refused("FORBIDDEN");
    this.group.append(who, { body: null, event: "MEMBER_REMOVED" });
    this.group.members.delete(target);
  }

  promote(who: number, target: number): void {
    if (this.group.member(who).role !== "OWNER") throw new Refused("FORBIDDEN");
    const subject = this.group.member(target);
    if (subject.role === "ADMIN") return;
    if (subject.role === "OWNER" && this.owners.length === 1) throw new Refused("CONFLICT");
    this.group.append(who, { body: "ADMIN", event: "ROLE_CHANGED" });
    subject.role = "ADMIN";
  }

  leave(who: number): void {
    const leaver = this.group.member(who);
    const others = this.group.inOrder.filter(([other]) => other !== who);
    if (leaver.role === "OWNER" && this.owners.length === 1 && others.length > 0) {
      const [, successor] = others.find(([, { role }]) => role === "ADMIN") ?? others[0]!;
      this.group.append(who, { body: "OWNER", event: "ROLE_CHANGED" });
      successor.role = "OWNER";
    }
    this.group.append(who, { body: null, event: "MEMBER_LEFT" });
    this.group.members.delete(who);
    this.leftThemselves.add(who);
  }

  private get owners(): [number, Member][] {
    return [...this.group.members].filter(([, { role }]) => role === "OWNER");
  }

  private requireVisible(who: number, of: ModelConversation, { seq }: Entry): void {
    if (seq < of.member(who).joinedSeq) throw new Refused("NOT_FOUND");
  }

  private requireUnblocked({ direct }: ModelConversation): void {
    if (direct && this.blocked) throw new Refused("BLOCKED");
  }
}
