import { createHash } from "node:crypto";
import type { FastifyInstance } from "fastify";
import { PAGE_POLICY, styledPage } from "./page-style.js";

export interface ShownMail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly receivedAt: string;
}

export interface Mailbox {
  /** Newest first; of one address, whatever its case. */
  list(to?: string): Promise<readonly ShownMail[]>;
}

const STYLE = `
h2{font-size:0.8125rem;color:var(--muted);margin:1.6rem 0 0.6rem}
h3{font-size:0.9375rem;margin:0}
form{display:flex;align-items:center;gap:0.6rem;flex-wrap:wrap}
label{font-size:0.8125rem;font-weight:600}
input{flex:1;min-width:12rem;min-height:44px;font:inherit;color:inherit;background:var(--surface);border:1px solid var(--strong);border-radius:12px;padding:0 0.9rem}
ul{list-style:none;margin:0;padding:0;display:grid;gap:0.75rem;grid-template-columns:repeat(auto-fill,minmax(min(100%,16rem),1fr))}
li{background:var(--soft);border-radius:18px;padding:1rem 1.2rem;display:grid;gap:0.1rem}
output{font-size:1.5rem;font-weight:650;letter-spacing:0.06em;font-variant-numeric:tabular-nums;user-select:all}
.mails{background:var(--surface);border:1px solid var(--line);border-radius:18px}
article{display:grid;grid-template-columns:minmax(0,1fr) auto;gap:0 1rem;padding:1rem 1.25rem}
article+article{border-top:1px solid var(--line)}
.meta,time,.empty{color:var(--muted);font-size:0.8125rem;margin:0}
.meta{grid-column:1}
.empty{padding:3rem 1rem;text-align:center}
.text{grid-column:1/-1;max-width:70ch;white-space:pre-wrap;margin-top:0.6rem}`;

const CODES = 4;
const CODE = /\b\d{8}\b/;
const LINK = /https?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)]/g;

/** Shows new mail as it comes; a page that reloads by the clock takes from people what they type and read. */
const SCRIPT = `setInterval(async()=>{
const shown=document.querySelector(".mails"),answer=await fetch("/dev/mail.json"+location.search).catch(()=>null);
if(!answer?.ok)return;
const mails=await answer.json();
if(newest(mails)!==shown.dataset.newest&&document.activeElement?.id!=="to")location.reload();
},2000);
const newest=(mails)=>mails.length+" "+(mails[0]?.receivedAt??"");`;
const POLICY = `${PAGE_POLICY}; script-src 'sha256-${createHash("sha256").update(SCRIPT).digest("base64")}'; connect-src 'self'`;

interface Asked {
  readonly Querystring: { readonly to?: string | string[] };
}

/** Development only: everybody's mail, for the codes. */
export function addMailboxPage(http: FastifyInstance, mailbox: Mailbox): void {
  http.get<Asked>("/dev/mail", async (request, reply) => {
    const to = addressOf(request.query.to);
    return reply
      .type("text/html; charset=utf-8")
      .header("content-security-policy", POLICY)
      .header("cache-control", "no-store")
      .send(page(await mailbox.list(to), to));
  });
  http.get<Asked>("/dev/mail.json", async (request, reply) => {
    const mails = await mailbox.list(addressOf(request.query.to));
    return reply.header("cache-control", "no-store").send(mails);
  });
}

function addressOf(to: string | string[] | undefined): string | undefined {
  return (Array.isArray(to) ? to[0] : to)?.trim() || undefined;
}

export function page(mails: readonly ShownMail[], to: string | undefined): string {
  const empty = to
    ? `<p class="empty">No mail for ${escape(to)} yet.</p>`
    : `<p class="empty">No mail yet. Sign up and the code appears here.</p>`;
  const form = `<form action="/dev/mail"><label for="to">Mail for</label><input id="to" name="to" type="search" inputmode="email" autocapitalize="none" placeholder="everybody" value="${escape(to ?? "")}"><button>Show</button></form>`;
  const newest = escape(`${mails.length} ${mails[0]?.receivedAt ?? ""}`);
  return styledPage({
    title: "Mailbox",
    style: STYLE,
    body: `${form}${codes(mails)}<div class="mails" data-newest="${newest}">${mails.map(article).join("") || empty}</div><script>${SCRIPT}</script>`,
  });
}

/** The newest code of each address, before all that would drown them. */
function codes(mails: readonly ShownMail[]): string {
  const newest = new Map<string, ShownMail>();
  for (const mail of mails)
    if (CODE.test(mail.text) && !newest.has(mail.to)) newest.set(mail.to, mail);
  const shown = [...newest.values()].slice(0, CODES).map(({ to, text, receivedAt }) => {
    const code = CODE.exec(text)?.[0] ?? "";
    return `<li><output>${code.slice(0, 4)} ${code.slice(4)}</output><span>${address(to)}</span>${time(receivedAt)}</li>`;
  });
  return shown.length > 0 ? `<h2>Newest codes</h2><ul>${shown.join("")}</ul><h2>All mail</h2>` : "";
}

function article({ to, subject, text, receivedAt }: ShownMail): string {
  return `<article><h3>${escape(subject)}</h3>${time(receivedAt)}<p class="meta">to ${address(to)}</p><div class="text">${linked(text)}</div></article>`;
}

function address(to: string): string {
  return `<a href="/dev/mail?to=${encodeURIComponent(to)}">${escape(to)}</a>`;
}

function time(at: string): string {
  return `<time datetime="${escape(at)}">${escape(at.slice(0, 19).replace("T", " "))} UTC</time>`;
}

/** Only http and https addresses become links. */
function linked(text: string): string {
  let html = "";
  let from = 0;
  for (const { 0: url, index } of text.matchAll(LINK)) {
    const href = escape(url);
    html += `${escape(text.slice(from, index))}<a href="${href}" target="_blank" rel="noreferrer noopener">${href}</a>`;
    from = index + url.length;
  }
  return html + escape(text.slice(from));
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
}
