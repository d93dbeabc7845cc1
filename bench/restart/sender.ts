import { randomUUID } from "node:crypto";
import { Agent, request } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";

const SEND = `mutation ($input: SendMessageInput!) {
  sendMessage(input: $input) { message { seq } } }`;
const MAX_TRIES = 10;
const PAUSE_MS = 100;

export interface Sent {
  /** Of the message in the log; null: it was given up. */
  readonly seq: number | null;
  readonly clientMessageId: string;
  /** How often it failed on the way. */
  readonly failures: readonly string[];
}

export interface Line {
  readonly origin: string;
  readonly conversationId: string;
  readonly authorization: string;
}

const agent = new Agent({ keepAlive: true, maxSockets: 64 });

/** As a client should: what may be repeated is, with the same clientMessageId. */
export async function send(line: Line): Promise<Sent> {
  const clientMessageId = randomUUID();
  const { conversationId } = line;
  const input = { conversationId, clientMessageId, body: clientMessageId };
  const body = JSON.stringify({ query: SEND, variables: { input } });
  const failures: string[] = [];
  while (failures.length < MAX_TRIES) {
    const { seq, failure } = await attempt(line, body);
    if (seq !== null) return { seq, clientMessageId, failures };
    failures.push(failure);
    await sleep(PAUSE_MS * failures.length);
  }
  return { seq: null, clientMessageId, failures };
}

type Attempt = { readonly seq: number; readonly failure?: never } | Failed;
interface Failed {
  readonly seq: null;
  readonly failure: string;
}

function attempt({ origin, authorization }: Line, body: string): Promise<Attempt> {
  return new Promise((resolve) => {
    const headers = {
      "content-type": "application/json",
      "content-length": Buffer.byteLength(body),
      authorization,
    };
    const failed = (failure: string): void => resolve({ seq: null, failure });
    const asked = request(`${origin}/graphql`, { method: "POST", agent, headers }, (response) => {
      let text = "";
      response.setEncoding("utf8");
      response.on("data", (chunk: string) => (text += chunk));
      response.on("error", (error: NodeJS.ErrnoException) => failed(error.code ?? "broken off"));
      response.on("end", () => {
        const seq = /"seq":(\d+)/.exec(text)?.[1];
        if (response.statusCode === 200 && seq) resolve({ seq: Number(seq) });
        else failed(`${response.statusCode} ${/"code":"(\w+)"/.exec(text)?.[1] ?? ""}`.trim());
      });
    });
    asked.on("error", (error: NodeJS.ErrnoException) => failed(error.code ?? error.message));
    asked.end(body);
  });
}
