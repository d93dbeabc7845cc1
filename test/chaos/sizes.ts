/** How long and how hard: for a longer run, or the same one again. */
const number = (name: string, otherwise: number): number => Number(process.env[name] ?? otherwise);

export const sizes = {
  /** Chooses the faults, their moments, and what the clients do. */
  seed: number("CHAOS_SEED", Math.floor(Math.random() * 1e9)),
  seconds: number("CHAOS_SECONDS", 30),
  nodes: number("CHAOS_NODES", 3),
  healLimitMs: number("CHAOS_HEAL_MS", 30_000),
  limitMs: number("CHAOS_SECONDS", 30) * 1_000 + 570_000,
};
