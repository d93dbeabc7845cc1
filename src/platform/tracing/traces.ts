/** Names and numbers of ours, never what somebody wrote. */
export type Attributes = Readonly<Record<string, string | number>>;

export interface Work {
  readonly name: string;
  /** A request that came in, one that goes out, or a step in between. */
  readonly kind: "server" | "client" | "internal";
  readonly attributes?: Attributes;
  /** A `traceparent` header that may be followed. */
  readonly parent?: string | undefined;
}

/** A piece of work under way. */
export interface Span {
  describe(name: string, attributes: Attributes): void;
  /** That it went wrong; how is for the log. */
  fail(): void;
  end(attributes?: Attributes): void;
}

export interface Tracer {
  /** Part of the work at hand, or else the first of a new trace. */
  begin(work: Work): Span;
  inSpan<T>(span: Span, body: () => T): T;
  /** The work at hand, unless it is over already. */
  readonly current: Span | null;
  stop(): Promise<void>;
}

/** Where time goes, for those who run the service. Without a tracer to load nothing is done. */
export class Traces {
  private tracer: Tracer | null = null;

  constructor(private readonly load: (() => Promise<Tracer>) | null) {}

  get on(): boolean {
    return this.load !== null;
  }

  get current(): Span | null {
    return this.tracer?.current ?? null;
  }

  async start(): Promise<void> {
    this.tracer = (await this.load?.()) ?? null;
  }

  begin(work: Work): Span | null {
    return this.tracer?.begin(work) ?? null;
  }

  inSpan<T>(span: Span | null, body: () => T): T {
    return this.tracer && span ? this.tracer.inSpan(span, body) : body();
  }

  /** From now until it has settled. */
  async run<T>(work: Work, body: () => Promise<T>): Promise<T> {
    const span = this.begin(work);
    if (!span) return body();
    try {
      return await this.inSpan(span, body);
    } catch (error) {
      span.fail();
      throw error;
    } finally {
      span.end();
    }
  }

  /** Sends what has not gone out yet, as far as that is quick. */
  async stop(): Promise<void> {
    await this.tracer?.stop();
  }
}
