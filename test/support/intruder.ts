import WebSocket from "ws";
import { ViewerDocument } from "../generated/graphql.js";
import type { TestApp } from "./app.js";
import { post } from "./graphql.js";

/** After so many refusals in a row, over HTTP and of new sockets each, nobody comes in again. */
const REFUSALS = 8;

/**
 * Holds a socket of a node open with somebody's token and goes on asking over HTTP and opening new
 * sockets with it, whatever it is answered, until it is refused for good.
 */
export class Intruder {
  /** When it was last let in by each way; of the open socket: when it was closed. */
  readonly lastIn = { http: 0, opening: 0, open: 0 };
  /** Resolves when it is out everywhere. */
  readonly out: Promise<unknown>;

  private constructor(
    private readonly node: Pick<TestApp, "url">,
    private readonly token: string,
    held: Held,
    private readonly now: () => number,
  ) {
    this.out = Promise.all([
      this.ask(),
      this.reopen(),
      held.closed.then(() => (this.lastIn.open = now())),
    ]);
  }

  /** Resolves when it is in. */
  static async enter(
    node: Pick<TestApp, "url">,
    token: string,
    now = () => performance.now(),
  ): Promise<Intruder> {
    const held = await openSocket(node.url, token);
    if (!held) throw new Error("the token opens no socket");
    return new Intruder(node, token, held, now);
  }

  /** How long after that moment of its clock it was last let in, at the latest. */
  since(moment: number): Record<"http" | "opening" | "open", number> {
    const { http, opening, open } = this.lastIn;
    const after = (at: number): number => Math.max(0, at - moment);
    return { http: after(http), opening: after(opening), open: after(open) };
  }

  private async ask(): Promise<void> {
    for (let refused = 0; refused < REFUSALS;) {
      const began = this.now();
      const { status } = await post(this.node.url, ViewerDocument, {}, this.token);
      refused = status === 401 ? refused + 1 : 0;
      if (refused === 0) this.lastIn.http = began;
    }
  }

  private async reopen(): Promise<void> {
    for (let refused = 0; refused < REFUSALS;) {
      const began = this.now();
      const opened = await openSocket(this.node.url, this.token);
      refused = opened ? 0 : refused + 1;
      if (opened) this.lastIn.opening = began;
      opened?.socket.terminate();
    }
  }
}

interface Held {
  readonly socket: WebSocket;
  readonly closed: Promise<void>;
}

/** Null: it was refused. */
function openSocket(url: string, token: string): Promise<Held | null> {
  return new Promise((resolve) => {
    const socket = new WebSocket(url.replace(/^http/, "ws"), "graphql-transport-ws");
    const closed = new Promise<void>((done) => {
      socket.once("close", () => {
        done();
        resolve(null);
      });
    });
    socket.on("error", () => undefined);
    socket.once("open", () => {
      const payload = { authorization: `Bearer ${token}` };
      socket.send(JSON.stringify({ type: "connection_init", payload }));
    });
    socket.on("message", (data: Buffer) => {
      if (data.toString().includes("connection_ack")) resolve({ socket, closed });
    });
  });
}
