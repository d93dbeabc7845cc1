import { Agent, createServer, request as httpRequest } from "node:http";

export interface Proxy {
  readonly origin: string;
  stop(): Promise<void>;
}

/** What stands before a server in most deployments: it keeps connections and gives them to anybody. */
export async function startPoolingProxy(
  target: string,
): Promise<Proxy & { readonly idle: () => boolean }> {
  const agent = new Agent({ keepAlive: true });
  const { hostname, port } = new URL(target);
  const server = createServer((request, response) => {
    const { method, url: path } = request;
    const { connection: _ofTheClient, ...headers } = request.headers;
    const upstream = httpRequest({ hostname, port, agent, method, path, headers }, (answer) => {
      const { connection: _hop, ...passed } = answer.headers;
      response.writeHead(answer.statusCode ?? 0, passed);
      answer.pipe(response);
    });
    upstream.on("error", () => {
      if (!response.headersSent) response.writeHead(502).end();
    });
    request.pipe(upstream);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return {
    origin: `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`,
    /** Whether it has a connection for whoever asks next. */
    idle: () => Object.values(agent.freeSockets).some((free) => (free?.length ?? 0) > 0),
    stop: async () => {
      agent.destroy();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
