import { createTransport } from "nodemailer";
import type { Mail, Mailer } from "../mail/mailer.js";

/** Silence of the server ends a try; all of it stays below the outbox's lease. */
const TIME_LIMITS = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 15_000 };

export function createSmtpMailer({ url, from }: { url: string; from: string }): Mailer {
  const options = { url, pool: true, maxConnections: 2, disableFileAccess: true, ...TIME_LIMITS };
  const transport = createTransport(options, { from, disableUrlAccess: true });
  return {
    async send({ to, unsubscribeUrl, ...content }: Mail): Promise<"sent" | "refused"> {
      const headers = unsubscribeUrl && {
        "List-Unsubscribe": `<${unsubscribeUrl}>`,
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
      };
      try {
        // As an object: a string would be read as a list of addresses.
        await transport.sendMail({
          to: { name: "", address: to },
          ...content,
          ...(headers && { headers }),
        });
        return "sent";
      } catch (error) {
        if (isRefusal(error as { code?: string; responseCode?: number })) return "refused";
        throw error;
      }
    },
    stop: () => transport.close(),
  };
}

/** 5xx about this recipient or this content; a server that refuses us altogether may change. */
function isRefusal({ code, responseCode = 0 }: { code?: string; responseCode?: number }): boolean {
  return (code === "EENVELOPE" || code === "EMESSAGE") && responseCode >= 500;
}
