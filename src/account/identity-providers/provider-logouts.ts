import type { Model } from "mongoose";
import { hashOf } from "../../platform/secrets/hash-of.js";
import type { OpenedBy } from "../sessions/opened-by.model.js";
import type { ProviderLogout } from "./provider-logout.model.js";

const SPARE_MS = 10 * 60_000;

/**
 * What providers have logged out. A logout is written before the sessions that it ends are looked
 * for, and looked for once a session is opened: whichever comes first, no session is left.
 */
export class ProviderLogouts {
  constructor(private readonly rows: Model<ProviderLogout>) {}

  /** One login where `sid` names it, else all of the person's. */
  async note(
    { provider, subject, sid }: Pick<OpenedBy, "provider" | "sid"> & { subject: string | null },
    at: Date,
    tokensLiveMs: number,
  ): Promise<void> {
    const _id = sid === null ? idOf(provider, "sub", subject ?? "") : idOf(provider, "sid", sid);
    const expiresAt = new Date(Date.now() + tokensLiveMs + SPARE_MS);
    await this.rows.updateOne({ _id }, { $max: { at, expiresAt } }, { upsert: true });
  }

  /** Whether the login that the session began with was over by then. */
  async isOver({ provider, subject, sid, issuedAt }: OpenedBy): Promise<boolean> {
    const ids = [idOf(provider, "sub", subject), ...(sid ? [idOf(provider, "sid", sid)] : [])];
    const found = await this.rows.find({ _id: { $in: ids } }).lean();
    return found.some(({ _id, at }) => _id !== ids[0] || at >= issuedAt);
  }
}

function idOf(provider: string, kind: "sub" | "sid", name: string): string {
  return hashOf(JSON.stringify([provider, kind, name]));
}
