import type { WebSocket } from "ws";
import type { FrameWriter } from "../../live/realtime/frame-writer.js";
import { CloseCode } from "./close-code.js";

const TICK_MS = 1_000;
/** Each socket is asked once in a round, and has a round's time to answer. */
const ROUND_TICKS = 10;
export const STALLED_MS = 60_000;
const LAST_WORD_MS = 1_000;

/** Looks after one connection. */
type Check = () => void;

/** One timer for all that stays open. */
export class KeepAlive {
  private readonly slots: Set<Check>[] = Array.from({ length: ROUND_TICKS }, () => new Set());
  private at = 0;
  private timer: NodeJS.Timeout | null = null;

  start(): void {
    this.timer = setInterval(() => this.tick(), TICK_MS).unref();
  }

  stop(): void {
    if (this.timer) clearInterval(this.timer);
  }

  /** Until the returned function is called. */
  add(check: Check): () => void {
    const slot = this.slots[this.at] ?? new Set();
    slot.add(check);
    return () => slot.delete(check);
  }

  private tick(): void {
    this.at = (this.at + 1) % ROUND_TICKS;
    for (const check of this.slots[this.at] ?? []) check();
  }
}

/** Finds the dead by ping, and those that have stopped reading. */
export function socketCheck(socket: WebSocket, writer: FrameWriter): Check {
  let waiting = false;
  socket.on("pong", () => {
    waiting = false;
  });
  return () => {
    if (writer.stalledMs() > STALLED_MS) {
      socket.close(CloseCode.OVERLOAD, "Too slow: resume from your position");
      setTimeout(() => socket.terminate(), LAST_WORD_MS).unref();
      // A stalled reader does not answer pings either: it is given its time to read on.
    } else if (waiting && !writer.busy) socket.terminate();
    else if (!waiting && socket.readyState === socket.OPEN) {
      waiting = true;
      socket.ping();
    }
  };
}
