import { createReadStream } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import sdk, { type UploadApiErrorResponse, type UploadApiResponse } from "cloudinary";
import type { DirectUpload, MediaObject, MediaStore } from "../files/media/media-store.js";
import type { CloudinaryAccount } from "../platform/config/config.types.js";
import { Circuit } from "./circuit.js";

const { uploader, utils } = sdk.v2;
const FOLDER = "confab";
/** Silence of their server ends a call. */
const SILENCE_MS = 15_000;

type Answer = (error?: UploadApiErrorResponse, result?: UploadApiResponse) => void;

/**
 * Files at Cloudinary, all of type `authenticated`: no address works without a signature. The
 * account goes along with each call, so that nothing of it is global.
 */
export class CloudinaryMediaStore implements MediaStore {
  private readonly circuit = new Circuit("The media store");
  private readonly account: Readonly<Record<string, unknown>>;

  constructor(
    private readonly options: CloudinaryAccount,
    silenceMs = SILENCE_MS,
  ) {
    this.account = {
      cloud_name: options.cloudName,
      api_key: options.apiKey,
      api_secret: options.apiSecret,
      upload_prefix: options.apiUrl,
      timeout: silenceMs,
      disable_promises: true,
    };
  }

  async put(object: MediaObject, path: string): Promise<void> {
    const options = { ...this.optionsOf(object), overwrite: true, invalidate: true };
    await this.circuit.run(() =>
      answered((answer) => {
        const upload = uploader.upload_stream(options, answer);
        // What goes wrong with the connection comes by the answer as well.
        pipeline(createReadStream(path), upload).catch((error: unknown) => answer(fault(error)));
      }),
    );
  }

  async read(object: MediaObject): Promise<Readable | null> {
    const inAMinute = new Date(Date.now() + 60_000);
    return this.circuit.run(async () => {
      const response = await fetch(this.url(object, inAMinute), {
        signal: AbortSignal.timeout(4 * SILENCE_MS),
      });
      if (response.status === 404) return null;
      if (!response.ok || !response.body) throw new Error(`download: ${response.status}`);
      return Readable.fromWeb(response.body);
    });
  }

  async remove(objects: readonly MediaObject[]): Promise<void> {
    await this.circuit.run(() =>
      Promise.all(
        objects.map((object) => {
          const options = { ...this.optionsOf(object), invalidate: true };
          return answered((answer) => uploader.destroy(publicIdOf(object), options, answer));
        }),
      ),
    );
  }

  url(object: MediaObject, expiresAt: Date | null): string {
    const options = this.optionsOf(object);
    const format = formatOf(object);
    if (expiresAt)
      return utils.private_download_url(publicIdOf(object), format, {
        ...options,
        attachment: true,
        expires_at: Math.floor(expiresAt.getTime() / 1_000),
      });
    return utils.url(publicIdOf(object), {
      ...options,
      format,
      secure: true,
      sign_url: true,
      long_url_signature: true,
      urlAnalytics: false,
    });
  }

  /** The signature is good for an hour, by Cloudinary's own rule; its size is checked when it is there. */
  invite(object: MediaObject): DirectUpload {
    const { apiUrl, cloudName, apiKey, apiSecret } = this.options;
    const params = {
      public_id: publicIdOf(object),
      timestamp: Math.floor(Date.now() / 1_000),
      type: "authenticated",
    };
    const signature = utils.api_sign_request(params, apiSecret);
    const fields = { ...params, api_key: apiKey, signature };
    return {
      uploadUrl: `${apiUrl}/v1_1/${cloudName}/${resourceTypeOf(object)}/upload`,
      fields: Object.entries(fields).map(([name, value]) => ({ name, value: String(value) })),
    };
  }

  private optionsOf(object: MediaObject): Record<string, unknown> {
    const resource_type = resourceTypeOf(object);
    return { ...this.account, type: "authenticated", public_id: publicIdOf(object), resource_type };
  }
}

function publicIdOf({ attachmentId, variant }: MediaObject): string {
  return `${FOLDER}/${attachmentId}/${variant}`;
}

/** What was sent directly is not looked at there: its type is not known yet. */
function resourceTypeOf({ variant, mimeType }: MediaObject): "image" | "video" | "raw" {
  if (variant === "incoming") return "raw";
  const [family] = mimeType.split("/");
  if (family === "image") return "image";
  return family === "video" || family === "audio" ? "video" : "raw";
}

function formatOf(object: MediaObject): string {
  return resourceTypeOf(object) === "raw" ? "" : (object.filename.split(".").at(-1) ?? "");
}

/** Failures come as plain objects for statuses, and as Errors for sockets. */
function answered(call: (answer: Answer) => unknown): Promise<UploadApiResponse> {
  return new Promise((resolve, reject) => {
    call((error, result) => {
      if (error || !result) reject(new Error(`Cloudinary: ${describe(error)}`));
      else resolve(result);
    });
  });
}

function describe(error: unknown): string {
  const { http_code: status, message } = (error ?? {}) as { http_code?: number; message?: string };
  return [status, message ?? "no answer"].filter(Boolean).join(" ");
}

function fault(error: unknown): UploadApiErrorResponse {
  return { message: (error as Error).message, name: "Error", http_code: 0 };
}
