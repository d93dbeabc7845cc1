/** What each mail needs to know. Times are for people: already put into words, in UTC. */
export interface MailData {
  readonly confirmEmail: { readonly code: string; readonly minutes: number };
  readonly accountExists: Record<string, never>;
  readonly resetPassword: { readonly code: string; readonly minutes: number };
  readonly passwordChanged: { readonly at: string };
  readonly twoFactorChanged: { readonly state: "on" | "off"; readonly at: string };
  readonly passkeyChanged: { readonly name: string; readonly added: boolean; readonly at: string };
  readonly phoneChanged: {
    readonly ending: string;
    readonly removed: boolean;
    readonly at: string;
  };
  readonly newSignIn: { readonly device: string; readonly ipAddress: string; readonly at: string };
  readonly sessionEnded: { readonly device: string; readonly at: string };
  readonly dataExport: { readonly url: string; readonly hours: number };
  readonly contactRequest: { readonly from: string };
  readonly digest: {
    readonly conversations: readonly {
      readonly name: string;
      readonly senders: readonly string[];
      readonly count: number;
      readonly one: boolean;
    }[];
    /** How many conversations are not named. */
    readonly others: number;
    readonly count: number;
    readonly one: boolean;
    readonly unsubscribeUrl: string;
  };
}
export type TemplateName = keyof MailData;

/**
 * Handlebars. Each line of `body` is a paragraph, in HTML and in text alike; `{{person x}}` is for
 * whatever people named themselves: it cannot turn the text around it, and is no link.
 */
export interface Template {
  /** Of what people named themselves only a few letters: a name is no headline. */
  readonly subject: string;
  readonly body: readonly string[];
}

const IF_NOT_YOU =
  "If this was not you, change your password now: it ends every other session as well.";

export const templates: Readonly<Record<TemplateName, Template>> = {
  confirmEmail: {
    subject: "{{code}} is your code",
    body: [
      "Your code is {{code}}.",
      "It is valid for {{minutes}} minutes. Nobody of ours will ever ask you for it.",
      "If you did not sign up, ignore this mail: without the code nothing happens.",
    ],
  },
  accountExists: {
    subject: "You already have an account",
    body: [
      "Somebody, perhaps you, signed up with this address. It has an account already: log in instead.",
      "If you have forgotten the password, ask for a new one where you log in.",
    ],
  },
  resetPassword: {
    subject: "{{code}} resets your password",
    body: [
      "The code for a new password is {{code}}.",
      "It is valid for {{minutes}} minutes. If you did not ask for it, ignore this mail: the password stays as it is.",
    ],
  },
  passwordChanged: {
    subject: "Your password was changed",
    body: [
      "The password of your account was changed at {{at}}. Other devices were signed out.",
      IF_NOT_YOU,
    ],
  },
  twoFactorChanged: {
    subject: "Two-factor login was turned {{state}}",
    body: [
      "Two-factor login was turned {{state}} at {{at}}. Other devices were signed out.",
      IF_NOT_YOU,
    ],
  },
  passkeyChanged: {
    subject: "A passkey was {{#if added}}added to{{else}}removed from{{/if}} your account",
    body: [
      "{{#if added}}At {{at}} the passkey {{person name}} was added: it opens your account without a password. All devices stay signed in.{{else}}At {{at}} the passkey {{person name}} was removed. Other devices were signed out.{{/if}}",
      "If this was not you, remove the passkeys that you do not know and change your password now: it ends every other session as well.",
    ],
  },
  phoneChanged: {
    subject: "The phone number of your account was {{#if removed}}removed{{else}}changed{{/if}}",
    body: [
      "{{#if removed}}The phone number was removed from your account at {{at}}: you log in by your address alone.{{else}}At {{at}} a number that ends in {{ending}} became the one that you can log in by.{{/if}} All devices stay signed in.",
      IF_NOT_YOU,
    ],
  },
  newSignIn: {
    subject: "New sign-in to your account",
    body: ["At {{at}} {{person device}} signed in from {{ipAddress}}.", IF_NOT_YOU],
  },
  sessionEnded: {
    subject: "A session was ended for your safety",
    body: [
      "At {{at}} an old key of your session on {{person device}} was used a second time, which happens when somebody has copied it. The session has been ended: log in again.",
      IF_NOT_YOU,
    ],
  },
  dataExport: {
    subject: "Your data is ready",
    body: [
      "All that is kept of you, and the conversations that you may read: {{url}}",
      "The link works for {{hours}} hours, for whoever has it: do not pass this mail on. Then the file is removed.",
      "If you did not ask for it, change your password now: it ends the link, and every other session as well.",
    ],
  },
  contactRequest: {
    subject: "{{person from}} would like to be your contact",
    body: ["{{person from}} has sent you a contact request.", "Open Confab to answer it."],
  },
  digest: {
    subject: "Unread: {{#if one}}a message{{else}}{{count}} messages{{/if}}",
    body: [
      "{{#each conversations}}{{#if one}}A message waits{{else}}{{count}} messages wait{{/if}} for you in {{person name}}, from {{#each senders}}{{#unless @first}}, {{/unless}}{{person this}}{{/each}}. {{/each}}",
      "{{#if others}}And there is more in {{others}} other conversations. {{/if}}No more mails like this one: {{unsubscribeUrl}}",
    ],
  },
};
