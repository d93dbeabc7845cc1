import { parse } from "jsonc-parser";

/** Long enough for a token that is typed or pasted in pieces. */
const settleMs = 500;

/**
 * The `authorization` of the headers tab. One for the page, as GraphiQL runs one operation at a time.
 * A connection reads it when it opens, so that the newest token is the one that is sent.
 */
export class Authorization {
  #value: string | undefined;
  #settling: ReturnType<typeof setTimeout> | undefined;
  readonly #listeners = new Set<() => void>();

  get value(): string | undefined {
    return this.#value;
  }

  /** At a run: the headers as GraphiQL sends them. Nobody is told, the run reads the value itself. */
  take(headers: Readonly<Record<string, unknown>> | undefined): void {
    clearTimeout(this.#settling);
    this.#value = authorizationOf(headers);
  }

  /** At an edit of the headers tab. Listeners are told once the text has stayed the same for a while. */
  edit(text: string): void {
    clearTimeout(this.#settling);
    this.#settling = setTimeout(() => {
      const value = authorizationOf(parse(text));
      if (value === this.#value) return;
      this.#value = value;
      for (const listener of [...this.#listeners]) listener();
    }, settleMs);
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}

function authorizationOf(headers: unknown): string | undefined {
  if (typeof headers !== "object" || headers === null) return undefined;
  const entry = Object.entries(headers).find(([name]) => name.toLowerCase() === "authorization");
  return typeof entry?.[1] === "string" && entry[1] !== "" ? entry[1] : undefined;
}
