import { randomUUID } from "node:crypto";
import { createClient, type Client } from "graphql-ws";
import WebSocket from "ws";
import {
  ConfirmEmailDocument,
  LoginDocument,
  MessageReceivedDocument,
  SendMessageDocument,
  SignupDocument,
  type MessagePartsFragment,
} from "../../test/generated/graphql.js";
import { mailedCode } from "./mailbox.js";

interface TypedDocument<Result, Variables> {
  toString(): string;
  readonly __apiType?: (variables: Variables) => Result;
}

/** A client as an app would have it: fetch for operations, graphql-ws for what comes in. */
export class Person {
  readonly received: MessagePartsFragment[] = [];
  readonly delaysMs: number[] = [];
  private readonly sentAt = new Map<string, number>();
  private socket: Client | null = null;

  private constructor(
    readonly name: string,
    readonly id: string,
    private readonly origin: string,
    private readonly token: string,
  ) {}

  /** Signs up, reads the code from the development mailbox, confirms, and logs in. */
  static async signUp(origin: string, name: string): Promise<Person> {
    const email = `${name.toLowerCase()}-${randomUUID().slice(0, 8)}@example.com`;
    const password = randomUUID();
    const { token } = (await call(origin, SignupDocument, { input: { name, email, password } }))
      .signup;
    const code = await mailedCode(origin, email);
    await call(origin, ConfirmEmailDocument, { input: { email, code, token, device: "demo" } });
    const { login } = await call(origin, LoginDocument, {
      input: { email, password, device: "demo" },
    });
    if (!login.tokens || !login.viewer) throw new Error("the login answered no tokens");
    return new Person(name, login.viewer.user.id, origin, login.tokens.accessToken);
  }

  call<Result, Variables>(
    document: TypedDocument<Result, Variables>,
    variables: Variables,
  ): Promise<Result> {
    return call(this.origin, document, variables, this.token);
  }

  async send(conversationId: string, body: string, to: Person): Promise<void> {
    to.sentAt.set(body, performance.now());
    const input = { conversationId, clientMessageId: randomUUID(), body };
    await this.call(SendMessageDocument, { input });
  }

  /** Subscribes from the last message that this client has. */
  listen(conversationId: string): void {
    const seq = this.received.at(-1)?.seq ?? 0;
    this.socket = createClient({
      url: `${this.origin.replace(/^http/, "ws")}/graphql`,
      webSocketImpl: WebSocket,
      connectionParams: { authorization: `Bearer ${this.token}` },
    });
    const variables = { conversationId, since: [{ conversationId, seq }] };
    this.socket.subscribe<{ messageReceived: MessagePartsFragment }>(
      { query: MessageReceivedDocument.toString(), variables },
      {
        next: ({ data, errors }) => {
          if (errors?.[0]) throw new Error(errors[0].message);
          if (data) this.take(data.messageReceived);
        },
        error: (error) => console.error(`${this.name}'s subscription failed:`, error),
        complete: () => undefined,
      },
    );
  }

  /** As a train in a tunnel: the socket is gone without a word. */
  cut(): void {
    this.socket?.terminate();
    void this.socket?.dispose();
  }

  private take(message: MessagePartsFragment): void {
    this.received.push(message);
    const sentAt = this.sentAt.get(message.body ?? "");
    if (sentAt !== undefined) this.delaysMs.push(performance.now() - sentAt);
  }
}

async function call<Result, Variables>(
  origin: string,
  document: TypedDocument<Result, Variables>,
  variables: Variables,
  token?: string,
): Promise<Result> {
  const response = await fetch(`${origin}/graphql`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      ...(token && { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify({ query: document.toString(), variables }),
  });
  const { data, errors } = (await response.json()) as {
    data: Result;
    errors?: { message: string }[];
  };
  if (errors?.[0]) throw new Error(errors[0].message);
  return data;
}
