import { Readable } from "node:stream";

/** From the first byte that is asked for to the last one that comes. */
const LIMIT_MS = 120_000;
const MAX_REDIRECTS = 5;

/** A file that is not there, or does not come. */
export class Unreadable extends Error {}

/**
 * What an address answers; how much of it is taken is up to whoever reads. Rejects with Unreadable,
 * and so does the stream. Nothing is followed to another scheme.
 */
export async function download(address: string, limitMs = LIMIT_MS): Promise<Readable> {
  const signal = AbortSignal.timeout(limitMs);
  let place: URL | null = new URL(address);
  const { protocol } = place;
  for (let tries = 0; place && tries <= MAX_REDIRECTS; tries += 1) {
    if (place.protocol !== protocol || !/^https?:$/.test(protocol)) throw new Unreadable();
    const answer: Response | null = await fetch(place, { signal, redirect: "manual" }).catch(
      () => null,
    );
    if (answer?.ok && answer.body) return Readable.from(bytesOf(answer.body));
    await answer?.body?.cancel();
    place = nextPlace(answer, place);
  }
  throw new Unreadable();
}

function nextPlace(answer: Response | null, from: URL): URL | null {
  const next = answer?.headers.get("location") ?? null;
  const isRedirect = answer !== null && answer.status >= 300 && answer.status < 400;
  return isRedirect && next !== null && URL.canParse(next, from.href) ? new URL(next, from) : null;
}

async function* bytesOf(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* body;
  } catch {
    // Cut off, or too slow: one file less, and not the end of the import.
    throw new Unreadable();
  }
}
