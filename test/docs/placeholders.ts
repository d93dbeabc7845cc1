const QUOTED = /"<([^<>"]+)>"/g;
const BARE = /<([^<>"]+)>/g;
const WHOLE = /^<([^<>]+)>$/;
/** Stands for any value, and at the end of a list for any number of further ones. */
const ANY = "…";

/**
 * What a guide cannot know in advance it writes as "<name>". The first answer with that name gives
 * it its value; from then on it must be the same, and can be sent.
 */
export class Placeholders {
  private readonly values = new Map<string, string>();

  /** `sources` are asked when a name is needed that no answer has given. */
  constructor(private readonly sources: Readonly<Record<string, () => Promise<string> | string>>) {}

  async valueOf(name: string): Promise<string> {
    const value = this.values.get(name) ?? (await this.sources[name]?.());
    if (value === undefined) throw new Error(`nothing before has given a value to <${name}>`);
    this.values.set(name, value);
    return value;
  }

  /** JSON or a program, with the values in it. */
  async fill(text: string): Promise<string> {
    let filled = text;
    for (const [quoted, name = ""] of text.matchAll(QUOTED))
      filled = filled.replace(quoted, JSON.stringify(await this.valueOf(name)));
    return filled;
  }

  /** The same for text in which names stand without quotes. */
  async fillBare(text: string): Promise<string> {
    let filled = text;
    for (const [bare, name = ""] of text.matchAll(BARE))
      filled = filled.replace(bare, await this.valueOf(name));
    return filled;
  }

  /** The differences, each with its path; none: the answer is the one that the guide shows. */
  compare(shown: unknown, real: unknown, path = "answer"): string[] {
    if (shown === ANY) return real === null || real === undefined ? [`${path} is missing`] : [];
    const [, name] = (typeof shown === "string" && WHOLE.exec(shown)) || [];
    if (name !== undefined) return this.bind(name, real, path);
    if (Array.isArray(shown) && Array.isArray(real)) return this.compareLists(shown, real, path);
    if (!isObject(shown) || !isObject(real))
      return Object.is(shown, real) ? [] : [`${path} is ${JSON.stringify(real)}`];
    const keys = new Set([...Object.keys(shown), ...Object.keys(real)]);
    return [...keys].flatMap((key) => this.compare(shown[key], real[key], `${path}.${key}`));
  }

  private compareLists(shown: unknown[], real: unknown[], path: string): string[] {
    const open = shown.at(-1) === ANY;
    const wanted = open ? shown.slice(0, -1) : shown;
    const fits = open ? real.length > wanted.length : real.length === wanted.length;
    if (!fits) return [`${path} has ${real.length} items`];
    return wanted.flatMap((item, at) => this.compare(item, real[at], `${path}.${at}`));
  }

  private bind(name: string, real: unknown, path: string): string[] {
    if (typeof real !== "string") return [`${path} is ${JSON.stringify(real)}`];
    const known = this.values.get(name) ?? real;
    this.values.set(name, known);
    return known === real ? [] : [`${path} is not the <${name}> from before`];
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
