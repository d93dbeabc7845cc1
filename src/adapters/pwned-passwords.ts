import { createHash } from "node:crypto";
import type { OnFault } from "../platform/core/fault.js";
import { Circuit } from "./circuit.js";

const PREFIX_CHARS = 5;
const LIMIT_MS = 1_500;
/** A suffix, and how often it was seen: 0 times where it only fills the answer up. */
const LINE = /^([0-9A-F]{35}):(\d{1,12})$/;

/**
 * Whether a password is in the collection of "Have I Been Pwned". It is told the first twenty bits of
 * a hash, which hundreds of thousands of passwords share, and answers with all that it knows of
 * those, and some that there are not, so that not even the length of the answer tells anything. Where
 * it cannot be asked nobody is kept from choosing a password.
 */
export class PwnedPasswords {
  private readonly circuit = new Circuit("The collection of breached passwords");

  constructor(
    private readonly url: string,
    private readonly onFault: OnFault,
  ) {}

  async has(password: string): Promise<boolean> {
    const hash = createHash("sha1").update(password, "utf8").digest("hex").toUpperCase();
    const [prefix, rest] = [hash.slice(0, PREFIX_CHARS), hash.slice(PREFIX_CHARS)];
    try {
      return (await this.circuit.run(() => this.range(prefix))).has(rest);
    } catch (error) {
      this.onFault("breached passwords cannot be looked up", error);
      return false;
    }
  }

  /** What was seen in breaches below that prefix. */
  private async range(prefix: string): Promise<ReadonlySet<string>> {
    const response = await fetch(`${this.url}/range/${prefix}`, {
      headers: { "add-padding": "true", "user-agent": "confab" },
      signal: AbortSignal.timeout(LIMIT_MS),
      redirect: "error",
    });
    if (!response.ok) throw new Error(`it answers with ${response.status}`);
    const seen = new Set<string>();
    for (const line of (await response.text()).trim().split(/\r?\n/)) {
      const [, suffix, count] = LINE.exec(line) ?? [];
      // Such as the page of a proxy in between, which would pass for "never seen".
      if (suffix === undefined) throw new Error("it answers with something else than hashes");
      if (Number(count) > 0) seen.add(suffix);
    }
    return seen;
  }
}
