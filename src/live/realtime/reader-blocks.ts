/** Whether a block stands between people, as it is stored. */
export interface Blocks {
  /** Between that person and anybody, whoever made it. */
  any(userId: string): Promise<boolean>;
}

/**
 * Whether a block stands between a reader and anybody: what blocks hide is then rendered for them
 * alone. Until that is known, and while it cannot be read, one does.
 */
export class ReaderBlocks {
  private some = true;

  constructor(
    private readonly read: () => Promise<boolean>,
    private readonly onChange: () => void,
    private readonly onFault: (error: unknown) => void,
  ) {}

  readonly hasAny = (): boolean => this.some;

  /** Never rejects. Answers come in the order of the calls: the last one stays. */
  async refresh(): Promise<void> {
    const some = await this.read().catch((error: unknown) => {
      this.onFault(error);
      return true;
    });
    if (some === this.some) return;
    this.some = some;
    this.onChange();
  }
}
