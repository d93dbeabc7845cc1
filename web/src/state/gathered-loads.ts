/**
 * One load at a time: all that is wanted while one is on its way is loaded together after it, each
 * once. It begins after it was wanted, so that nothing older is the answer.
 */
export class GatheredLoads {
  private next: { readonly ids: Set<string>; readonly loaded: Promise<void> } | null = null;
  private answered: Promise<unknown> = Promise.resolve();

  constructor(private readonly load: (ids: readonly string[]) => Promise<void>) {}

  want(ids: readonly string[]): Promise<void> {
    this.next ??= this.begin();
    for (const id of ids) this.next.ids.add(id);
    return this.next.loaded;
  }

  private begin(): NonNullable<GatheredLoads["next"]> {
    const ids = new Set<string>();
    const loaded = this.answered.then(() => {
      this.next = null;
      return this.load([...ids]);
    });
    // Those who wanted it are told of a failure; whoever comes after them is loaded all the same.
    this.answered = loaded.catch(() => undefined);
    return { ids, loaded };
  }
}
