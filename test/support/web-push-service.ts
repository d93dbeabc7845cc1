import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { importJWK, jwtVerify } from "jose";
import { SubscriptionKeys } from "./web-push-crypto.js";

/** What a device got, decrypted. */
interface PushedData {
  readonly type: string;
  readonly conversationId: string;
  readonly messageId: string;
  readonly seq: number;
  readonly badge: number;
  readonly title?: string;
  readonly body?: string;
}

export interface Pushed {
  readonly data: PushedData;
  readonly headers: IncomingMessage["headers"];
}

type Behaviour = (response: ServerResponse, pushed: Pushed) => void;

/** A browser that has subscribed, as its push service sees it. */
export class Subscription {
  readonly keys = new SubscriptionKeys();
  /** What it was told, and what came and was refused as well. */
  readonly taken: Pushed[] = [];
  readonly came: Pushed[] = [];
  behave: Behaviour | null = null;

  constructor(readonly endpoint: string) {}

  take(response: ServerResponse, pushed: Pushed): void {
    this.taken.push(pushed);
    response.writeHead(201).end();
  }

  get bodies(): (string | undefined)[] {
    return this.taken.map(({ data }) => data.body);
  }
}

/** A push service of browsers: it checks who sends, and its browsers decrypt what came. */
export class WebPushService {
  readonly forged: string[] = [];
  private readonly subscriptions = new Map<string, Subscription>();

  private constructor(
    private readonly server: Server,
    private readonly origin: string,
  ) {}

  static async start(): Promise<WebPushService> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    const service = new WebPushService(server, `http://127.0.0.1:${port}`);
    server.on("request", (request, response) => void service.receive(request, response));
    return service;
  }

  subscribe(): Subscription {
    const made = new Subscription(`${this.origin}/push/${randomUUID()}`);
    this.subscriptions.set(made.endpoint, made);
    return made;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const subscription = this.subscriptions.get(`${this.origin}${request.url}`);
    if (!subscription) return void response.writeHead(404).end();
    try {
      await this.check(request.headers);
      const data = JSON.parse(subscription.keys.decrypt(Buffer.concat(parts))) as PushedData;
      const pushed = { data, headers: request.headers };
      subscription.came.push(pushed);
      if (subscription.behave) subscription.behave(response, pushed);
      else subscription.take(response, pushed);
    } catch (error) {
      this.forged.push(String(error));
      response.writeHead(403).end();
    }
  }

  /** After RFC 8292. */
  private async check(headers: IncomingMessage["headers"]): Promise<void> {
    const { authorization = "" } = headers;
    const ttl = String(headers["ttl"] ?? "");
    const [, token = "", key = ""] = /^vapid t=([^,\s]+), ?k=(\S+)$/.exec(authorization) ?? [];
    const point = Buffer.from(key, "base64url");
    const coordinate = (at: number): string => point.subarray(at, at + 32).toString("base64url");
    const jwk = { kty: "EC", crv: "P-256", x: coordinate(1), y: coordinate(33) };
    const { payload } = await jwtVerify(token, await importJWK(jwk, "ES256"), {
      audience: this.origin,
      algorithms: ["ES256"],
    });
    if (!/^(?:mailto|https):/.test(payload.sub ?? "")) throw new Error("nobody to ask");
    if ((payload.exp ?? Infinity) > Date.now() / 1_000 + 86_400) throw new Error("for too long");
    if (!/^\d+$/.test(ttl)) throw new Error("no TTL");
    if (headers["content-encoding"] !== "aes128gcm") throw new Error("another encoding");
  }
}
