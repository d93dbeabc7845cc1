import { Joined } from "../../platform/core/joined.js";
import type { User } from "./user.model.js";
import type { UserService } from "./user.service.js";

const TTL_MS = 1_000;
const MAX_KNOWN = 10_000;

/**
 * People as they were within the last second: for what is pushed, where the same few senders come
 * again and again. Whoever asks gets them as they are.
 */
export class RecentPeople {
  private readonly known = new Map<
    string,
    { readonly user: User | null; readonly until: number }
  >();

  private readonly people: Joined<string, User | null>;

  constructor(users: UserService) {
    this.people = new Joined((ids) => users.findMany(ids));
  }

  /** In the order of `ids`, null where there is nobody. */
  async findMany(ids: readonly string[]): Promise<(User | null)[]> {
    const now = performance.now();
    const missing = ids.filter((id) => (this.known.get(id)?.until ?? 0) <= now);
    if (missing.length > 0) {
      if (this.known.size >= MAX_KNOWN) this.known.clear();
      const found = await Promise.all(missing.map((id) => this.people.ask(id)));
      for (const [at, id] of missing.entries())
        this.known.set(id, { user: found[at] ?? null, until: now + TTL_MS });
    }
    return ids.map((id) => this.known.get(id)?.user ?? null);
  }
}
