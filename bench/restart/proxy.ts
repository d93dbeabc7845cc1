import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { accepts, freePort } from "../../scripts/database/port.js";
import { onPath } from "../../scripts/process/on-path.js";
import { supervise } from "../../scripts/process/supervise.js";
import { until } from "../../test/support/graphql.js";

export const PROXIES = ["nginx", "caddy"] as const;
export type ProxyName = (typeof PROXIES)[number];

export interface Proxy {
  readonly origin: string;
  stop(): Promise<void>;
}

interface Place {
  readonly folder: string;
  readonly port: number;
  /** Of the nodes. */
  readonly ports: readonly number[];
}

/** The sample of docs/, with the nodes' addresses and a port of this machine; null: it is not installed. */
export async function startProxy(name: ProxyName, ports: readonly number[]): Promise<Proxy | null> {
  const program = await onPath(name);
  if (!program) return null;
  const folder = await mkdtemp(join(tmpdir(), `confab-${name}-`));
  const port = await freePort();
  const args = await (name === "nginx" ? nginx : caddy)({ folder, port, ports });
  const output = process.env["BENCH_VERBOSE"] ? "inherit" : (): void => undefined;
  const supervised = await supervise(program, args, { output, graceMs: 2_000 });
  await until(`${name} listens`, () => accepts(port));
  return {
    origin: `http://127.0.0.1:${port}`,
    stop: async () => {
      await supervised.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function nginx({ folder, port, ports }: Place): Promise<string[]> {
  const sample = withNodes(await readFile("docs/nginx.conf", "utf8"), ports)
    .replace("listen 443 ssl;", `listen 127.0.0.1:${port};`)
    .replace(/^ *ssl_certificate.*\n/gm, "");
  const folders = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
    .map((kind) => `${kind}_temp_path ${folder}/${kind};`)
    .join(" ");
  const config = `daemon off; master_process off; pid ${folder}/pid;
events { worker_connections 4096; }
http { access_log off; ${folders}
${sample}
}`;
  const path = join(folder, "nginx.conf");
  await writeFile(path, config);
  return ["-p", folder, "-c", path, "-e", join(folder, "error.log")];
}

async function caddy({ folder, port, ports }: Place): Promise<string[]> {
  const sample = withNodes(await readFile("docs/Caddyfile", "utf8"), ports);
  const path = join(folder, "Caddyfile");
  await writeFile(path, `{\n\tadmin off\n}\n${sample.replace(/^:8080/m, `:${port}`)}`);
  return ["run", "--config", path, "--adapter", "caddyfile"];
}

function withNodes(sample: string, ports: readonly number[]): string {
  return ports.reduce(
    (text, port, at) => text.replace(`node-${at + 1}:4000`, `127.0.0.1:${port}`),
    sample,
  );
}
