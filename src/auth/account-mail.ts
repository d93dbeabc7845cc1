import type { Mailer } from "../mail/mail.js";

/**
 * The mails about an account. Nobody waits for them: an answer that took as long as a mail would
 * tell that the address is known. A mail that was lost can be asked for again.
 */
export class AccountMail {
  private readonly pending = new Set<Promise<void>>();

  constructor(
    private readonly mailer: Mailer,
    private readonly onFault: (error: unknown) => void,
  ) {}

  confirmationCode(to: string, code: string): void {
    this.post(
      to,
      `${code} is your code`,
      `Your code is ${code}. It is valid for ten minutes.\n\nIf you did not sign up just now, do nothing.`,
    );
  }

  resetCode(to: string, code: string): void {
    this.post(
      to,
      `${code} is your code for a new password`,
      `Your code for a new password is ${code}. It is valid for ten minutes.\n\nIf you did not ask for it, do nothing: your password stays as it is.`,
    );
  }

  alreadyRegistered(to: string): void {
    this.post(
      to,
      "You already have an account",
      "Somebody signed up with your address. You already have an account: log in instead. If you forgot the password, ask for a new one.",
    );
  }

  passwordChanged(to: string): void {
    this.notice(to, "Your password was changed", "Other devices were signed out.");
  }

  twoFactorChanged(to: string, enabled: boolean): void {
    const what = `Two-factor login was turned ${enabled ? "on" : "off"}`;
    this.notice(to, what, "Other devices were signed out.");
  }

  sessionEnded(to: string, device: string | null): void {
    this.notice(
      to,
      "A session was ended",
      `An old token of ${device ? `the session “${isolated(device)}”` : "one of your sessions"} was used again, so somebody may have copied it. The session was ended.`,
    );
  }

  newSignIn(to: string, device: string | null, ipAddress: string): void {
    const from = device ? `“${isolated(device)}” at ${ipAddress}` : ipAddress;
    this.notice(to, "New sign-in", `Somebody signed in from ${from}.`);
  }

  /** Resolves when every mail has been handed over. */
  async stop(): Promise<void> {
    await Promise.all(this.pending);
  }

  private notice(to: string, what: string, more: string): void {
    this.post(to, what, `${what}. ${more}\n\nIf that was not you, set a new password at once.`);
  }

  private post(to: string, subject: string, text: string): void {
    const sent = this.mailer
      .send({ to, subject, text })
      .catch(this.onFault)
      .finally(() => this.pending.delete(sent));
    this.pending.add(sent);
  }
}

/** A device names itself: its writing direction must not reach the text around it. */
function isolated(text: string): string {
  return `\u2068${text.replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, "")}\u2069`;
}
