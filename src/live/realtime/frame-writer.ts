import type { Socket } from "node:net";
import type { FrameTemplate } from "./frame.js";

/** Where the frames of one WebSocket go: its TCP socket, beside the library that owns it. */
export class FrameWriter {
  private readonly waiting = new Set<() => void>();
  private progress: { unwritten: number; at: number } | null = null;

  constructor(
    private readonly socket: Socket,
    private readonly isOpen: () => boolean,
    private readonly onWritten: (events: number) => void = () => undefined,
  ) {
    socket.on("drain", () => this.resume());
    socket.once("close", () => this.resume());
  }

  /**
   * True: write nothing now, and go on from your position when `drained` resolves. The system's
   * own buffer is full by then. Node's limit, as beyond it Node tells when the socket has drained.
   */
  get busy(): boolean {
    return this.socket.writableLength > this.socket.writableHighWaterMark;
  }

  write(template: FrameTemplate, id: Buffer): void {
    if (!this.isOpen()) return;
    this.socket.write(template.for(id));
    if (this.socket.writableLength > 0) template.keep();
    this.onWritten(template.events);
  }

  /** Resolves when there is room, or when the socket has closed. */
  async drained(): Promise<void> {
    if (this.busy && this.isOpen()) await new Promise<void>((resolve) => this.waiting.add(resolve));
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
