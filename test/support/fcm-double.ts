import { generateKeyPairSync, randomUUID } from "node:crypto";
import { jwtVerify } from "jose";
import type { FcmConfig } from "../../src/platform/config/push.types.js";
import { JsonDouble } from "./json-double.js";
import type { Pushes } from "./pushes.js";

interface Asked {
  readonly message: Record<string, unknown> & { readonly token: string };
}

/** Google's token endpoint and FCM's HTTP v1: a bearer is good that was given for a signed assertion. */
export class FcmDouble implements Pushes {
  readonly taken: { device: string; body: Record<string, unknown> }[] = [];
  readonly forged: string[] = [];
  readonly answers: { status: number; errorCode: string }[] = [];
  tokens = 0;
  private readonly keys = generateKeyPairSync("rsa", { modulusLength: 2_048 });
  private readonly given = new Set<string>();
  private service: JsonDouble | null = null;

  static async start(): Promise<FcmDouble> {
    const double = new FcmDouble();
    double.service = await JsonDouble.start((path, text, headers) =>
      path === "/token"
        ? double.grant(new URLSearchParams(text))
        : double.send(path, JSON.parse(text) as Asked, headers.authorization ?? ""),
    );
    return double;
  }

  get config(): FcmConfig {
    const origin = this.service?.origin ?? "";
    const ids = { projectId: "chat-1", clientEmail: "push@chat-1.example.com" };
    const privateKey = this.keys.privateKey.export({ type: "pkcs8", format: "pem" }).toString();
    return { ...ids, privateKey, tokenUrl: `${origin}/token`, apiUrl: origin };
  }

  /** As when it was revoked. */
  forgetTokens(): void {
    this.given.clear();
  }

  async stop(): Promise<void> {
    await this.service?.stop();
  }

  private async grant(form: URLSearchParams) {
    const { clientEmail, tokenUrl } = this.config;
    try {
      const { payload } = await jwtVerify(form.get("assertion") ?? "", this.keys.publicKey, {
        ...{ issuer: clientEmail, audience: tokenUrl, algorithms: ["RS256"], maxTokenAge: "1h" },
      });
      if (!String(payload["scope"]).endsWith("/firebase.messaging")) throw new Error("no scope");
    } catch (error) {
      this.forged.push(String(error));
      return { status: 400, body: { error: "invalid_grant" } };
    }
    const access_token = randomUUID();
    this.given.add(access_token);
    this.tokens += 1;
    return { status: 200, body: { access_token, expires_in: 3_599, token_type: "Bearer" } };
  }

  private send(path: string, { message }: Asked, authorization: string) {
    const refuse = (status: number, errorCode: string) =>
      Promise.resolve({ status, body: { error: { code: status, details: [{ errorCode }] } } });
    if (!this.given.has(authorization.replace("Bearer ", "")))
      return refuse(401, "UNAUTHENTICATED");
    if (path !== "/v1/projects/chat-1/messages:send") return refuse(404, "NOT_FOUND");
    const planned = this.answers.shift();
    if (planned) return refuse(planned.status, planned.errorCode);
    const { token: device, ...body } = message;
    this.taken.push({ device, body });
    return Promise.resolve({ status: 200, body: { name: "projects/chat-1/messages/1" } });
  }
}
