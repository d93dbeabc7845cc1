import type { ExpoConfig } from "../../src/platform/config/push.types.js";
import { JsonDouble } from "./json-double.js";
import type { Pushes } from "./pushes.js";

const ACCESS_TOKEN = "an-access-token-of-the-project";

/** Expo's push service, of a project that asks for an access token. */
export class ExpoDouble implements Pushes {
  readonly taken: { device: string; body: Record<string, unknown> }[] = [];
  readonly forged: string[] = [];
  readonly answers: { status: number; error: string }[] = [];
  private service: JsonDouble | null = null;

  static async start(): Promise<ExpoDouble> {
    const double = new ExpoDouble();
    double.service = await JsonDouble.start((path, text, { authorization = "" }) =>
      Promise.resolve(double.answer(path, text, authorization)),
    );
    return double;
  }

  get config(): ExpoConfig {
    return { accessToken: ACCESS_TOKEN, apiUrl: this.service?.origin ?? "" };
  }

  async stop(): Promise<void> {
    await this.service?.stop();
  }

  private answer(path: string, text: string, authorization: string) {
    if (path !== "/--/api/v2/push/send") return { status: 404, body: {} };
    if (authorization !== `Bearer ${ACCESS_TOKEN}`) {
      this.forged.push(authorization);
      return { status: 401, body: { errors: [{ code: "UNAUTHORIZED" }] } };
    }
    const planned = this.answers.shift();
    if (planned && planned.status !== 200) return { status: planned.status, body: {} };
    if (planned)
      return {
        status: 200,
        body: { data: { status: "error", details: { error: planned.error } } },
      };
    const { to, ...body } = JSON.parse(text) as Record<string, unknown>;
    this.taken.push({ device: String(to), body });
    return { status: 200, body: { data: { status: "ok", id: "1" } } };
  }
}
