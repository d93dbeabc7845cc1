import { AppError, ErrorCode, notFound } from "../../platform/core/errors.js";
import { positioned, type Draft } from "./positioned.js";
import type { Message } from "./message.model.js";
import type { Permit } from "./known-members.js";
import type { WriteDependencies } from "./write-dependencies.js";
import { affectedBy } from "./membership-change.js";

export interface Appended {
  readonly message: Message;
  /** True: the same clientMessageId was stored before, and this is that message. */
  readonly deduplicated: boolean;
}

/** What must still be so where an entry is written; otherwise nothing is. */
export type Condition =
  /** Its sender is a member: if need be they are looked up again. */
  | { readonly kind: "member"; readonly permit: Permit }
  /** Nobody's membership has changed since that generation, in which whoever asks has checked a rule. */
  | { readonly kind: "generation"; readonly generation: object }
  /** It begins its log. */
  | { readonly kind: "none" };

/** An entry was not written, as somebody's membership has changed since its rule was checked. */
export class MembersChanged extends Error {}

export interface Append {
  readonly draft: Draft;
  readonly condition: Condition;
  readonly resolve: (appended: Appended) => void;
  readonly reject: (error: unknown) => void;
}

/** One durable write for all. Returns those who lost a race and must try again. */
export async function commitAppends<A extends Append>(
  deps: WriteDependencies,
  waiting: readonly A[],
): Promise<A[]> {
  const { store, head, onStored } = deps;
  const position = await head.read();
  const batch = await permitted(deps, waiting, position.generation);
  if (batch.length === 0) return [];
  const entries = positioned(
    batch.map(({ draft }) => draft),
    position,
  );
  let clash;
  try {
    clash = await store.insert(entries);
  } catch (error) {
    head.forget();
    await resolveUnknown(deps, batch, entries);
    throw error;
  }
  const stored = clash ? clash.index : batch.length;
  for (const [at, { resolve }] of batch.slice(0, stored).entries()) {
    const message = entries[at];
    if (!message) continue;
    resolve({ message, deduplicated: false });
    onStored(message, head.advance(message));
    if (affectedBy(message).length > 0) head.beginGeneration();
  }
  if (clash?.on === "position") head.clash();
  if (clash?.on !== "clientMessageId") return batch.slice(stored);
  const twin = batch[stored];
  if (twin) await answerTwin(deps, twin);
  return batch.slice(stored + 1);
}

/** Those that may be written after that position. */
async function permitted<A extends Append>(
  { members }: WriteDependencies,
  batch: readonly A[],
  now: object,
): Promise<A[]> {
  const asked = batch.map(async (append) => {
    const { condition, reject } = append;
    if (condition.kind === "none") return append;
    if (condition.kind === "generation") {
      if (condition.generation === now) return append;
      reject(new MembersChanged());
      return null;
    }
    const { permit } = condition;
    if (permit.generation === now) return append;
    const renewed = await members.find(permit.membership.userId);
    if (renewed) return { ...append, condition: { kind: "member" as const, permit: renewed } };
    reject(notFound("conversation"));
    return null;
  });
  return (await Promise.all(asked)).filter((append) => append !== null);
}

/**
 * The write may or may not have happened. Its ids tell: those that are there are acknowledged;
 * the others are refused by the caller, and the clientMessageId makes another try safe.
 */
async function resolveUnknown(
  { store, onStored }: WriteDependencies,
  batch: readonly Append[],
  entries: readonly Message[],
): Promise<void> {
  const found = await store.byKey(entries).catch(() => []);
  for (const [at, { resolve }] of batch.entries()) {
    const message = found.find(({ _id }) => entries[at]?._id.equals(_id));
    if (!message) continue;
    resolve({ message, deduplicated: false });
    onStored(message, message);
  }
}

async function answerTwin(
  { store }: WriteDependencies,
  { draft, resolve, reject }: Append,
): Promise<void> {
  const { conversationId, senderId, clientMessageId } = draft;
  // None: an index of the version before, which knows no conversations, refused it for another one's.
  const stored =
    senderId && clientMessageId
      ? await store.byClientId({ conversationId, senderId, clientMessageId })
      : null;
  if (stored && sameContent(stored, draft)) resolve({ message: stored, deduplicated: true });
  else reject(keyReused());
}

export type Content = Pick<
  Draft,
  | "conversationId"
  | "body"
  | "type"
  | "metadata"
  | "replyToId"
  | "mentionIds"
  | "attachmentIds"
  | "subjectIds"
>;

export function sameContent(stored: Message, draft: Content): boolean {
  if (!stored.conversationId.equals(draft.conversationId)) return false;
  // What was changed since can no longer be compared, and was the same message all the same.
  if (stored.editedAt || stored.deletedAt) return true;
  if (!stored.metadataPatched && (stored.metadata ?? null) !== (draft.metadata ?? null))
    return false;
  return contentOf(stored) === contentOf(draft);
}

function contentOf(content: Content): string {
  const { body, type = null, replyToId, mentionIds, attachmentIds, subjectIds } = content;
  const ids = [[replyToId], mentionIds, attachmentIds, subjectIds];
  return JSON.stringify([body, type, ids.map((list) => (list ?? []).map(String).sort())]);
}

function keyReused(): AppError {
  const text = "That clientMessageId was used for another message.";
  return new AppError(ErrorCode.IDEMPOTENCY_KEY_REUSED, text, { field: "input.clientMessageId" });
}
