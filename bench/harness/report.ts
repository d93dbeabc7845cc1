import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { chart } from "./chart.js";
import { number } from "./number.js";
import type { Metric, Results } from "./results.js";

export interface Circumstances {
  readonly machine: string;
  readonly database: string;
  readonly revision: string;
  readonly when: string;
  readonly quick: boolean;
}

/** One table as Markdown: a row each contender, medians, and ratios to the baseline. */
export function table(results: Results): string {
  const columns = results.metrics.flatMap((metric) => [
    {
      title: metric.title,
      cell: (name: string) => number(results.median(name, metric.key), metric.digits),
    },
    ...(metric.ratio ? [ratioColumn(results, metric)] : []),
  ]);
  const rows = results.contenders.map((name) => [name, ...columns.map(({ cell }) => cell(name))]);
  return grid([["", ...columns.map(({ title }) => title)], ...rows]);
}

function ratioColumn(results: Results, { key }: Metric) {
  const { baseline } = results;
  return {
    title: `× ${baseline}`,
    cell: (name: string) => number(results.ratio(name, baseline, key), 2),
  };
}

export function goals(results: Results): string[] {
  return results.goals.map((goal) => {
    const value = goal.value(results);
    const verdict =
      value === null ? "not measured" : goal.reached(value) ? "reached" : "**missed**";
    return `- ${goal.text}: ${number(value, 2)}${goal.unit} – ${verdict}`;
  });
}

/** Aligned, so that it also reads well on a terminal. */
function grid(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, i) => Math.max(...rows.map((row) => row[i]?.length ?? 0)));
  const line = (row: readonly string[]): string =>
    `| ${row.map((cell, i) => (i ? cell.padStart(widths[i] ?? 0) : cell.padEnd(widths[i] ?? 0))).join(" | ")} |`;
  const rule = `| ${widths.map((width, i) => (i ? `${"-".repeat(width - 1)}:` : "-".repeat(width))).join(" | ")} |`;
  return [line(rows[0] ?? []), rule, ...rows.slice(1).map(line)].join("\n");
}

export function section(results: Results, charts: readonly string[] = []): string {
  return [
    `## ${results.title}`,
    results.explanation,
    table(results),
    ...charts,
    goals(results).join("\n"),
    results.failures.map((failure) => `> ${failure}`).join("\n"),
  ]
    .filter(Boolean)
    .join("\n\n");
}

/** README.md, one SVG for each charted metric, and the samples as JSON. */
export function write(folder: string, all: readonly Results[], where: Circumstances): void {
  mkdirSync(folder, { recursive: true });
  const sections = all.map((results) => {
    const charts = results.metrics
      .filter((metric) => metric.chart)
      .map((metric) => {
        const file = `${results.id}-${metric.key}.svg`;
        writeFileSync(join(folder, file), chart(results, metric));
        return `![${results.title}: ${metric.title}](${file})`;
      });
    return section(results, charts);
  });
  const intro = [
    "# Benchmarks",
    `Written by \`npm run bench\`; [bench/README.md](../../bench/README.md) says what is measured and how to read it.`,
    `${where.when}, revision ${where.revision}${where.quick ? ", **quick run: sizes too small to judge by**" : ""}. ${where.machine}. Database: ${where.database}. Medians; ratios are taken within a repeat.`,
  ];
  writeFileSync(join(folder, "README.md"), `${[...intro, ...sections].join("\n\n")}\n`);
  writeFileSync(
    join(folder, "samples.json"),
    `${JSON.stringify({ ...where, results: all }, null, 1)}\n`,
  );
}
