import type { IncomingMessage } from "node:http";
import { PassThrough, type Readable } from "node:stream";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance } from "fastify";
import { notFound } from "../../platform/core/errors.js";
import type { PresentError } from "../../api/graphql/present-error.js";
import type { FileRequest, MediaFilesService } from "../../files/media/media-files.service.js";
import { watchPace } from "./pace.js";
import { sendFailure } from "./failure.js";

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
  { files, folder, present }: { files: MediaFilesService; folder: string; present: PresentError },
): Promise<void> {
  await http.register(async (scope) => {
    await scope.register(fastifyStatic, { root: folder, serve: false, acceptRanges: true });
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser("*", (_request, payload, done) => done(null, payload));

    scope.get<Route>("/media/:attachmentId/:variant", async ({ params, query }, reply) => {
      const file = await files.open({ ...params, query });
      if (!file) return sendFailure(reply, present, notFound("file"));
      const { path, mimeType, filename, maxAgeSeconds, isPublic } = file;
      const cache = `${isPublic ? "public" : "private"}, max-age=${maxAgeSeconds}, immutable`;
      return reply
        .headers(HEADERS)
        .header("cache-control", cache)
        .header("content-disposition", `attachment; filename*=UTF-8''${encodeName(filename)}`)
        .type(mimeType.startsWith("text/") ? `${mimeType}; charset=utf-8` : mimeType)
        .sendFile(path.slice(folder.length + 1), folder, {
          cacheControl: false,
          contentType: false,
        });
    });

    scope.put<Route>("/media/:attachmentId/:variant", async (request, reply) => {
      const { params, query, raw } = request;
      try {
        const take = await files.invited({ ...params, query });
        if (!take) throw notFound("invitation");
        // Counting makes the body flow, so nothing is waited for before it is taken.
        const stopWatching = watchPace(raw, Infinity, (error) => raw.destroy(error));
        await take(apart(raw)).finally(stopWatching);
        return await reply.code(204).send();
      } catch (error) {
        return sendFailure(reply, present, error);
      }
    });
  });
}

/** What is read from the request may fail and be destroyed without the request. */
function apart(request: IncomingMessage): Readable {
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
