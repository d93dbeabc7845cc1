import DataLoader from "dataloader";

/**
 * Answers many keys at once, in their order. By `loaders` it shares with the other batches of the
 * operation what they have read.
 */
export type Batch<Key, Value> = (
  keys: readonly Key[],
  loaders: Loaders,
) => Promise<readonly Value[]>;

/**
 * Names what can be loaded by key. A feature defines it beside its model; what answers it is
 * registered by the composition root, so that nothing here knows any feature.
 */
export class LoaderToken<Key, Value> {
  /** Only for the compiler: what the token stands for. */
  declare readonly answers: Batch<Key, Value>;

  constructor(
    readonly name: string,
    /** What tells one key from another; absent where the keys are strings. */
    readonly keyOf?: (key: Key) => string,
  ) {}
}

/** One load for all fields of a page, and one answer for each key. */
export interface Loaders {
  get<Key, Value>(token: LoaderToken<Key, Value>): Pick<DataLoader<Key, Value>, "load">;
}

/** What answers each token. */
export class LoaderRegistry {
  private readonly batches = new Map<object, Batch<never, unknown>>();

  constructor(above: LoaderRegistry | null = null) {
    for (const [token, batch] of above?.batches ?? []) this.batches.set(token, batch);
  }

  set<Key, Value>(token: LoaderToken<Key, Value>, batch: Batch<Key, Value>): this {
    this.batches.set(token, batch);
    return this;
  }

  get<Key, Value>(token: LoaderToken<Key, Value>): Batch<Key, Value> {
    const batch = this.batches.get(token);
    if (!batch) throw new Error(`Nothing loads "${token.name}".`);
    return batch as Batch<Key, Value>;
  }
}

type Loader<Key, Value> = DataLoader<Key, Value, unknown>;

/** Each is made when it is first asked for: an operation needs few, and a subscription keeps them. */
export class LazyLoaders implements Loaders {
  private made: Map<object, Loader<never, unknown>> | null = null;

  constructor(private readonly registry: LoaderRegistry) {}

  get<Key, Value>(token: LoaderToken<Key, Value>): Loader<Key, Value> {
    this.made ??= new Map();
    const known = this.made.get(token);
    if (known) return known as Loader<Key, Value>;
    const batch = this.registry.get(token);
    const { keyOf } = token;
    const loader: Loader<Key, Value> = new DataLoader(
      (keys) => batch(keys, this),
      keyOf && { cacheKeyFn: keyOf },
    );
    this.made.set(token, loader);
    return loader;
  }
}
