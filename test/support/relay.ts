import { createServer, connect, type Socket } from "node:net";

/** One connection to the server behind a relay, and what came back on it. */
export interface RelayedConnection {
  answered: string;
  closed: boolean;
}

/** Passes bytes on to a server, so that a test sees what becomes of each connection. */
export class Relay {
  readonly connections: RelayedConnection[] = [];
  private readonly sockets = new Set<Socket>();

  private constructor(
    readonly port: number,
    private readonly close: () => Promise<void>,
  ) {}

  static async start(origin: string): Promise<Relay> {
    const { hostname, port } = new URL(origin);
    const server = createServer({ allowHalfOpen: true }, (client) =>
      relay.join(client, connect({ host: hostname, port: Number(port), allowHalfOpen: true })),
    );
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    const own = typeof address === "object" && address ? address.port : 0;
    const relay = new Relay(own, () => new Promise((resolve) => server.close(() => resolve())));
    return relay;
  }

  get origin(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** As a train does in a tunnel. */
  cut(): void {
    for (const socket of this.sockets) socket.destroy();
    this.sockets.clear();
  }

  async stop(): Promise<void> {
    this.cut();
    await this.close();
  }

  private join(client: Socket, server: Socket): void {
    const connection: RelayedConnection = { answered: "", closed: false };
    this.connections.push(connection);
    for (const socket of [client, server]) {
      this.sockets.add(socket);
      socket.on("error", () => undefined);
    }
    server.on("data", (bytes) => (connection.answered += bytes.toString("latin1")));
    for (const event of ["end", "close"]) server.once(event, () => (connection.closed = true));
    client.pipe(server);
    server.pipe(client);
    server.once("close", () => client.destroy());
    client.once("close", () => server.destroy());
  }
}
