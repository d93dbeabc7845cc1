import type { PushAddress } from "./push-address.js";
import type { PushNote } from "./push-note.js";

/** What became of it. `unknown`: it may have come, so that it is not sent again. */
export type PushOutcome =
  | { readonly kind: "sent" }
  | { readonly kind: "gone" }
  | { readonly kind: "later" | "refused" | "unknown"; readonly why: string };

/** One push service. Never rejects. */
export interface PushSender {
  send(address: PushAddress, note: PushNote): Promise<PushOutcome>;
  stop(): void;
}
