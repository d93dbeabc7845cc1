import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { accepts, freePort } from "../../scripts/database/port.js";
import { supervise } from "../../scripts/process/supervise.js";
import { onPath } from "../../scripts/process/on-path.js";
import { until } from "./graphql.js";
import type { Proxy } from "./pooling-proxy.js";

const config = (folder: string, port: number, target: string): string => `
daemon off; master_process off; pid ${folder}/pid; error_log ${folder}/error.log;
events { }
http {
  access_log off;
  client_body_temp_path ${folder}/body; proxy_temp_path ${folder}/proxy;
  fastcgi_temp_path ${folder}/f; uwsgi_temp_path ${folder}/u; scgi_temp_path ${folder}/s;
  upstream confab { server ${target.replace("http://", "")}; keepalive 4; }
  server {
    listen 127.0.0.1:${port};
    location / {
      proxy_pass http://confab; proxy_http_version 1.1; proxy_set_header Connection "";
      proxy_set_header Host $http_host;
      proxy_request_buffering off; proxy_buffering off; proxy_next_upstream off;
    }
  }
}`;

/** nginx as in docs/nginx.conf, as far as requests that are no sockets are concerned. */
export async function startNginx(target: string): Promise<Proxy> {
  const program = await onPath("nginx");
  if (!program) throw new Error("this test needs nginx on the PATH");
  const folder = await mkdtemp(join(tmpdir(), "confab-nginx-"));
  const port = await freePort();
  const path = join(folder, "nginx.conf");
  await writeFile(path, config(folder, port, target));
  const args = ["-p", folder, "-c", path, "-e", join(folder, "error.log")];
  const supervised = await supervise(program, args, { output: () => undefined, graceMs: 2_000 });
  await until("nginx listens", () => accepts(port));
  return {
    origin: `http://127.0.0.1:${port}`,
    stop: async () => {
      await supervised.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
