import { Agent, request } from "node:http";

const CONNECTIONS = 64;

export interface Request {
  readonly url: URL;
  readonly token: string;
  readonly body: string;
}

export interface Figures {
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
}

/** As many senders as connections, each with one request in flight, for that long. */
export async function load(next: () => Request, durationMs: number): Promise<Figures> {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const times: number[] = [];
  const began = performance.now();
  const end = began + durationMs;
  const sender = async (): Promise<void> => {
    while (performance.now() < end) {
      const sent = performance.now();
      await exchange(agent, next());
      times.push(performance.now() - sent);
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, sender));
  const took = performance.now() - began;
  agent.destroy();
  times.sort((a, b) => a - b);
  const at = (share: number): number => times[Math.floor(times.length * share)] ?? NaN;
  return { perSecond: (times.length / took) * 1_000, p50: at(0.5), p99: at(0.99) };
}

function exchange(agent: Agent, { url, token, body }: Request): Promise<void> {
  return new Promise((resolve, reject) => {
    const headers = {
      "content-type": "application/json",
      "content-length": Buffer.byteLength(body),
      authorization: `Bearer ${token}`,
    };
    const sending = request(url, { method: "POST", agent, headers }, (response) => {
      let text = "";
      response.setEncoding("utf8");
      response.on("data", (chunk: string) => (text += chunk));
      response.on("end", () => {
        if (response.statusCode === 200 && !text.includes('"errors"')) resolve();
        else reject(new Error(`${response.statusCode}: ${text.slice(0, 300)}`));
      });
    });
    sending.on("error", reject);
    sending.end(body);
  });
}
