import type { MailOrder, OutboxService } from "../../mail/outbox.service.js";
import type { TemplateName } from "../../mail/templates.js";

const CODE_MINUTES = 10;

/**
 * The mails about an account, written into the outbox beside their cause. Without its code nobody
 * can go on, so that a code that could not be written fails what asked for it; a notice does not.
 */
export class AccountMail {
  constructor(
    private readonly outbox: OutboxService,
    private readonly onFault: (error: unknown) => void,
  ) {}

  confirmationCode(to: string, code: string): Promise<void> {
    return this.code(to, "confirmEmail", code);
  }

  resetCode(to: string, code: string): Promise<void> {
    return this.code(to, "resetPassword", code);
  }

  alreadyRegistered(to: string): Promise<void> {
    return this.outbox.enqueue({ to, template: "accountExists", data: {} });
  }

  passwordChanged(to: string): Promise<void> {
    return this.notice({ to, template: "passwordChanged", data: { at: now() } });
  }

  twoFactorChanged(to: string, enabled: boolean): Promise<void> {
    const state = enabled ? "on" : "off";
    return this.notice({ to, template: "twoFactorChanged", data: { state, at: now() } });
  }

  passkeyChanged(to: string, name: string, change: "added" | "removed"): Promise<void> {
    const data = { name, added: change === "added", at: now() };
    return this.notice({ to, template: "passkeyChanged", data });
  }

  /** With the last digits alone: the rest is not for a mailbox. */
  phoneChanged(to: string, phone: string | null): Promise<void> {
    const data = { ending: phone?.slice(-3) ?? "", removed: phone === null, at: now() };
    return this.notice({ to, template: "phoneChanged", data });
  }

  sessionEnded(to: string, device: string | null): Promise<void> {
    const data = { device: device ?? "an unnamed device", at: now() };
    return this.notice({ to, template: "sessionEnded", data });
  }

  newSignIn(to: string, device: string | null, ipAddress: string): Promise<void> {
    const data = { device: device ?? "an unnamed device", ipAddress, at: now() };
    return this.notice({ to, template: "newSignIn", data });
  }

  private code(
    to: string,
    template: "confirmEmail" | "resetPassword",
    code: string,
  ): Promise<void> {
    const expiresAt = new Date(Date.now() + CODE_MINUTES * 60_000);
    return this.outbox.enqueue({ to, template, data: { code, minutes: CODE_MINUTES }, expiresAt });
  }

  private notice<Name extends TemplateName>(order: MailOrder<Name>): Promise<void> {
    return this.outbox.enqueue(order).catch(this.onFault);
  }
}

/** `2030-01-31 12:00 UTC` */
function now(): string {
  return `${new Date().toISOString().slice(0, 16).replace("T", " ")} UTC`;
}
