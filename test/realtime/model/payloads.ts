/** The results of `entry` in some frames as a server sends them. */
export function payloadsIn(bytes: Buffer): string[] {
  const found: string[] = [];
  for (let at = 0; at < bytes.length;) {
    const short = (bytes[at + 1] ?? 0) & 0x7f;
    const [length, start] = short === 126 ? [bytes.readUInt16BE(at + 2), at + 4] : [short, at + 2];
    const text = bytes.subarray(start, start + length).toString();
    const { payload } = JSON.parse(text) as { payload: { data: { entry: string } } };
    found.push(payload.data.entry);
    at = start + length;
  }
  return found;
}
