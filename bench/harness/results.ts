import { median } from "./median.js";

/** What is measured: `better` says which way is up, `digits` how it is printed. */
export interface Metric {
  readonly key: string;
  readonly title: string;
  readonly better: "more" | "less";
  readonly digits: number;
  /** Also printed as a ratio to the baseline. */
  readonly ratio?: boolean;
  /** Drawn as a chart. */
  readonly chart?: boolean;
}

export interface Goal {
  readonly text: string;
  /** Null: this run cannot say. */
  value(results: Results): number | null;
  reached(value: number): boolean;
  readonly unit: string;
}

export interface Sample {
  readonly repeat: number;
  readonly contender: string;
  readonly values: Readonly<Record<string, number>>;
}

/** The samples of one table. Ratios are taken within a repeat and only then their median. */
export class Results {
  private readonly samples: Sample[] = [];
  readonly failures: string[] = [];

  constructor(
    readonly id: string,
    readonly title: string,
    readonly explanation: string,
    readonly baseline: string,
    readonly metrics: readonly Metric[],
    readonly goals: readonly Goal[] = [],
  ) {}

  add(repeat: number, contender: string, values: Readonly<Record<string, number>>): void {
    this.samples.push({ repeat, contender, values });
  }

  get contenders(): string[] {
    return [...new Set(this.samples.map(({ contender }) => contender))];
  }
  get repeats(): number {
    return new Set(this.samples.map(({ repeat }) => repeat)).size;
  }

  median(contender: string, key: string): number | null {
    const values = this.of(contender, key).map(([, value]) => value);
    return values.length > 0 ? median(values) : null;
  }

  /** The median over the repeats of contender / other. */
  ratio(contender: string, other: string, key: string): number | null {
    const others = new Map(this.of(other, key));
    const ratios = this.of(contender, key).flatMap(([repeat, value]) => {
      const base = others.get(repeat);
      return base ? [value / base] : [];
    });
    return ratios.length > 0 ? median(ratios) : null;
  }

  toJSON(): object {
    const { id, title, baseline, samples, failures } = this;
    return { id, title, baseline, samples, failures };
  }

  private of(contender: string, key: string): [repeat: number, value: number][] {
    return this.samples.flatMap(({ repeat, contender: name, values }) => {
      const value = values[key];
      return name === contender && value !== undefined ? [[repeat, value] as [number, number]] : [];
    });
  }
}
