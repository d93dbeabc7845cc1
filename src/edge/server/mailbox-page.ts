import type { FastifyInstance } from "fastify";

interface ShownMail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly receivedAt: string;
}

export interface Mailbox {
  list(to?: string): Promise<readonly ShownMail[]>;
}

const STYLE =
  "body{font:16px/1.5 system-ui;max-width:46rem;margin:3rem auto;padding:0 1rem;color-scheme:light dark}" +
  "article{border:1px solid #8884;border-radius:.6rem;padding:1rem 1.2rem;margin:1rem 0}" +
  "h2{font-size:1rem;margin:0}small{opacity:.7}pre{white-space:pre-wrap;font:inherit;margin:.6rem 0 0}";

/** Development only: everybody's mail, for the codes. */
export function addMailboxPage(http: FastifyInstance, mailbox: Mailbox): void {
  http.get("/dev/mail", async (_request, reply) => {
    const mails = await mailbox.list();
    const policy = "default-src 'none'; style-src 'unsafe-inline'";
    return reply
      .type("text/html; charset=utf-8")
      .header("content-security-policy", policy)
      .send(page(mails));
  });
  http.get<{ Querystring: { to?: string } }>("/dev/mail.json", async (request, reply) => {
    const { to } = request.query;
    return reply.header("cache-control", "no-store").send(await mailbox.list(to));
  });
}

function page(mails: readonly ShownMail[]): string {
  const articles = mails.map(
    ({ to, subject, text, receivedAt }) =>
      `<article><h2>${escape(subject)}</h2><small>to ${escape(to)}, ${receivedAt}</small><pre>${escape(text)}</pre></article>`,
  );
  const body = articles.join("") || "<p>No mail yet. Sign up and the code appears here.</p>";
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta http-equiv="refresh" content="5"><title>Development mailbox</title><style>${STYLE}</style><h1>Development mailbox</h1>${body}</html>`;
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
}
