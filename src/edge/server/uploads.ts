import type { FastifyInstance, FastifyRequest } from "fastify";
import { AppError, badInput, ErrorCode } from "../../platform/core/errors.js";
import type { PresentError } from "../../api/graphql/present-error.js";
import type { StagedFile, Staging } from "../../files/media/staging.js";
import { readCredentials, type Authenticate } from "./authenticate.js";
import { sendFailure } from "./failure.js";
import { introductionOf } from "./introduction.js";
import { readMultipart } from "./multipart.js";

const MAX_FILES = 10;
/** What the fields, the headers of the parts and the boundaries may take beside the files. */
const OVERHEAD_BYTES = 300_000;

export interface UploadDependencies {
  readonly staging: Staging;
  readonly authenticate: Authenticate;
  readonly present: PresentError;
}

/**
 * Multipart requests to /graphql. Whether anybody is signed in, and that no foreign page makes
 * the browser send it, is known before the first byte of the body is read.
 */
export function acceptUploads(http: FastifyInstance, deps: UploadDependencies): void {
  const { staging, present } = deps;
  const maxBytes = MAX_FILES * staging.maxBytes + OVERHEAD_BYTES;
  const releases = new WeakMap<FastifyRequest, () => Promise<void>>();
  http.addContentTypeParser("multipart/form-data", (_request, _payload, done) => done(null));
  http.addHook("onRequest", async (request, reply) => {
    if (!isMultipart(request)) return undefined;
    try {
      await admit(request, deps.authenticate, maxBytes);
      return undefined;
    } catch (error) {
      return sendFailure(reply, present, error);
    }
  });
  http.addHook("preValidation", async (request, reply) => {
    if (!isMultipart(request)) return undefined;
    try {
      const { operations, release } = await readMultipart(request.raw, {
        maxFiles: MAX_FILES,
        maxBytes,
        receive: (source, filename) => staging.receive(source, filename),
        share: (file) => staging.share(file as StagedFile),
        discard: (...paths) => staging.discard(...paths),
      });
      releases.set(request, release);
      request.body = operations;
      return undefined;
    } catch (error) {
      return sendFailure(reply, present, error);
    }
  });
  http.addHook("onSend", async (request) => {
    await releases.get(request)?.();
  });
}

export function isMultipart({ headers }: FastifyRequest): boolean {
  return /^\s*multipart\//i.test(headers["content-type"] ?? "");
}

async function admit(
  request: FastifyRequest,
  authenticate: Authenticate,
  maxBytes: number,
): Promise<void> {
  const { headers, routeOptions } = request;
  if (routeOptions.url !== "/graphql") throw badInput("body", "Files go to /graphql.");
  if (!headers["apollo-require-preflight"] && !headers["x-apollo-operation-name"])
    throw badInput("body", "A multipart request needs the header Apollo-Require-Preflight.");
  const { viewer } = await readCredentials(introductionOf(request), authenticate);
  if (!viewer)
    throw new AppError(ErrorCode.UNAUTHENTICATED, "Sign in first: this needs an access token.");
  if (Number(headers["content-length"] ?? 0) > maxBytes)
    throw new AppError(ErrorCode.FILE_TOO_LARGE, `A request has at most ${maxBytes} bytes.`, {
      limit: maxBytes,
    });
}
