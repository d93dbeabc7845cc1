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

/** Those of other nodes that travel on a channel which somebody listens to. */
export function decodeHints(
  text: string,
  self: string,
  isHeard: (channel: string) => boolean,
): readonly Hint[] {
  const { from, hints } = JSON.parse(text) as Envelope;
  if (from === self) return [];
  return hints.filter((hint) => isHeard(channelOf(hint as Hint))).map(decode);
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
