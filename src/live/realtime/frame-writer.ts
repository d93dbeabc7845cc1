import type { Writable } from "node:stream";
import type { Log, Sink, Template } from "./template.types.js";

const MAX_AT_ONCE = 8;

/** Where the frames of one WebSocket go: its TCP socket, beside the library that owns it. */
export class FrameWriter implements Sink {
  private readonly waiting = new Set<() => void>();
  private readonly inLine: (() => void)[] = [];
  private working = 0;
  private progress: { unwritten: number; at: number } | null = null;

  constructor(
    private readonly socket: Writable,
    private readonly isOpen: () => boolean,
    private readonly onWritten: (events: number) => void = () => undefined,
  ) {
    socket.on("drain", () => this.resume());
    socket.once("close", () => this.resume());
  }

  /**
   * True: write nothing now, and go on from your position in turn. The system's
   * own buffer is full by then. Node's limit, as beyond it Node tells when the socket has drained.
   */
  get busy(): boolean {
    return this.socket.writableLength > this.socket.writableHighWaterMark;
  }

  write(template: Template, operationId: Buffer, log: Log): void {
    if (!this.isOpen()) return;
    template.writeTo(this, operationId, log);
    this.onWritten(template.events);
  }

  send(bytes: Buffer): boolean {
    this.socket.write(bytes);
    return this.socket.writableLength === 0;
  }

  /** Frames have none: a client of a socket knows its positions. */
  placeLine(_log: Log, _position: number): Buffer | null {
    return null;
  }

  /** A subscription begins at these places; `only`: it follows one conversation. */
  begin(_places: ReadonlyMap<string, number>, _options: { readonly only: boolean }): void {
    // See placeLine.
  }

  /**
   * Does work that ends in writing, once there is room. Few at a time: each has read what it writes,
   * and of those who find that there is no room any more, all come again.
   */
  async inTurn<Done>(work: () => Promise<Done>): Promise<Done> {
    if (this.working >= MAX_AT_ONCE) await new Promise<void>((next) => this.inLine.push(next));
    else this.working += 1;
    try {
      if (this.busy && this.isOpen())
        await new Promise<void>((resolve) => this.waiting.add(resolve));
      return await work();
    } finally {
      const next = this.inLine.shift();
      if (next) next();
      else this.working -= 1;
    }
  }

  /** For how long a reader that is behind has taken nothing, as seen by whoever asks regularly. */
  stalledMs(): number {
    const unwritten = this.socket.writableLength;
    const now = performance.now();
    if (!this.busy) this.progress = null;
    else if (this.progress?.unwritten !== unwritten) this.progress = { unwritten, at: now };
    return this.progress ? now - this.progress.at : 0;
  }

  private resume(): void {
    for (const resolve of this.waiting) resolve();
    this.waiting.clear();
  }
}
