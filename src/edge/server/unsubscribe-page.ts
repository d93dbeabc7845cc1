import type { FastifyInstance } from "fastify";

/** Ends the digests of whoever the link was made for. False for a link that was not given out. */
export type Unsubscribe = (query: { user?: string; token?: string }) => Promise<boolean>;

const HEADERS = {
  "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'",
  "cache-control": "no-store",
  "referrer-policy": "no-referrer",
};
const STYLE = "font:16px/1.5 system-ui;max-width:34rem;margin:4rem auto;padding:0 1rem";

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
          page('<form method="post"><button>No more mails about unread messages</button></form>'),
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
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Confab</title><body style="${STYLE}">${body}</body></html>`;
}
