import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";

const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "worker-src 'self' blob:",
  "font-src 'self' data:",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

/** GraphiQL for browsers that open the endpoint; `folder` holds its build. */
export async function addGraphiqlPage(http: FastifyInstance, folder: string): Promise<void> {
  if (!existsSync(folder)) return;
  await http.register(fastifyStatic, {
    root: join(folder, "assets"),
    prefix: "/graphql/assets/",
    immutable: true,
    decorateReply: false,
    maxAge: "365d",
  });
  http.addHook("onRequest", async (request: FastifyRequest, reply: FastifyReply) => {
    if (!wantsPage(request)) return;
    const page = await readFile(join(folder, "index.html"));
    await reply
      .headers({
        "content-security-policy": POLICY,
        "cache-control": "no-cache",
        "x-content-type-options": "nosniff",
      })
      .type("text/html; charset=utf-8")
      .send(page);
  });
}

const CHAT_POLICY = POLICY.replace("img-src 'self' data:", "img-src 'self' data: blob: https:")
  .replace("connect-src 'self'", "connect-src 'self' https://api.cloudinary.com")
  .concat("; media-src 'self' blob: https:; manifest-src 'self'");

/** The web chat at the root; `folder` holds its build. */
export async function addWebChat(
  http: FastifyInstance,
  folder: string,
  googleClientId: string | null,
): Promise<void> {
  if (!existsSync(folder)) return;
  const template = await readFile(join(folder, "index.html"), "utf8");
  const clientId = (googleClientId ?? "").replace(/[^\w.-]/g, "");
  const page = template.replace(/(name="google-client-id" content=")"/, `$1${clientId}"`);
  await http.register(fastifyStatic, {
    root: folder,
    decorateReply: false,
    index: false,
    wildcard: false,
  });
  http.get("/", (_request, reply) =>
    reply
      .headers({
        "content-security-policy": CHAT_POLICY,
        "cache-control": "no-cache",
        "x-content-type-options": "nosniff",
        "referrer-policy": "no-referrer",
      })
      .type("text/html; charset=utf-8")
      .send(page),
  );
}

function wantsPage({ method, url, headers }: FastifyRequest): boolean {
  return (
    method === "GET" &&
    /^\/graphql(?:\?|$)/.test(url) &&
    (headers.accept ?? "").includes("text/html")
  );
}
