import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import busboy from "busboy";

export type DoubleMode = "up" | "error" | "forbidden" | "garbage" | "slow" | "silent" | "reset";

export const ACCOUNT = { cloudName: "demo", apiKey: "key-1", apiSecret: "secret-1" } as const;
const HOUR_SECONDS = 3_600;
/** What is never part of a signature, as Cloudinary documents it. */
const UNSIGNED = new Set(["file", "api_key", "resource_type", "cloud_name", "signature"]);

interface Answer {
  readonly status: number;
  readonly body: object | Buffer;
}

/** Cloudinary's upload API as far as it is used here: HTTP on a port, with every signature checked. */
export class CloudinaryDouble {
  /** By resource type and public id. */
  readonly files = new Map<string, Buffer>();
  readonly refusals: string[] = [];
  requests = 0;
  mode: DoubleMode = "up";
  private readonly server: Server = createServer((request, response) => {
    void this.serve(request, response).catch(() => response.destroy());
  });

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(0, "127.0.0.1", resolve));
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  get env(): Record<string, string> {
    return {
      CLOUD_NAME: ACCOUNT.cloudName,
      API_KEY: ACCOUNT.apiKey,
      API_SECRET: ACCOUNT.apiSecret,
      CLOUDINARY_API_URL: this.url,
    };
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.requests += 1;
    if (this.mode === "reset") return void request.socket.destroy();
    const { params, file } = await read(request);
    if (this.mode === "silent") return;
    if (this.mode === "slow") await new Promise((resolve) => setTimeout(resolve, 400));
    const { status, body } = this.answer(request, params, file);
    response.statusCode = status;
    response.end(Buffer.isBuffer(body) ? body : JSON.stringify(body));
  }

  private answer(
    { url = "", method }: IncomingMessage,
    params: Readonly<Record<string, string>>,
    file: Buffer | null,
  ): Answer {
    if (this.mode === "error") return failure(500, "Internal error");
    if (this.mode === "forbidden") return failure(401, "cloud_name mismatch");
    if (this.mode === "garbage") return { status: 200, body: Buffer.from("<html>") };
    const [, version, cloud, type, action] = new URL(url, "http://x").pathname.split("/");
    const fault =
      version !== "v1_1" || cloud !== ACCOUNT.cloudName ? "no such account" : faultOf(params);
    if (fault) {
      this.refusals.push(fault);
      return failure(401, fault);
    }
    const key = `${type}/${params["public_id"]}`;
    const stored = this.files.get(key);
    if (method === "GET" && action === "download")
      return stored ? { status: 200, body: stored } : failure(404, "Resource not found");
    if (action === "destroy")
      return { status: 200, body: { result: this.files.delete(key) ? "ok" : "not found" } };
    if (action !== "upload" || !file) return failure(400, "Missing required parameter - file");
    this.files.set(key, file);
    return { status: 200, body: { public_id: params["public_id"], bytes: file.length } };
  }
}

/** Null for a request that Cloudinary would accept. */
function faultOf(params: Readonly<Record<string, string>>): string | null {
  if (params["api_key"] !== ACCOUNT.apiKey) return "Unknown API key";
  if (params["type"] !== "authenticated") return "not authenticated";
  const age = Date.now() / 1_000 - Number(params["timestamp"]);
  if (!(Math.abs(age) < HOUR_SECONDS)) return "Stale request";
  const { expires_at: expires } = params;
  if (expires !== undefined && Number(expires) < Date.now() / 1_000) return "Expired";
  const signed = Object.entries(params)
    .filter(([name, value]) => !UNSIGNED.has(name) && value !== "")
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map((pair) => pair.join("=").replaceAll("&", "%26"))
    .join("&");
  const right = createHash("sha1").update(`${signed}${ACCOUNT.apiSecret}`).digest("hex");
  return params["signature"] === right ? null : "Invalid Signature";
}

/** Whether a delivery address carries the long signature of what follows it. */
export function isSignedDelivery(address: string): boolean {
  const { pathname } = new URL(address);
  const [, cloud, signature, rest] =
    /^\/([^/]+)\/(?:image|video|raw)\/authenticated\/s--([^/]+)--\/(.+)$/.exec(pathname) ?? [];
  if (!rest || cloud !== ACCOUNT.cloudName) return false;
  const unversioned = decodeURIComponent(rest).replace(/^v\d+\//, "");
  const hash = createHash("sha256").update(`${unversioned}${ACCOUNT.apiSecret}`).digest("base64");
  return signature === hash.replaceAll("+", "-").replaceAll("/", "_").slice(0, 32);
}

async function read(
  request: IncomingMessage,
): Promise<{ params: Record<string, string>; file: Buffer | null }> {
  const query = Object.fromEntries(new URL(request.url ?? "", "http://x").searchParams);
  if (request.method === "GET") return { params: query, file: null };
  const params = { ...query };
  const files: Promise<Buffer>[] = [];
  const parser = busboy({ headers: request.headers });
  parser.on("field", (name, value) => (params[name] = value));
  parser.on("file", (_name, part) => files.push(buffer(part)));
  request.pipe(parser);
  await new Promise((resolve, reject) => parser.once("close", resolve).once("error", reject));
  return { params, file: (await files[0]) ?? null };
}

function failure(status: number, message: string): Answer {
  return { status, body: { error: { message } } };
}
