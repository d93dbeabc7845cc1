import type { FeedPositions, Position, PositionKind, PositionsOptions } from "./positions.types.js";
import { memoryStore, type Store } from "./store.js";

interface Entry extends Position {
  /** The newest that has come, of each feed: the app may not have taken it yet. */
  readonly seen: Partial<Position>;
  /** The newest revision that the app has taken while a reload keeps `revision` where it is. */
  readonly taken: number | undefined;
}

const UNKNOWN: Entry = { revision: undefined, seq: undefined, seen: {}, taken: undefined };

/** A permit to move a position past what was missed, void once a later one is given. */
export interface Hold {
  readonly conversationId: string;
  /** What the reload brings the app up to. */
  readonly revision: number;
  readonly id: number;
}

export function createPositions(options?: PositionsOptions): FeedPositions {
  return new StoredPositions(options);
}

/**
 * A position moves only when the app has taken everything up to it, so that a cut at any moment
 * loses nothing.
 */
export class StoredPositions implements FeedPositions {
  // Ordered by last move, oldest first.
  private readonly entries = new Map<string, Entry>();
  /** Not known from their beginning: what events tell of them is no position until they are loaded. */
  private readonly unloaded = new Set<string>();
  private readonly holds = new Map<string, number>();
  private holdCount = 0;
  private saving = false;
  private readonly store: Store;
  private readonly key: string;
  private readonly maxListed: number;

  constructor(options: PositionsOptions = {}) {
    this.store = options.store ?? memoryStore();
    this.key = options.key ?? "confab:positions";
    // A frame of the server's socket is 64 KiB at most; one position takes about 80 bytes.
    this.maxListed = options.maxListed ?? 500;
    this.load();
  }

  get(conversationId: string): Position | undefined {
    const entry = this.entries.get(conversationId);
    return entry && { revision: entry.revision, seq: entry.seq };
  }

  start(conversationId: string, position: Partial<Position>): void {
    const entry = this.entries.get(conversationId) ?? UNKNOWN;
    if (position.revision !== undefined) this.unloaded.delete(conversationId);
    this.put(conversationId, {
      ...entry,
      revision: entry.revision ?? position.revision,
      seq: entry.seq ?? position.seq,
    });
  }

  /** False where that one has come already. */
  see(kind: PositionKind, conversationId: string, at: number): boolean {
    const entry = this.entries.get(conversationId) ?? UNKNOWN;
    if (at <= Math.max(entry.seen[kind] ?? -1, entry[kind] ?? -1)) return false;
    // Positions move when it is taken: until then only this tells it from a repeated one.
    this.entries.set(conversationId, { ...entry, seen: { ...entry.seen, [kind]: at } });
    return true;
  }

  /** The app has it. */
  take(kind: PositionKind, conversationId: string, at: number): void {
    const entry = this.entries.get(conversationId) ?? UNKNOWN;
    const isHeld = kind === "revision" && this.holds.has(conversationId);
    const place = isHeld ? "taken" : kind;
    this.put(conversationId, { ...entry, [place]: Math.max(entry[place] ?? 0, at) });
  }

  advanceRevision(conversationId: string, revision: number): boolean {
    return this.advance("revision", conversationId, revision);
  }

  advanceSeq(conversationId: string, seq: number): boolean {
    return this.advance("seq", conversationId, seq);
  }

  /** Keeps the position where it is until `release`, while newer changes go on being told apart. */
  hold(conversationId: string, revision: number): Hold {
    const entry = this.entries.get(conversationId) ?? UNKNOWN;
    const seen = { ...entry.seen, revision: Math.max(entry.seen.revision ?? 0, revision) };
    this.put(conversationId, { ...entry, seen });
    const hold = { conversationId, revision, id: ++this.holdCount };
    this.holds.set(conversationId, hold.id);
    return hold;
  }

  release({ conversationId, revision: loaded, id }: Hold): void {
    const entry = this.entries.get(conversationId);
    if (this.holds.get(conversationId) !== id || !entry) return;
    this.holds.delete(conversationId);
    const revision = Math.max(entry.revision ?? 0, loaded, entry.taken ?? 0);
    this.unloaded.delete(conversationId);
    this.put(conversationId, { ...entry, revision, taken: undefined });
  }

  isHeld({ conversationId, id }: Hold): boolean {
    return this.holds.get(conversationId) === id;
  }

  /**
   * The subscription was given no position in it, and began at its end. Events move it from there,
   * but it is named in `since` only after `start`: until then what came before them is missing here.
   */
  restart(conversationId: string): void {
    this.forget(conversationId);
    this.unloaded.add(conversationId);
  }

  forget(conversationId: string): void {
    this.unloaded.delete(conversationId);
    this.holds.delete(conversationId);
    if (this.entries.delete(conversationId)) this.save();
  }

  clear(): void {
    this.entries.clear();
    this.unloaded.clear();
    this.holds.clear();
    this.save();
  }

  revisions(only?: string | null): { conversationId: string; revision: number }[] {
    return this.list(only).flatMap(([conversationId, { revision }]) =>
      revision === undefined || this.unloaded.has(conversationId)
        ? []
        : { conversationId, revision },
    );
  }

  seqs(only?: string | null): { conversationId: string; seq: number }[] {
    return this.list(only).flatMap(([conversationId, { seq }]) =>
      seq === undefined ? [] : { conversationId, seq },
    );
  }

  private advance(kind: PositionKind, conversationId: string, at: number): boolean {
    if (!this.see(kind, conversationId, at)) return false;
    this.take(kind, conversationId, at);
    return true;
  }

  private list(only: string | null | undefined): [string, Entry][] {
    return [...this.entries]
      .filter(([id]) => (only ? id === only : id !== "viewer"))
      .slice(-this.maxListed);
  }

  private put(conversationId: string, entry: Entry): void {
    this.entries.delete(conversationId);
    this.entries.set(conversationId, entry);
    this.save();
  }

  private load(): void {
    try {
      const rows = JSON.parse(this.store.get(this.key) ?? "[]") as [
        string,
        number | null,
        number | null,
      ][];
      for (const [id, revision, seq] of rows) {
        const position = { revision: revision ?? undefined, seq: seq ?? undefined };
        this.entries.set(id, { ...UNKNOWN, ...position });
      }
    } catch {
      // Unreadable positions are as good as none: everything is loaded by query.
    }
  }

  private save(): void {
    if (this.saving) return;
    this.saving = true;
    // A replay of a thousand changes is one write.
    queueMicrotask(() => {
      this.saving = false;
      const rows = [...this.entries].map(([id, { revision, seq }]) => [
        id,
        this.unloaded.has(id) ? undefined : revision,
        seq,
      ]);
      this.store.set(this.key, JSON.stringify(rows));
    });
  }
}
