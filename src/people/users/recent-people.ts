import { Batcher } from "../../platform/core/batcher.js";
import type { User } from "./user.model.js";
import type { UserService } from "./user.service.js";

const TTL_MS = 1_000;
const MAX_KNOWN = 10_000;

/**
 * People as they were within the last second: for what is pushed, where the same few senders come
 * again and again. Whoever asks gets them as they are.
 */
export class RecentPeople {
  private readonly known = new Map<string, { readonly user: User; readonly until: number }>();

  private readonly people: Batcher<string, User>;

  constructor(users: UserService) {
    this.people = new Batcher((ids) => users.findShown(ids));
  }

  /** In the order of `ids`, erased accounts as their tombstones. */
  findShown(ids: readonly string[]): Promise<User[]> {
    const now = performance.now();
    return Promise.all(ids.map((id) => this.find(id, now)));
  }

  private async find(id: string, now: number): Promise<User> {
    const recent = this.known.get(id);
    if (recent && recent.until > now) return recent.user;
    const user = await this.people.ask(id);
    if (this.known.size >= MAX_KNOWN) this.known.clear();
    this.known.set(id, { user, until: now + TTL_MS });
    return user;
  }
}
