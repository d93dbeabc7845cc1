import type { FastifyInstance } from "fastify";
import type { PresentError } from "../../api/graphql/present-error.js";
import { notFound } from "../../platform/core/errors.js";
import { requestScope } from "../../platform/core/request-scope.js";
import type { ExportAccess } from "../../transfer/requests/export-access.js";
import { sendFailure } from "./failure.js";
import { asksForPage, sendLostLink } from "./refusal-page.js";
import { sendFile } from "./file-answer.js";
import { factsOf } from "./request-facts.js";

/** Nobody keeps it on the way, and nothing in it runs. */
const HEADERS = {
  "content-security-policy": "default-src 'none'; sandbox",
  "cache-control": "private, no-store",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
  "x-robots-tag": "noindex",
};

interface Route {
  readonly Querystring: { readonly key?: unknown };
}

/** What the mail about a person's export leads to. The key is in the query, which nothing notes. */
export function addExportFiles(
  http: FastifyInstance,
  {
    access,
    present,
  }: { readonly access: Pick<ExportAccess, "open">; readonly present: PresentError },
): void {
  http.get<Route>("/export", async (request, reply) => {
    const { key } = request.query;
    reply.headers(HEADERS);
    const found =
      typeof key === "string" &&
      (await requestScope.within(factsOf(request), () => access.open(key)));
    if (!found && asksForPage(request)) return sendLostLink(reply);
    if (!found) return sendFailure(reply, present, notFound("file"));
    reply
      .header("content-disposition", `attachment; filename="${found.filename}"`)
      .type("application/zip");
    return sendFile(request, reply, { ...found, present });
  });
}
