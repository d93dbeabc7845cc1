import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";

interface Answer {
  readonly status: number;
  readonly body: object;
}

/** A service elsewhere that is asked by POST and answers with JSON. */
export class JsonDouble {
  private constructor(
    private readonly server: Server,
    readonly origin: string,
  ) {}

  static async start(
    answer: (path: string, text: string, headers: IncomingHttpHeaders) => Promise<Answer>,
  ): Promise<JsonDouble> {
    const server = createServer((request, response) => {
      const parts: Buffer[] = [];
      request.on("data", (part: Buffer) => parts.push(part));
      request.on("end", () => {
        const text = Buffer.concat(parts).toString();
        void answer(request.url ?? "", text, request.headers).then(({ status, body }) => {
          response.writeHead(status, { "content-type": "application/json" });
          response.end(JSON.stringify(body));
        });
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    return new JsonDouble(server, `http://127.0.0.1:${port}`);
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
