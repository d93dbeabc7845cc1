/** Of several that were begun for the same thing the last one counts, whichever is done first. */
export class Turns {
  private readonly newest = new Map<string, number>();

  /** Answers later whether nothing was begun since. */
  begin(key: string): () => boolean {
    const turn = (this.newest.get(key) ?? 0) + 1;
    this.newest.set(key, turn);
    return () => this.newest.get(key) === turn;
  }
}
