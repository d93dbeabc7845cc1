import type { FastifyReply, FastifyRequest } from "fastify";
import { PAGE_POLICY, styledPage } from "./page-style.js";

/** A person who follows a link in a browser; programs, and pages that show files, ask for no HTML. */
export function asksForPage({ method, headers }: FastifyRequest): boolean {
  return method === "GET" && (headers.accept ?? "").includes("text/html");
}

/** Of a link to a file that leads nowhere any more: why is told to nobody. */
export function sendLostLink(reply: FastifyReply): FastifyReply {
  return reply
    .code(404)
    .headers({
      "content-security-policy": PAGE_POLICY,
      "cache-control": "no-store",
      "referrer-policy": "no-referrer",
      "x-content-type-options": "nosniff",
    })
    .type("text/html; charset=utf-8")
    .send(
      styledPage({
        title: "Link not found",
        body:
          '<section class="card"><h2>This link leads nowhere</h2>' +
          "<p>It has ended, or it is not complete. Open the chat and ask for the file there again.</p></section>",
      }),
    );
}
