import { memoryStore, type Store } from "./store.js";

/** Each is undefined while nothing is known: 0 is a position too, that of an empty conversation. */
export interface Position {
  readonly revision: number | undefined;
  readonly seq: number | undefined;
}

interface Entry extends Position {
  /** The newest revision seen while a reload is under way; becomes `revision` when it is done. */
  readonly pending: number | undefined;
}

const UNKNOWN: Entry = { revision: undefined, seq: undefined, pending: undefined };

/** A permit to move a position past what was missed, void once a later one is given. */
export interface Hold {
  readonly conversationId: string;
  readonly id: number;
}

export interface PositionsOptions {
  readonly store?: Store | undefined;
  /** Where they are kept; give each account its own. */
  readonly key?: string | undefined;
  /** How many are named when subscribing; the server counts the others as unlisted. */
  readonly maxListed?: number | undefined;
}

/**
 * How far each conversation has been seen. A position moves only when everything up to it has been
 * handed to the app, so that a cut at any moment loses nothing.
 */
export class Positions {
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

  /** After a first load by query: sets what is not known yet and never moves what is. */
  start(conversationId: string, position: Partial<Position>): void {
    const entry = this.entries.get(conversationId) ?? UNKNOWN;
    if (position.revision !== undefined) this.unloaded.delete(conversationId);
    this.put(conversationId, {
      revision: entry.revision ?? position.revision,
      seq: entry.seq ?? position.seq,
      pending: entry.pending,
    });
  }

  /** False where that change has been seen already. */
  advanceRevision(conversationId: string, revision: number): boolean {
    const entry = this.entries.get(conversationId) ?? UNKNOWN;
    if (revision <= (entry.pending ?? entry.revision ?? -1)) return false;
    const move = entry.pending === undefined ? { revision } : { pending: revision };
    this.put(conversationId, { ...entry, ...move });
    return true;
  }

  /** False where that message has been seen already. */
  advanceSeq(conversationId: string, seq: number): boolean {
    const entry = this.entries.get(conversationId) ?? UNKNOWN;
    if (seq <= (entry.seq ?? -1)) return false;
    this.put(conversationId, { ...entry, seq });
    return true;
  }

  /** Keeps the position where it is until `release`, while newer changes go on being told apart. */
  hold(conversationId: string, revision: number): Hold {
    const entry = this.entries.get(conversationId) ?? UNKNOWN;
    this.put(conversationId, { ...entry, pending: Math.max(entry.pending ?? 0, revision) });
    const hold = { conversationId, id: ++this.holdCount };
    this.holds.set(conversationId, hold.id);
    return hold;
  }

  release({ conversationId, id }: Hold): void {
    const entry = this.entries.get(conversationId);
    if (this.holds.get(conversationId) !== id || !entry) return;
    this.holds.delete(conversationId);
    const revision = Math.max(entry.revision ?? 0, entry.pending ?? 0);
    this.unloaded.delete(conversationId);
    this.put(conversationId, { ...entry, revision, pending: undefined });
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

  /** The `since` of `conversationEvents`. */
  revisions(only?: string | null): { conversationId: string; revision: number }[] {
    return this.list(only).flatMap(([conversationId, { revision }]) =>
      revision === undefined || this.unloaded.has(conversationId)
        ? []
        : { conversationId, revision },
    );
  }

  /** The `since` of `messageReceived`. */
  seqs(only?: string | null): { conversationId: string; seq: number }[] {
    return this.list(only).flatMap(([conversationId, { seq }]) =>
      seq === undefined ? [] : { conversationId, seq },
    );
  }

  private list(only: string | null | undefined): [string, Entry][] {
    return [...this.entries].filter(([id]) => !only || id === only).slice(-this.maxListed);
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
        const entry = {
          revision: revision ?? undefined,
          seq: seq ?? undefined,
          pending: undefined,
        };
        this.entries.set(id, entry);
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
