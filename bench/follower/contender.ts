import type { ChildProcess } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { MongoClient, type Db } from "mongodb";
import {
  CreateWebhookDocument,
  ReplayWebhookDocument,
  WebhooksDocument,
} from "../../test/generated/graphql.js";
import { post, until, type TypedDocument } from "../../test/support/graphql.js";
import { load, type Figures } from "../send/load.js";
import { start } from "../send/start.js";

const SERVER = fileURLToPath(new URL("server.ts", import.meta.url));
const SENDERS = 16;
export const GROUPS = 100;
const SEND = `mutation ($input: SendMessageInput!) { sendMessage(input: $input) { message { id seq createdAt } } }`;
const BODY = "x".repeat(200);
/** Only a fault takes so long. */
const CAUGHT_UP_MS = 600_000;

interface Told {
  readonly url: string;
  readonly tokens: readonly string[];
  readonly chats: readonly string[];
  readonly secret: string;
  readonly mongoUri: string;
}

/** A server with a database of its own, and the endpoint that its webhooks lead to. */
export class Contender {
  /** How many events its webhooks have posted. */
  posted = 0;
  private count = 0;

  private constructor(
    private readonly child: ChildProcess,
    private readonly told: Told,
    private readonly endpoint: Server,
    private readonly mongo: MongoClient,
  ) {
    endpoint.on("request", (request, response) => {
      this.posted += 1;
      request.resume();
      response.writeHead(204).end();
    });
  }

  static async start(): Promise<Contender> {
    const env = { BENCH_SENDERS: String(SENDERS), BENCH_GROUPS: String(GROUPS) };
    const { child, told } = await start(["--import", "tsx", SERVER], env);
    const endpoint = createServer({ keepAliveTimeout: 60_000 });
    await new Promise<void>((resolve) => endpoint.listen(0, "127.0.0.1", resolve));
    const mongo = await MongoClient.connect((told as Told).mongoUri);
    return new Contender(child, told as Told, endpoint, mongo);
  }

  get db(): Db {
    return this.mongo.db();
  }

  get socket(): { readonly url: string; readonly authorization: string } {
    const { url, secret } = this.told;
    return { url: url.replace(/^http/, "ws"), authorization: `Server ${secret}` };
  }

  /** Durable sends to a hundred conversations in turn. */
  send(durationMs: number): Promise<Figures> {
    const { url, tokens, chats } = this.told;
    const target = new URL(url);
    return load(() => {
      const group = (this.count += 1) % GROUPS;
      const conversationId = chats[group]!;
      const input = { conversationId, clientMessageId: randomUUID(), body: BODY };
      const body = JSON.stringify({ query: SEND, variables: { input } });
      return { url: target, token: tokens[group % SENDERS]!, body };
    }, durationMs);
  }

  async makeWebhook(): Promise<string> {
    const { port } = this.endpoint.address() as AddressInfo;
    const url = `http://127.0.0.1:${port}/events`;
    const made = await this.ask(CreateWebhookDocument, { url, types: ["MESSAGE_CREATED"] });
    return made.createWebhook.webhook.id;
  }

  async replay(id: string): Promise<void> {
    await this.ask(ReplayWebhookDocument, { id, from: new Date(0).toISOString() });
  }

  /** Also begins what `serverEvents` reads. */
  async ask<Result, Variables>(
    document: TypedDocument<Result, Variables> | string,
    variables?: Variables,
  ): Promise<Result> {
    const headers = { authorization: `Server ${this.told.secret}` };
    const answer = await post(this.told.url, document, variables, undefined, headers);
    if (answer.errors) throw new Error(JSON.stringify(answer.errors));
    return answer.data;
  }

  /** All followers are at the ends of all logs. */
  async caughtUp(): Promise<void> {
    await until("the followers are there", () => this.isCaughtUp(), CAUGHT_UP_MS);
  }

  private async isCaughtUp(): Promise<boolean> {
    const { webhooks } = await this.ask(WebhooksDocument);
    if (webhooks.some(({ undelivered }) => undelivered > 0)) return false;
    const due = await this.db.collection("follower_positions").find({}).toArray();
    return due.every(({ dueAt }) => dueAt === null);
  }

  async stop(): Promise<void> {
    await this.mongo.close();
    this.endpoint.closeAllConnections();
    this.endpoint.close();
    // It checks its logs as it stops, for which it needs its database.
    const ended = once(this.child, "exit");
    this.child.kill("SIGTERM");
    await ended;
  }
}
