import type { IncomingMessage } from "node:http";
import { PassThrough, type Readable } from "node:stream";
import type { FastifyInstance } from "fastify";
import { notFound } from "../../platform/core/errors.js";
import type { PresentError } from "../../api/graphql/present-error.js";
import type { FileRequest, MediaFilesService } from "../../files/media/media-files.service.js";
import { watchPace } from "./pace.js";
import { sendFailure } from "./failure.js";
import { asksForPage, sendLostLink } from "./refusal-page.js";
import { sendFile } from "./file-answer.js";

/** Nothing in a file may run or be taken for a page, whatever a browser thinks that it is. */
const HEADERS = {
  "content-security-policy": "default-src 'none'; sandbox",
  "x-content-type-options": "nosniff",
  "cross-origin-resource-policy": "cross-origin",
};

interface Route {
  readonly Params: { readonly attachmentId: string; readonly variant: string };
  readonly Querystring: FileRequest["query"];
}

/** The files of the disk store, behind links that it signed. */
export async function addMediaFiles(
  http: FastifyInstance,
  { files, present }: { files: MediaFilesService; present: PresentError },
): Promise<void> {
  await http.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser("*", (_request, payload, done) => done(null, payload));

    scope.get<Route>("/media/:attachmentId/:variant", async (request, reply) => {
      const { params, query } = request;
      const file = await files.open({ ...params, query });
      if (!file && asksForPage(request)) return sendLostLink(reply);
      if (!file) return sendFailure(reply, present, notFound("file"));
      const { mimeType, charset, filename, maxAgeSeconds, isPublic } = file;
      const cache = `${isPublic ? "public" : "private"}, max-age=${maxAgeSeconds}, immutable`;
      reply
        .headers(HEADERS)
        .header("cache-control", cache)
        .header("content-disposition", `attachment; filename*=UTF-8''${encodeName(filename)}`)
        .type(charset ? `${mimeType}; charset=${charset}` : mimeType);
      return sendFile(request, reply, { ...file, present });
    });

    scope.put<Route>("/media/:attachmentId/:variant", async (request, reply) => {
      const { params, query, raw } = request;
      try {
        const take = await files.invited({ ...params, query });
        if (!take) throw notFound("invitation");
        // Counting makes the body flow, so nothing is waited for before it is taken.
        const stopWatching = watchPace(raw, Infinity, (error) => raw.destroy(error));
        await take(detached(raw)).finally(stopWatching);
        return await reply.code(204).send();
      } catch (error) {
        return sendFailure(reply, present, error);
      }
    });
  });
}

/** What is read from the request may fail and be destroyed without the request. */
function detached(request: IncomingMessage): Readable {
  const body = new PassThrough();
  request.once("close", () => {
    if (!request.complete) body.destroy(new Error("the request was broken off"));
  });
  body.once("close", () => request.unpipe(body));
  return request.pipe(body);
}

/** RFC 5987: what encodeURIComponent leaves beside it must be encoded too. */
function encodeName(name: string): string {
  return encodeURIComponent(name).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16)}`);
}
