import { once } from "node:events";
import type { Socket } from "node:net";
import WebSocket from "ws";
import type { TestApp } from "./app.js";
import { until } from "./graphql.js";

export interface Frame {
  readonly type: string;
  readonly id?: string;
  readonly payload?: unknown;
}

export interface PeerOptions {
  readonly protocols?: readonly string[];
  readonly headers?: Readonly<Record<string, string>>;
  /** After the host. */
  readonly path?: string;
}

/** A socket by hand, which may say what no client library would. */
export class Peer {
  private static readonly open = new Set<Peer>();
  readonly frames: Frame[] = [];
  readonly socket: WebSocket;
  closed: { code: number; reason: string } | null = null;
  /** The status of an upgrade that was refused. */
  refused: number | null = null;

  constructor(app: Pick<TestApp, "origin">, options: PeerOptions = {}) {
    const { protocols = ["graphql-transport-ws"], headers = {}, path = "/graphql" } = options;
    const url = `${app.origin.replace(/^http/, "ws")}${path}`;
    this.socket = new WebSocket(url, [...protocols], { headers });
    Peer.open.add(this);
    this.socket.on("error", () => undefined);
    this.socket.on("unexpected-response", (request, response) => {
      this.refused = response.statusCode ?? 0;
      request.destroy();
      this.socket.terminate();
    });
    this.socket.on("message", (data: Buffer) =>
      this.frames.push(JSON.parse(data.toString()) as Frame),
    );
    this.socket.on("close", (code, reason) => {
      this.closed = { code, reason: reason.toString() };
    });
  }

  /** For the end of a test. */
  static cutAll(): void {
    for (const { socket } of Peer.open) socket.terminate();
    Peer.open.clear();
  }

  async opened(): Promise<this> {
    if (this.socket.readyState !== WebSocket.OPEN) await once(this.socket, "open");
    return this;
  }

  /** 101 where the upgrade was taken, else the status that it was refused with. */
  async upgradeStatus(): Promise<number> {
    const isOpen = (): boolean => this.socket.readyState === WebSocket.OPEN;
    await until("the upgrade is answered", () => isOpen() || this.refused !== null);
    return this.refused ?? 101;
  }

  async acknowledged(token?: string): Promise<this> {
    await this.opened();
    const payload = token && { authorization: `Bearer ${token}` };
    this.say({ type: "connection_init", ...(payload && { payload }) });
    await this.heard("connection_ack");
    return this;
  }

  say(frame: Frame | string): void {
    this.socket.send(typeof frame === "string" ? frame : JSON.stringify(frame));
  }

  /** Past the library, which would not send it. */
  write(bytes: Buffer): void {
    (this.socket as unknown as { _socket: Socket })._socket.write(bytes);
  }

  subscribe(id: string, query: string): void {
    this.say({ type: "subscribe", id, payload: { query } });
  }

  heard(type: string, id?: string): Promise<Frame> {
    return this.first([type], id);
  }

  /** What an operation is answered with first: a result, or why there is none. */
  answered(id: string): Promise<Frame> {
    return this.first(["next", "error"], id);
  }

  private async first(types: readonly string[], id?: string): Promise<Frame> {
    let found: Frame | undefined;
    await until(`${types.join(" or ")} ${id ?? ""}`, () => {
      const isIt = (one: Frame): boolean =>
        types.includes(one.type) && (id === undefined || one.id === id);
      found = this.frames.find(isIt);
      return found !== undefined;
    });
    return found ?? { type: "" };
  }

  async closeCode(): Promise<number> {
    await until("the socket is closed", () => this.closed !== null);
    return this.closed?.code ?? 0;
  }
}
