/** One press away on every message. */
export const QUICK_EMOJI = ["👍", "❤️", "😂"] as const;
