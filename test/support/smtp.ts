import type { AddressInfo } from "node:net";
import { text as textOf } from "node:stream/consumers";
import { simpleParser, type ParsedMail } from "mailparser";
import { SMTPServer } from "smtp-server";

export type SinkMode = "accept" | "busy" | "refuse" | "refuseSender" | "disconnect" | "slow";

export interface SunkMail {
  readonly recipients: readonly string[];
  readonly raw: string;
  readonly parsed: ParsedMail;
}

/** A real SMTP server that keeps what it takes, and fails in the way that `mode` says. */
export class SmtpSink {
  readonly mails: SunkMail[] = [];
  /** How often it was asked to take a mail, with or without success. */
  tries = 0;
  mode: SinkMode = "accept";
  private constructor(
    private readonly server: SMTPServer,
    readonly port: number,
  ) {}

  /** On a port of its own, or on one where a sink was before. */
  static async start(port = 0): Promise<SmtpSink> {
    let sink: SmtpSink | null = null;
    const server = new SMTPServer({
      authOptional: true,
      disabledCommands: ["STARTTLS", "AUTH"],
      logger: false,
      closeTimeout: 100,
      onMailFrom: (_from, _session, done) => {
        if (sink?.mode === "refuseSender") done(fault(550, "no such sender"));
        else done();
      },
      onData: (stream, session, done) => {
        const recipients = session.envelope.rcptTo.map(({ address }) => address);
        void textOf(stream).then(async (raw) => {
          const answer = await sink?.take(raw, recipients);
          if (answer === "disconnect") server.connections.forEach((c) => c._socket.destroy());
          else done(answer ?? null);
        });
      },
    });
    server.on("error", () => undefined);
    await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
    sink = new SmtpSink(server, (server.server.address() as AddressInfo).port);
    return sink;
  }

  get url(): string {
    return `smtp://127.0.0.1:${this.port}`;
  }

  to(address: string): SunkMail[] {
    return this.mails.filter(({ recipients }) => recipients.includes(address));
  }

  async stop(): Promise<void> {
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }

  private async take(raw: string, recipients: string[]): Promise<Error | "disconnect" | null> {
    this.tries += 1;
    if (this.mode === "busy") return fault(451, "try again");
    if (this.mode === "refuse") return fault(554, "spam");
    if (this.mode === "disconnect") return "disconnect";
    if (this.mode === "slow") await new Promise((resolve) => setTimeout(resolve, 500));
    this.mails.push({ recipients, raw, parsed: await simpleParser(raw) });
    return null;
  }
}

function fault(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode });
}
