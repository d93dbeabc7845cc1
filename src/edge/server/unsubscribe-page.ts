import type { FastifyInstance } from "fastify";
import { PAGE_POLICY, styledPage } from "./page-style.js";

/** Ends the digests of whoever the link was made for. False for a link that was not given out. */
export type Unsubscribe = (query: { user?: string; token?: string }) => Promise<boolean>;

const HEADERS = {
  "content-security-policy": PAGE_POLICY,
  "cache-control": "no-store",
  "referrer-policy": "no-referrer",
};

interface Route {
  readonly Querystring: { user?: string; token?: string };
}

/** What List-Unsubscribe leads to (RFC 8058): a mail program posts, a person sees a button that does. */
export function addUnsubscribePage(http: FastifyInstance, unsubscribe: Unsubscribe): void {
  http.register((scope, _options, done) => {
    scope.removeAllContentTypeParsers();
    // The body says `List-Unsubscribe=One-Click`; the link has said it all.
    scope.addContentTypeParser(
      "*",
      { parseAs: "string", bodyLimit: 1_000 },
      (_request, _body, read) => read(null),
    );
    // A mail program that looks ahead must not unsubscribe: reading changes nothing.
    scope.get("/mail/unsubscribe", (_request, reply) =>
      reply
        .headers(HEADERS)
        .type("text/html; charset=utf-8")
        .send(
          page(
            "<h2>Mails about unread messages</h2><p>They come at most once a day. Your settings switch them on again.</p>" +
              '<form method="post"><button>No more mails about unread messages</button></form>',
          ),
        ),
    );
    scope.post<Route>("/mail/unsubscribe", async ({ query }, reply) => {
      const known = await unsubscribe(query);
      const text = known
        ? "You get no more mails about unread messages. Your settings switch them on again."
        : "That link is not complete.";
      return reply
        .code(known ? 200 : 404)
        .headers(HEADERS)
        .type("text/html; charset=utf-8")
        .send(page(`<p>${text}</p>`));
    });
    done();
  });
}

function page(body: string): string {
  return styledPage({ title: "Mail", body: `<section class="card">${body}</section>` });
}
