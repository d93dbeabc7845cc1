/** One mail to one address that has been validated. */
export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html?: string;
}

export interface Mailer {
  /** Rejects when the mail was not taken over. */
  send(mail: Mail): Promise<void>;
  /** Closes pooled connections. */
  stop(): void;
}
