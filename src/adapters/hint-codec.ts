import { mongo } from "mongoose";
import { channelOf, type Hint } from "../platform/hints/hint.js";

type LogHint = Extract<Hint, { kind: "log" }>;
/** An entry travels as the database would give it: BSON, in base64. */
type Sent = Exclude<Hint, LogHint> | (Omit<LogHint, "entry"> & { readonly entry?: string });

interface Envelope {
  readonly from: string;
  readonly hints: readonly Sent[];
}

export function encodeHints(from: string, hints: readonly Hint[]): string {
  return JSON.stringify({ from, hints: hints.map(encode) } satisfies Envelope);
}

const NAMES: Readonly<Record<Hint["kind"], readonly string[]>> = {
  log: ["conversationId"],
  receipt: ["conversationId", "userId"],
  typing: ["conversationId", "userId", "sessionId"],
  presence: ["userId"],
  user: ["userId"],
  memberships: ["userId", "conversationId"],
  sessions: ["userId"],
  contact: ["userId", "otherId"],
  blocks: ["userId"],
};

/**
 * Those of other nodes that travel on a channel which somebody listens to. Throws for what no node
 * of ours has sent.
 */
export function decodeHints(
  text: string,
  self: string,
  isHeard: (channel: string) => boolean,
): readonly Hint[] {
  const { from, hints } = (JSON.parse(text) ?? {}) as Partial<Envelope>;
  if (from === self) return [];
  if (typeof from !== "string" || !Array.isArray(hints) || !hints.every(isHint))
    throw new Error("that is no list of hints");
  return (hints as readonly Sent[]).filter((hint) => isHeard(channelOf(hint as Hint))).map(decode);
}

/** A kind that this version does not know is no hint to it. */
function isHint(given: unknown): boolean {
  const hint = (given ?? {}) as Record<string, unknown>;
  const names = Object.hasOwn(NAMES, String(hint["kind"]))
    ? NAMES[hint["kind"] as Hint["kind"]]
    : null;
  if (!names?.every((name) => typeof hint[name] === "string")) return false;
  if (hint["kind"] !== "log") return true;
  const { seq, revision, entry } = hint;
  const isPlace = [seq, revision].every((at) => Number.isSafeInteger(at) && Number(at) >= 0);
  return isPlace && (entry === undefined || typeof entry === "string");
}

function encode(hint: Hint): Sent {
  if (hint.kind !== "log" || !hint.entry) return hint as Sent;
  const bytes = mongo.BSON.serialize(hint.entry, { ignoreUndefined: true });
  return { ...hint, entry: Buffer.from(bytes).toString("base64") };
}

function decode(hint: Sent): Hint {
  if (hint.kind !== "log" || hint.entry === undefined) return hint as Hint;
  const entry = mongo.BSON.deserialize(Buffer.from(hint.entry, "base64"));
  return { ...hint, entry };
}
