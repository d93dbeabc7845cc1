import { generateKeyPairSync } from "node:crypto";
import { createServer, type Http2Server, type IncomingHttpHeaders } from "node:http2";
import type { AddressInfo } from "node:net";
import { jwtVerify } from "jose";
import type { ApnsConfig } from "../../src/platform/config/push.types.js";
import type { Pushes } from "./pushes.js";

/** Apple's push service by HTTP/2, which checks the token of the team. */
export class ApnsDouble implements Pushes {
  readonly taken: {
    device: string;
    body: Record<string, unknown>;
    headers: IncomingHttpHeaders;
  }[] = [];
  readonly forged: string[] = [];
  readonly answers: { status: number; reason: string }[] = [];
  private readonly keys = generateKeyPairSync("ec", { namedCurve: "P-256" });
  private readonly sessions = new Set<{ destroy(): void }>();

  private constructor(private readonly server: Http2Server) {}

  static async start(): Promise<ApnsDouble> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const double = new ApnsDouble(server);
    server.on("session", (session) => double.sessions.add(session));
    server.on("stream", (stream, headers) => {
      let text = "";
      stream.setEncoding("utf8");
      stream.on("data", (part: string) => (text += part));
      stream.on("end", () => {
        void double.answer(headers, text).then(({ status, reason }) => {
          stream.respond({ ":status": status });
          stream.end(reason ? JSON.stringify({ reason }) : "");
        });
      });
    });
    return double;
  }

  get config(): ApnsConfig {
    const { port } = this.server.address() as AddressInfo;
    const key = this.keys.privateKey.export({ type: "pkcs8", format: "pem" }).toString();
    const ids = { keyId: "KEY1234567", teamId: "TEAM123456", topic: "com.example.chat" };
    return { key, ...ids, origin: `http://127.0.0.1:${port}` };
  }

  async stop(): Promise<void> {
    for (const session of this.sessions) session.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async answer(
    headers: IncomingHttpHeaders,
    text: string,
  ): Promise<{ status: number; reason: string }> {
    const { keyId, teamId, topic } = this.config;
    try {
      const token = String(headers["authorization"]).replace(/^bearer /, "");
      const { protectedHeader } = await jwtVerify(token, this.keys.publicKey, {
        ...{ issuer: teamId, algorithms: ["ES256"], maxTokenAge: "1h" },
      });
      if (protectedHeader.kid !== keyId) throw new Error("another key");
      if (headers["apns-topic"] !== topic) throw new Error("another app");
    } catch (error) {
      this.forged.push(String(error));
      return { status: 403, reason: "InvalidProviderToken" };
    }
    const planned = this.answers.shift();
    if (planned) return planned;
    const device = String(headers[":path"]).replace("/3/device/", "");
    this.taken.push({ device, headers, body: JSON.parse(text) as Record<string, unknown> });
    return { status: 200, reason: "" };
  }
}
