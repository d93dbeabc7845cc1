import type { Membership } from "./membership.model.js";
import type { MemberKey, MembershipService } from "./membership.service.js";

/** How long a removal on another node may go unnoticed by those who send here. */
const TTL_MS = 1_000;
const MAX_KNOWN = 20_000;

interface Known {
  readonly membership: Membership | null;
  readonly until: number;
}

/** For sending, where the same people write again and again. What changes here counts at once. */
export class MemberCache {
  private readonly known = new Map<string, Known>();
  private changes = 0;

  constructor(private readonly memberships: MembershipService) {}

  async find(key: MemberKey): Promise<Membership | null> {
    const id = idOf(key.conversationId.toHexString(), key.userId.toHexString());
    const known = this.known.get(id);
    if (known && known.until > performance.now()) return known.membership;
    const { changes } = this;
    const membership = await this.memberships.find(key);
    // What was read before a change must not outlive it.
    if (changes === this.changes) this.keep(id, membership);
    return membership;
  }

  changed({ conversationId, userId }: { conversationId: string; userId: string }): void {
    this.changes += 1;
    this.known.delete(idOf(conversationId, userId));
  }

  private keep(id: string, membership: Membership | null): void {
    if (this.known.size >= MAX_KNOWN) this.known.clear();
    this.known.set(id, { membership, until: performance.now() + TTL_MS });
  }
}

function idOf(conversationId: string, userId: string): string {
  return `${conversationId}:${userId}`;
}
