import { number } from "./number.js";
import type { Metric, Results } from "./results.js";

const WIDTH = 760;
const LABEL = 250;
const BAR = 20;
const GAP = 8;
const TOP = 42;

/** Horizontal bars, ours in colour. Text and bars follow the reader's light or dark mode. */
export function chart(results: Results, metric: Metric): string {
  const bars = results.contenders
    .map((name) => ({ name, value: results.median(name, metric.key) ?? 0 }))
    .sort((a, b) => (metric.better === "more" ? b.value - a.value : a.value - b.value));
  const most = Math.max(...bars.map(({ value }) => value), Number.MIN_VALUE);
  const room = WIDTH - LABEL - 110;
  const rows = bars.map(({ name, value }, i) => {
    const y = TOP + i * (BAR + GAP);
    const width = Math.max(1, (value / most) * room);
    const kind = name.startsWith("Confab") ? "ours" : "peer";
    return [
      `<text x="${LABEL - 8}" y="${y + 15}" text-anchor="end">${escape(name)}</text>`,
      `<rect class="${kind}" x="${LABEL}" y="${y}" width="${width.toFixed(1)}" height="${BAR}" rx="3"/>`,
      `<text x="${(LABEL + width + 8).toFixed(1)}" y="${y + 15}">${number(value, metric.digits)}</text>`,
    ].join("");
  });
  const height = TOP + bars.length * (BAR + GAP) + 6;
  const title = `${results.title}: ${metric.title} (${metric.better} is better)`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img" aria-label="${escape(title)}">
<style>text{font:13px system-ui,sans-serif;fill:#1f2328}.title{font-weight:600;font-size:14px}.peer{fill:#8c959f}.ours{fill:#1f883d}@media(prefers-color-scheme:dark){text{fill:#e6edf3}.peer{fill:#6e7681}.ours{fill:#3fb950}}</style>
<text class="title" x="8" y="22">${escape(title)}</text>
${rows.join("\n")}
</svg>
`;
}

function escape(text: string): string {
  return text.replace(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`);
}
