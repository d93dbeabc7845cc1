/** What an authenticator app and the server have in common. */
export interface OneTimePasswords {
  newSecret(): string;
  /** For the QR code. `label` names the account in the app. */
  url(secret: string, label: string): string;
  /**
   * The time step that the code belongs to, within one step of now and after `afterStep`. Null:
   * the code is not right.
   */
  stepOf(secret: string, code: string, afterStep: number | null): Promise<number | null>;
}
