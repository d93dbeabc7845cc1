import { AppError, ErrorCode, notFound } from "../../platform/core/errors.js";
import type { Membership } from "../membership/membership.model.js";
import { MessageChange, type Message } from "./message.model.js";
import type { Permit } from "./known-members.js";
import type { MessageKey } from "./log-ranges.js";
import type { WriteDependencies } from "./write-dependencies.js";
import { overloaded } from "./overloaded.js";

interface Revision {
  readonly change: MessageChange;
  readonly set: Partial<Message>;
}

/**
 * What a member wants to change in a message, or null where it is already as wanted; throws to
 * refuse. It runs again when it lost a race, and after an unknown outcome, so it must depend on the
 * two alone.
 */
export type Revise = (message: Message, membership: Membership) => Revision | null;

export interface Change {
  readonly message: MessageKey;
  readonly permit: Permit;
  readonly revise: Revise;
  readonly resolve: (message: Message) => void;
  readonly reject: (error: unknown) => void;
}

/** A message keeps all of its revisions in an index, so it cannot change for ever. */
const MAX_CHANGES = 1_000;
const MAX_TRIES = 100;

/** Moves one message to the next revision. Throws what could not be done. */
export async function commitChange(deps: WriteDependencies, change: Change): Promise<void> {
  const { store, head, members, onStored } = deps;
  let permit: Permit | null = change.permit;
  let isProven = permit.generation === null;
  for (let tries = 0, failed = false; tries < MAX_TRIES; tries += 1) {
    const position = await head.read();
    if (permit.generation !== null && permit.generation !== position.generation)
      permit = await members.find(permit.membership.userId);
    if (!permit) return change.reject(notFound("message"));
    const [message] = await store.byKey([change.message]);
    let revision;
    try {
      if (!message || message.seq < permit.membership.joinedSeq) throw notFound("message");
      revision = change.revise(message, permit.membership);
      if (revision) refuseTooMany(message, revision);
    } catch (error) {
      if (isProven) return change.reject(error);
      // A refusal writes nothing that would prove the permit: a role may have been given elsewhere since.
      isProven = true;
      permit = await members.findNow(permit.membership.userId);
      if (!permit) return change.reject(notFound("message"));
      continue;
    }
    if (!revision) {
      // No write proves that whoever asks is still a member: before they are shown it, the log is asked.
      if (permit.generation !== null && !(await members.findNow(permit.membership.userId)))
        return change.reject(notFound("message"));
      // After a failure this is how a change that did happen shows.
      if (failed) onStored(message, message);
      return change.resolve(message);
    }
    if (position.revision < message.revision) {
      // A remembered head. No index would refuse it: a message's own revisions do not clash.
      head.clash();
      continue;
    }
    const next = {
      ...revision.set,
      change: revision.change,
      changedAt: new Date(),
      revision: position.revision + 1,
      changes: (message.changes ?? 0) + 1,
    };
    try {
      const outcome = await store.change(message, next);
      if (outcome === "clash") head.clash();
      if (outcome !== "done") continue;
    } catch (error) {
      head.forget();
      if (failed) throw error;
      failed = true;
      continue;
    }
    const changed = { ...message, ...next };
    change.resolve(changed);
    onStored(changed, head.advance({ ...position, revision: next.revision }));
    return;
  }
  throw overloaded();
}

/** Deleting is always possible. */
function refuseTooMany({ changes = 0 }: Message, { change }: Revision): void {
  if (changes < MAX_CHANGES || change === MessageChange.DELETED) return;
  const text = `A message can be changed ${MAX_CHANGES} times.`;
  throw new AppError(ErrorCode.LIMIT_REACHED, text, { limit: MAX_CHANGES });
}
