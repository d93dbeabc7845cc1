import type { Membership } from "./membership.model.js";

/** The first message that a member is shown: of their stay, and behind what they have cleared. */
export function firstSeqOf({
  joinedSeq,
  clearedSeq,
}: Pick<Membership, "joinedSeq"> & { readonly clearedSeq?: number | null | undefined }): number {
  return clearedSeq ? Math.max(joinedSeq, clearedSeq + 1) : joinedSeq;
}
