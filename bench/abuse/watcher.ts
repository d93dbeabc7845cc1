import { post } from "../../test/support/graphql.js";

/** Of requests of a time, in milliseconds. */
export interface Seen {
  readonly health: number;
  readonly honest: number;
}

const EVERY_MS = { health: 20, honest: 50 } as const;
const HOME =
  "{ viewer { id conversations(first: 20) { nodes { id name lastMessage { body } } } } }";

/** What the health check and an honest person wait for meanwhile: the p99 of each. */
export async function watch(
  origin: string,
  token: string,
  during: Promise<unknown>,
): Promise<Seen> {
  let goesOn = true;
  void during.finally(() => (goesOn = false));
  const again = async (everyMs: number, once: () => Promise<unknown>): Promise<number[]> => {
    const times: number[] = [];
    while (goesOn) {
      const began = performance.now();
      await once();
      times.push(performance.now() - began);
      await new Promise((resolve) => setTimeout(resolve, everyMs));
    }
    return times;
  };
  const [health, honest] = await Promise.all([
    again(EVERY_MS.health, () => fetch(`${origin}/healthz`).then((answer) => answer.text())),
    again(EVERY_MS.honest, async () => {
      const { errors } = await post(`${origin}/graphql`, HOME, {}, token, {
        "x-forwarded-for": "198.51.100.7",
      });
      if (errors) throw new Error(`An honest person was refused: ${JSON.stringify(errors)}`);
    }),
  ]);
  return { health: p99(health), honest: p99(honest) };
}

function p99(times: readonly number[]): number {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.ceil(0.99 * sorted.length) - 1] ?? 0;
}
