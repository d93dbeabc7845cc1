/**
 * Where tokens, positions and unsent messages are kept between runs. Synchronous, so that a client
 * knows at once whether somebody is signed in; put a cache in front of an asynchronous one.
 */
export interface Store {
  get(key: string): string | null;
  set(key: string, value: string): void;
  delete(key: string): void;
  keys(): string[];
  /** Calls back when another tab or process changed a key; returns the way to stop. */
  watch?(listener: (key: string | null) => void): () => void;
}

export function memoryStore(): Store {
  const entries = new Map<string, string>();
  return {
    get: (key) => entries.get(key) ?? null,
    set: (key, value) => void entries.set(key, value),
    delete: (key) => void entries.delete(key),
    keys: () => [...entries.keys()],
  };
}

/** The methods of `localStorage` and `sessionStorage` that are used. */
interface WebStorageLike {
  readonly length: number;
  key(index: number): string | null;
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

interface StorageEvents {
  addEventListener?(type: "storage", listener: (event: { key: string | null }) => void): void;
  removeEventListener?(type: "storage", listener: (event: { key: string | null }) => void): void;
}

export function webStore(storage: WebStorageLike): Store {
  const events = globalThis as StorageEvents;
  return {
    get: (key) => storage.getItem(key),
    set: (key, value) => {
      // A full or forbidden storage costs persistence, never the message in hand.
      try {
        storage.setItem(key, value);
      } catch {
        storage.removeItem(key);
      }
    },
    delete: (key) => storage.removeItem(key),
    keys: () => Array.from({ length: storage.length }, (_, i) => storage.key(i) ?? ""),
    watch: (listener) => {
      const onStorage = (event: { key: string | null }): void => listener(event.key);
      events.addEventListener?.("storage", onStorage);
      return () => events.removeEventListener?.("storage", onStorage);
    },
  };
}
