import { createServer } from "node:http";
import { readChat } from "./chats.mjs";
import { createConfab, Refusal } from "./confab.mjs";
import { attachEvents } from "./events.mjs";
import { createRoutes } from "./routes.mjs";

const MAX_BODY_BYTES = 20_000_000;
const MAX_PENDING = 10_000;
const ID = /^[0-9a-f]{24}$/;

/**
 * The replaced chat's routes and events in front of a Confab. `key`: a service key with ACT_AS, by which
 * friends are contacts at once; without one they are asked.
 */
export function createCompat(options) {
  const confab = createConfab(options);
  const routes = createRoutes(confab, new PendingSignups());
  const server = createServer((request, response) => {
    answer(request, routes).then(
      ([status, body]) => send(response, status, body),
      (error) => {
        const [status, sentence] =
          error instanceof Refusal ? [error.status, error.message] : [500, "That did not work."];
        if (!(error instanceof Refusal)) console.error(error);
        send(response, status, { message: "Error...", error: sentence });
      },
    );
  });
  const chatWith = (authorization, userId) => readChat(confab, authorization, userId);
  const io = attachEvents(server, confab, { ...options, chatWith });
  return {
    listen: (port, host) =>
      new Promise((resolve) => server.listen(port, host, () => resolve(server.address().port))),
    stop: () => io.close(),
  };
}

/** What confirms a sign-up, until it is or is forgotten. */
class PendingSignups extends Map {
  set(email, token) {
    if (this.size >= MAX_PENDING) this.delete(this.keys().next().value);
    return super.set(email, token);
  }
}

async function answer(request, routes) {
  if (request.method === "OPTIONS") return [204, null];
  const path = new URL(request.url, "http://compat").pathname.replace(/\/$/, "");
  const last = path.split("/").at(-1);
  const isNamed = ID.test(last);
  const route = routes[`${request.method} ${isNamed ? path.replace(last, ":id") : path}`];
  if (!route) throw new Refusal("There is no such route.", 404);
  const authorization = request.headers.authorization ?? "";
  return route({ body: await bodyOf(request), authorization, id: last });
}

async function bodyOf(request) {
  const parts = [];
  let bytes = 0;
  for await (const part of request) {
    bytes += part.length;
    if (bytes > MAX_BODY_BYTES) throw new Refusal("That is too much.", 413);
    parts.push(part);
  }
  const content = Buffer.concat(parts);
  const type = request.headers["content-type"] ?? "";
  if (content.length === 0) return {};
  try {
    if (!type.startsWith("multipart/")) return Object(JSON.parse(content.toString()));
    const form = await new Response(content, { headers: { "content-type": type } }).formData();
    // Pictures are uploaded by whoever is signed in: see the README.
    return Object.fromEntries([...form].filter(([, value]) => typeof value === "string"));
  } catch {
    throw new Refusal("The body cannot be read.", 400);
  }
}

function send(response, status, body) {
  response.writeHead(status, {
    "content-type": "application/json",
    "access-control-allow-origin": "*",
    "access-control-allow-headers": "authorization, content-type",
    "access-control-allow-methods": "GET, POST, PATCH, OPTIONS",
  });
  response.end(body === null ? undefined : JSON.stringify(body));
}
