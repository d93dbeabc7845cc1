import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { asksForPage } from "./refusal-page.js";
import { DEMO_EMAIL } from "../../platform/config/demo-account.js";

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

const WORKER = "sw.js";
/** A worker keeps the policy that it came with: what it may fetch is what it can keep. */
const WORKER_POLICY = "default-src 'none'; connect-src 'self'";

/** GraphiQL for browsers that open the endpoint; `folder` holds its build. */
export async function addGraphiqlPage(http: FastifyInstance, folder: string): Promise<void> {
  if (!existsSync(folder)) return;
  await http.register(fastifyStatic, {
    root: join(folder, "assets"),
    prefix: "/graphql/assets/",
    immutable: true,
    decorateReply: false,
    preCompressed: true,
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

export interface WebChatOptions {
  /** Where it is built to. */
  readonly folder: string;
  readonly googleClientId: string | null;
  /** Of the seeded workspace: the sign-in page offers to go on as Ada. */
  readonly demoPassword: string | null;
  /** Links to media begin with it: not always what the page was opened by. Null: some port of localhost. */
  readonly publicUrl: string | null;
  /** Whose pictures are shown, beside those of the media store. */
  readonly imageOrigins: readonly string[];
  readonly usesCloudinary: boolean;
}

/** Pictures and files come from here, from the public address, the media store, and where they may come from. */
function chatPolicy({ publicUrl, imageOrigins, usesCloudinary }: WebChatOptions): string {
  const own = publicUrl ? new URL(publicUrl).origin : "http://localhost:*";
  const [store, uploads] = usesCloudinary
    ? [["https://*.cloudinary.com"], " https://api.cloudinary.com"]
    : [[], ""];
  const files = ["'self'", own, "blob:", ...store, ...imageOrigins].join(" ");
  return POLICY.replace("img-src 'self' data:", `img-src ${files} data:`)
    .replace("connect-src 'self'", `connect-src 'self' ${own}${uploads}`)
    .concat(`; media-src ${files}; manifest-src 'self'`);
}

/** The web chat at the root. */
export async function addWebChat(http: FastifyInstance, options: WebChatOptions): Promise<void> {
  const { folder, googleClientId } = options;
  if (!existsSync(folder)) return;
  const template = await readFile(join(folder, "index.html"), "utf8");
  const policy = chatPolicy(options);
  const clientId = (googleClientId ?? "").replace(/[^\w.-]/g, "");
  const page = template
    .replace(/(name="google-client-id" content=")"/, `$1${clientId}"`)
    .replace(/(name="image-origins" content=")"/, `$1${options.imageOrigins.join(" ")}"`)
    .replace(/(name="demo-account" content=")"/, `$1${demoAccount(options.demoPassword)}"`);
  await http.register(fastifyStatic, {
    root: folder,
    decorateReply: false,
    preCompressed: true,
    index: false,
    wildcard: false,
    globIgnore: [WORKER],
  });
  http.get(`/${WORKER}`, async (_request, reply) =>
    reply
      .headers({ "content-security-policy": WORKER_POLICY, "cache-control": "no-cache" })
      .type("text/javascript; charset=utf-8")
      .send(await readFile(join(folder, WORKER))),
  );
  const send = (reply: FastifyReply): FastifyReply =>
    reply
      .headers({
        "content-security-policy": policy,
        "cache-control": "no-cache",
        "x-content-type-options": "nosniff",
        "referrer-policy": "no-referrer",
      })
      .type("text/html; charset=utf-8")
      .send(page);
  for (const path of ["/", ...PLACES.flatMap((place) => [`/${place}`, `/${place}/*`])])
    http.get(path, (_request, reply) => send(reply));
  // A browser that follows a wrong link is shown a page; a program is told in its own format.
  http.addHook("onRequest", async (request, reply) => {
    if (request.is404 && asksForPage(request)) await send(reply.code(404));
  });
}

/** As the page reads it, encoded so that it is text wherever it stands. */
function demoAccount(password: string | null): string {
  if (password === null) return "";
  return encodeURIComponent(JSON.stringify({ name: "Ada", email: DEMO_EMAIL, password }));
}

/** What people type and link to: the page knows them as its own places. */
const PLACES = ["chats", "contacts", "settings"] as const;

function wantsPage(request: FastifyRequest): boolean {
  return /^\/graphql(?:\?|$)/.test(request.url) && asksForPage(request);
}
