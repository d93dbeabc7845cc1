/** What tests and benchmarks look at, and turn, from inside. */
export interface Probes {
  /** Told each command that goes to the database. */
  readonly onCommand?: (name: string, command: object) => void;
  /** Gets each line of the log, in the place of the standard output. */
  readonly log?: { write(line: string): void };
  /** The clock of what is due later: mails, digests, the sweeping of files. */
  readonly now?: () => Date;
  /** The clock of the machine, in milliseconds since 1970: mails go by the database's. */
  readonly machineClock?: () => number;
}
