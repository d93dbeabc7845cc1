import type { Types } from "mongoose";
import type { PasskeyCheck } from "../../account/passkeys/passkey-check.js";
import type { SessionService } from "../../account/sessions/session.service.js";
import { given, iso } from "./given.js";

/** What is kept of somebody that is no line, and nothing by which anybody gets in. */
export async function accountRecord(
  userId: Types.ObjectId,
  of: { readonly sessions: SessionService; readonly passkeys: PasskeyCheck },
): Promise<object> {
  const sessions = await of.sessions.list(userId);
  const passkeys = await of.passkeys.ofUser(userId);
  return {
    sessions: sessions.map(({ device, ipAddress, openedBy, ...session }) => ({
      ...given({ device, ipAddress, provider: openedBy?.provider }),
      createdAt: iso(session.createdAt),
      lastUsedAt: iso(session.lastUsedAt),
      expiresAt: iso(session.expiresAt),
    })),
    passkeys: passkeys.map(({ name, createdAt, lastUsedAt }) => ({
      name,
      createdAt: iso(createdAt),
      lastUsedAt: iso(lastUsedAt),
    })),
  };
}
