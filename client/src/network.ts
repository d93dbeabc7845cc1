/** In browsers; elsewhere nothing is ever told. */
export function watchNetwork(listeners: Readonly<Record<string, () => void>>): () => void {
  const target = globalThis as {
    addEventListener?(type: string, listener: () => void): void;
    removeEventListener?(type: string, listener: () => void): void;
  };
  const each = Object.entries(listeners);
  for (const [type, listener] of each) target.addEventListener?.(type, listener);
  return () => {
    for (const [type, listener] of each) target.removeEventListener?.(type, listener);
  };
}
