/** A push service of somebody else's, as tests see it. */
export interface Pushes {
  readonly taken: readonly { readonly device: string; readonly body: Record<string, unknown> }[];
  readonly forged: readonly string[];
  stop(): Promise<void>;
}
