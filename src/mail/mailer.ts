/** One mail to one address that has been validated. */
export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html?: string;
  /** The same for every try, so that a mailbox that got it twice keeps it once. */
  readonly messageId?: string;
  /** Where one POST ends mails of this kind (RFC 8058). */
  readonly unsubscribeUrl?: string;
}

export interface Mailer {
  /**
   * `refused`: the other side will never take this mail. Rejects where a later try may succeed, or
   * where it is not known whether the mail was taken over.
   */
  send(mail: Mail): Promise<"sent" | "refused">;
  /** Closes pooled connections. */
  stop(): void;
}
