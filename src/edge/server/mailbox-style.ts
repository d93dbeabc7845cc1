/** The colours and measures of the web chat, for a page without a script. */
export const MAILBOX_STYLE = `
:root{color-scheme:light dark;--canvas:light-dark(#efece6,#0f1214);--surface:light-dark(#fffefc,#1b2024);
--line:light-dark(rgb(40 36 28 / 11%),rgb(255 255 255 / 9%));--strong:light-dark(rgb(40 36 28 / 46%),rgb(255 255 255 / 38%));
--text:light-dark(#1c2022,#eceff0);--muted:light-dark(#5c6366,#a0a9ad);--accent:light-dark(#0b7363,#4cc9b0);
--on-accent:light-dark(#fff,#04231d);--soft:light-dark(#dcefe9,#17382f)}
*{box-sizing:border-box}
body{margin:0 auto;max-width:46rem;padding:1rem;background:var(--canvas);color:var(--text);
font:0.9375rem/1.55 "Inter",-apple-system,"Segoe UI",Roboto,"Noto Sans",system-ui,sans-serif;overflow-wrap:anywhere}
a{color:var(--accent)}
header,form{display:flex;align-items:center;gap:0.6rem;flex-wrap:wrap}
h1{font-size:1.375rem;margin:0;flex:1}
h2{font-size:0.8125rem;color:var(--muted);margin:1.4rem 0 0.5rem}
h3{font-size:1.0625rem;margin:0}
form{margin:1rem 0}
input{flex:1;min-width:10rem;font:inherit;color:inherit;background:var(--surface);border:1px solid var(--strong);border-radius:8px;padding:0.5rem 0.7rem}
button{font:inherit;font-weight:600;color:var(--on-accent);background:var(--accent);border:0;border-radius:8px;padding:0.5rem 1rem}
ul{list-style:none;margin:0;padding:0;display:grid;gap:0.5rem;grid-template-columns:repeat(auto-fill,minmax(min(100%,20rem),1fr))}
li{background:var(--soft);border-radius:12px;padding:0.7rem 1rem;display:grid}
output{font-size:1.375rem;font-weight:600;letter-spacing:0.06em;font-variant-numeric:tabular-nums;user-select:all}
article{background:var(--surface);border:1px solid var(--line);border-radius:12px;padding:0.9rem 1.1rem;margin:0.7rem 0}
.meta,time,.empty{color:var(--muted);font-size:0.8125rem;margin:0}
.text{white-space:pre-wrap;margin-top:0.6rem}`;
