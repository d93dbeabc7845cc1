import { buildSchema, getOperationAST, OperationTypeNode, parse, validate } from "graphql";
import type { Client } from "graphql-ws";
import { readFileSync } from "node:fs";
import type { TestApp } from "../support/app.js";
import { post, socketClient, until } from "../support/graphql.js";
import { ROOT, type Block } from "./guide.js";
import type { Placeholders } from "./placeholders.js";

const schema = buildSchema(readFileSync(new URL("schema/schema.graphql", ROOT), "utf8"));

type Events = AsyncIterableIterator<unknown>;

/** Runs the operations of a guide in their order, against one server. */
export class Story {
  private readonly clients: Client[] = [];
  private events: Events | null = null;
  private answer: { status: number; body: unknown } | null = null;

  constructor(
    private readonly app: TestApp,
    private readonly placeholders: Placeholders,
  ) {}

  /** `variables` and `answer` are the blocks that follow, where they do. */
  async operate(block: Block, variables: Block | null, answered: boolean): Promise<string[]> {
    const document = parse(block.text);
    const faults = validate(schema, document).map(({ message }) => message);
    if (faults.length > 0) return faults;
    const text = await this.placeholders.fill(block.text);
    const given = await this.json(variables?.text ?? "{}");
    const token = await this.tokenOf(block);
    if (getOperationAST(document)?.operation === OperationTypeNode.SUBSCRIPTION)
      return this.subscribe(text, given, token);
    const { status, ...body } = await post(this.app.url, text, given, undefined, {
      ...(token && { authorization: token }),
    });
    this.answer = { status, body: withoutPlaces(body) };
    // Without an answer shown, a guide claims that it works.
    return answered || !body.errors ? [] : [JSON.stringify(body.errors)];
  }

  /** A request as it goes over the wire; its Host is the guide's, the server is ours. */
  async request(block: Block): Promise<string[]> {
    const filled = await this.placeholders.fillBare(block.text);
    const [head = "", body = ""] = filled.split("\n\n", 2);
    const [start = "", ...lines] = head.split("\n");
    const [method = "", path = ""] = start.split(" ");
    const headers = new Headers(
      lines.map((line) => line.split(/:\s*(.*)/s, 2) as [string, string]),
    );
    headers.delete("host");
    const init = { method, headers, ...(body && { body }) };
    const response = await fetch(`${this.app.origin}${path}`, init);
    this.answer = { status: response.status, body: withoutPlaces(await response.json()) };
    return [];
  }

  async compareAnswer({ text, options }: Block): Promise<string[]> {
    if (!this.answer) return ["there is no operation before this answer"];
    const { status, body } = this.answer;
    const wanted = Number(options.get("status") ?? 200);
    const shown: unknown = JSON.parse(text);
    const faults = this.placeholders.compare(shown, body);
    return status === wanted ? faults : [`the status is ${status}`, ...faults];
  }

  /** The next event of the subscription opened last. */
  async compareEvent({ text }: Block): Promise<string[]> {
    if (!this.events) return ["there is no subscription before this event"];
    let faults: string[] = [];
    // What others' own writing moved may be told of first, on a slow machine one after the other:
    // a guide shows the one that it is about.
    for (let given = 0; given < 5; given += 1) {
      const { value } = (await this.events.next()) as { value: unknown };
      faults = this.placeholders.compare(JSON.parse(text), value, "event");
      if (faults.length === 0) break;
    }
    return faults;
  }

  end(): void {
    for (const client of this.clients) client.terminate();
  }

  private async subscribe(
    query: string,
    variables: Record<string, unknown>,
    token: string | null,
  ): Promise<string[]> {
    const listening = (): number => this.app.open().channels + this.app.open().subscriptions;
    const before = listening();
    const client = socketClient(this.app.url, token?.replace(/^Bearer /, ""));
    this.clients.push(client);
    this.events = client.iterate({ query, variables });
    // One that listens to what another listens to adds nothing to the count: it is open once
    // the same socket has had some questions answered that were asked after it.
    let answered = 0;
    const ask = async (): Promise<void> => {
      for (; answered < 5; answered += 1)
        await client.iterate({ query: "{ viewer { id } }" }).next();
    };
    const asking = ask();
    await until("the subscription is open", () => listening() > before || answered === 5);
    await asking;
    return [];
  }

  /** The value of the Authorization header. */
  private async tokenOf({ options }: Block): Promise<string | null> {
    const name = options.get("as")?.replaceAll("-", " ");
    if (name === undefined) return null;
    const value = await this.placeholders.valueOf(name);
    return value.includes(" ") ? value : `Bearer ${value}`;
  }

  private async json(text: string): Promise<Record<string, unknown>> {
    return JSON.parse(await this.placeholders.fill(text)) as Record<string, unknown>;
  }
}

/** Where in the document an error is: of no interest to the reader. */
function withoutPlaces(body: unknown): unknown {
  return JSON.parse(
    JSON.stringify(body, (key, value: unknown) =>
      key === "locations" || key === "path" ? undefined : value,
    ),
  );
}
