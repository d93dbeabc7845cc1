import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { accepts, freePort } from "../../scripts/database/port.js";
import { onPath } from "../../scripts/process/on-path.js";
import { supervise } from "../../scripts/process/supervise.js";
import { until } from "./graphql.js";
import type { Proxy } from "./pooling-proxy.js";

/** Caddy with docs/Caddyfile, but for its port and the nodes. */
export async function startCaddy(target: string): Promise<Proxy> {
  const program = await onPath("caddy");
  if (!program) throw new Error("this test needs caddy on the PATH");
  const folder = await mkdtemp(join(tmpdir(), "confab-caddy-"));
  const port = await freePort();
  const sample = await readFile("docs/Caddyfile", "utf8");
  const config = sample
    .replace(/^:8080/m, `http://127.0.0.1:${port}`)
    .replace("node-1:4000 node-2:4000", target.replace("http://", ""));
  const path = join(folder, "Caddyfile");
  await writeFile(path, `{\n\tadmin off\n}\n${config}`);
  const supervised = await supervise(program, ["run", "--config", path, "--adapter", "caddyfile"], {
    env: { ...process.env, HOME: folder },
    output: () => undefined,
    graceMs: 2_000,
  });
  await until("Caddy listens", () => accepts(port), 20_000);
  return {
    origin: `http://127.0.0.1:${port}`,
    stop: async () => {
      await supervised.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
