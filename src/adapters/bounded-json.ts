const LIMIT_MS = 3_000;
const MAX_BYTES = 65_536;

/**
 * A document of JSON from an address that the operator has given. It is followed nowhere else, and
 * neither its size nor how slowly it comes matters to whoever asks.
 */
export async function boundedJson(address: string): Promise<Readonly<Record<string, unknown>>> {
  const response = await fetch(address, {
    headers: { accept: "application/json", "user-agent": "confab" },
    signal: AbortSignal.timeout(LIMIT_MS),
    redirect: "error",
  });
  const parts: Uint8Array[] = [];
  let bytes = 0;
  const body: AsyncIterable<Uint8Array> | null = response.body;
  for await (const part of body ?? []) {
    bytes += part.byteLength;
    // Leaving the loop cancels what is still to come.
    if (bytes > MAX_BYTES) throw new Error(`${address} answers with more than ${MAX_BYTES} bytes`);
    parts.push(part);
  }
  if (!response.ok) throw new Error(`${address} answers with ${response.status}`);
  const read: unknown = JSON.parse(Buffer.concat(parts).toString("utf8"));
  if (typeof read !== "object" || read === null || Array.isArray(read))
    throw new Error(`${address} answers with something else than an object`);
  return read as Readonly<Record<string, unknown>>;
}
