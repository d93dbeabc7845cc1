/** The kinds of data on disk: one cannot open what another has written. */
export const engines = ["mongod", "secantus-rust", "secantus-python"] as const;
export type Engine = (typeof engines)[number];

/** How to run a database server. `{port}` and `{folder}` stand for what a start fills in. */
export interface Program {
  readonly engine: Engine;
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
}

/** Where a server program comes from; rejects with the reason why it cannot be had here. */
export interface DatabaseSource {
  readonly name: string;
  readonly engine: Engine;
  program(): Promise<Program>;
}
