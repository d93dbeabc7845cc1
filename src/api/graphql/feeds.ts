/**
 * Names what opens one kind of subscription. A feature defines it beside its resolver; what
 * opens it is registered by the composition root.
 */
export class FeedToken<Open> {
  /** Only for the compiler: what the token stands for. */
  declare readonly open: Open;

  constructor(readonly name: string) {}
}

/** What opens the subscriptions to what passes and is never stored. */
export class Feeds {
  private readonly opened = new Map<object, unknown>();

  set<Open>(token: FeedToken<Open>, open: Open): this {
    this.opened.set(token, open);
    return this;
  }

  get<Open>(token: FeedToken<Open>): Open {
    if (!this.opened.has(token)) throw new Error(`Nothing opens "${token.name}".`);
    return this.opened.get(token) as Open;
  }
}
