import { randomUUID } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createTransport } from "nodemailer";
import type { Mail, Mailer } from "../mail/mailer.js";

const KEPT = 200;

export interface ReceivedMail extends Mail {
  readonly id: string;
  readonly receivedAt: string;
}

/** Where mail goes with no SMTP server configured: files that survive a restart, and the log. */
export class DevelopmentMailbox implements Mailer {
  private readonly transport = createTransport({ jsonTransport: true });

  constructor(
    private readonly folder: string,
    private readonly print: (line: string) => void,
  ) {}

  async send(mail: Mail): Promise<"sent"> {
    const { to, subject, text } = mail;
    await this.transport.sendMail({ to: { name: "", address: to }, subject, text });
    const receivedAt = new Date().toISOString();
    const id = `${receivedAt.replace(/\D/g, "")}-${randomUUID()}`;
    const received: ReceivedMail = { id, receivedAt, ...mail };
    await mkdir(this.folder, { recursive: true });
    const file = join(this.folder, `${id}.json`);
    await writeFile(`${file}.new`, JSON.stringify(received));
    await rename(`${file}.new`, file);
    // A code in the subject stays out of the log, as any other secret.
    this.print(`Mail for ${to}: ${mail.subject.replace(/\d{6,}/g, "…")}`);
    for (const old of (await this.files()).slice(KEPT))
      await rm(join(this.folder, old), { force: true });
    return "sent";
  }

  /** Newest first. */
  async list(to?: string): Promise<ReceivedMail[]> {
    const files = await this.files();
    const texts = await Promise.all(
      files.map((file) => readFile(join(this.folder, file), "utf8").catch(() => null)),
    );
    const mails = texts.flatMap((text) => (text ? [JSON.parse(text) as ReceivedMail] : []));
    const wanted = to?.toLowerCase();
    return wanted ? mails.filter((mail) => mail.to.toLowerCase() === wanted) : mails;
  }

  stop(): void {
    this.transport.close();
  }

  private async files(): Promise<string[]> {
    const names = await readdir(this.folder).catch(() => []);
    return names
      .filter((name) => name.endsWith(".json"))
      .sort()
      .reverse();
  }
}
