/** The colours and measures of the web chat, for pages that are not built. */
const STYLE = `
@font-face{font-family:"Inter Variable";font-weight:400 700;font-display:swap;src:url("/inter.woff2") format("woff2")}
:root{color-scheme:light dark;--canvas:light-dark(#f3f0ea,#101416);--surface:light-dark(#fffefc,#1b2024);
--line:light-dark(rgb(40 36 28 / 11%),rgb(255 255 255 / 9%));--strong:light-dark(rgb(40 36 28 / 46%),rgb(255 255 255 / 38%));
--text:light-dark(#1c2022,#eceff0);--muted:light-dark(#5c6366,#a0a9ad);--accent:light-dark(#0b7363,#4cc9b0);
--on-accent:light-dark(#fff,#04231d);--soft:light-dark(#dcefe9,#17382f)}
*{box-sizing:border-box}
body{margin:0;background:var(--canvas);color:var(--text);overflow-wrap:anywhere;
font:0.9375rem/1.5 "Inter Variable",-apple-system,"Segoe UI",Roboto,"Noto Sans",system-ui,sans-serif}
a{color:var(--accent);text-underline-offset:2px}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
.bar{display:flex;align-items:center;gap:0.75rem;min-height:66px;padding:0.5rem clamp(1rem,4vw,2rem);
background:var(--surface);border-bottom:1px solid var(--line)}
.bar strong{font-size:1.125rem;letter-spacing:-0.01em}
.bar h1{flex:1;margin:0;padding-left:0.75rem;border-left:1px solid var(--line);font-size:1.0625rem;font-weight:550;color:var(--muted)}
main{max-width:60rem;margin:0 auto;padding:1.5rem clamp(1rem,4vw,2rem) 4rem}
button{font:inherit;font-weight:600;color:var(--on-accent);background:var(--accent);border:0;border-radius:12px;min-height:44px;padding:0 1.1rem;cursor:pointer}
.card{max-width:30rem;margin:8vh auto 0;padding:2rem;background:var(--surface);border:1px solid var(--line);border-radius:18px}
.card h2{margin:0 0 0.5rem;font-size:1.375rem;letter-spacing:-0.012em}
.card p{margin:0 0 1.25rem;color:var(--muted)}
.card p:last-child{margin:0}`;

interface StyledPage {
  readonly title: string;
  /** What it has besides. */
  readonly style?: string;
  readonly body: string;
}

/** No script, and nothing from elsewhere; forms go to the server that showed them. */
export const PAGE_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; font-src 'self'; form-action 'self'; frame-ancestors 'none'";

/** HTML from what is safe already: whatever came from outside is escaped by who gives it. */
export function styledPage({ title, style = "", body }: StyledPage): string {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${title} · Confab</title><link rel="icon" href="/icon.svg"><style>${STYLE}${style}</style>
<header class="bar"><img src="/icon.svg" alt="" width="34" height="34"><strong>Confab</strong><h1>${title}</h1><a href="/">Open the chat</a></header>
<main>${body}</main></html>`;
}
