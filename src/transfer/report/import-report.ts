import type { Outcome } from "./outcome.js";

/** Ids that are named for each reason: enough to look at, and not a list of everybody. */
const EXAMPLES = 5;

/** What was taken, and what not and why. */
export class ImportReport {
  private readonly counts = new Map<string, number>();
  private readonly reasons = new Map<string, { count: number; readonly ids: string[] }>();

  add(what: string, outcome: Outcome, id: string): void {
    this.count(`${what} ${outcome.kind}`);
    if ("why" in outcome) this.reason(`${what} ${outcome.kind}: ${outcome.why}`, 1, id);
  }

  count(what: string, by = 1): void {
    if (by > 0) this.counts.set(what, (this.counts.get(what) ?? 0) + by);
  }

  reason(text: string, by: number, id: string): void {
    const reason = this.reasons.get(text) ?? { count: 0, ids: [] };
    if (reason.ids.length < EXAMPLES) reason.ids.push(id);
    this.reasons.set(text, { ...reason, count: reason.count + by });
  }

  countOf(what: string): number {
    return this.counts.get(what) ?? 0;
  }

  get lines(): string[] {
    const counts = [...this.counts].map(([what, count]) => `${count} ${what}`);
    const reasons = [...this.reasons].map(
      ([text, { count, ids }]) => `  ${count} ${text} (${ids.join(", ")})`,
    );
    return [...counts, ...reasons];
  }
}
