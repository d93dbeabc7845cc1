import { createTransport } from "nodemailer";
import type { Mail, Mailer } from "../mail/mail.js";

export function createSmtpMailer({ url, from }: { url: string; from: string }): Mailer {
  const transport = createTransport(url, { from });
  return {
    async send({ to, ...content }: Mail): Promise<void> {
      // As an object: a string would be read as a list of addresses.
      await transport.sendMail({ to: { name: "", address: to }, ...content });
    },
    stop: () => transport.close(),
  };
}
