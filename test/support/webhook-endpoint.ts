import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Webhook } from "standardwebhooks";

export interface ReceivedEvent {
  readonly id: string;
  readonly at: number;
  readonly type: string;
  readonly timestamp: string;
  readonly data: {
    readonly conversationId: string;
    readonly messageId: string;
    readonly seq: number;
    readonly revision: number;
    readonly body: string | null;
  } & Readonly<Record<string, unknown>>;
}

/** What an endpoint does with a request: by default it takes it. */
type Behaviour = (response: ServerResponse, event: ReceivedEvent) => void;

/** A backend's endpoint, which checks each signature by the reference library. */
export class WebhookEndpoint {
  /** All that came, as often as it came; `taken`: those that were answered as taken. */
  readonly came: ReceivedEvent[] = [];
  readonly taken: ReceivedEvent[] = [];
  readonly forged: string[] = [];
  secret = "";
  behave: Behaviour | null = null;

  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async start(): Promise<WebhookEndpoint> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    const endpoint = new WebhookEndpoint(server, `http://127.0.0.1:${port}/events`);
    server.on("request", (request, response) => {
      const parts: Buffer[] = [];
      request.on("data", (part: Buffer) => parts.push(part));
      request.on("end", () => {
        const body = Buffer.concat(parts).toString();
        endpoint.receive(request.headers as Record<string, string>, body, response);
      });
    });
    return endpoint;
  }

  /** Each once, in the order of their first coming. */
  get once(): ReceivedEvent[] {
    return [...new Map(this.taken.map((event) => [event.id, event])).values()];
  }

  /** The positions of one conversation, in the order in which they came first. */
  revisionsOf(conversationId: string): number[] {
    const own = this.once.filter(({ data }) => data.conversationId === conversationId);
    return own.map(({ data }) => data.revision);
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private receive(headers: Record<string, string>, body: string, response: ServerResponse): void {
    const id = headers["webhook-id"] ?? "";
    try {
      new Webhook(this.secret).verify(body, headers);
    } catch (error) {
      this.forged.push(String(error));
      response.writeHead(401).end();
      return;
    }
    const event = { id, at: Date.now(), ...(JSON.parse(body) as Omit<ReceivedEvent, "id" | "at">) };
    this.came.push(event);
    if (this.behave) return this.behave(response, event);
    this.take(response, event);
  }

  take(response: ServerResponse, event: ReceivedEvent): void {
    this.taken.push(event);
    response.writeHead(204).end();
  }
}
