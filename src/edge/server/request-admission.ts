import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Context } from "../../api/graphql/context.js";
import { LimitReached } from "../../platform/limits/limits.js";
import type { Payer } from "../../platform/limits/work-budget.js";
import type { PresentError } from "../../api/graphql/present-error.js";
import { NOBODY, readCredentials, type Authenticate, type Credentials } from "./authenticate.js";
import { payerOf, type ContextFactory } from "./context-factory.js";
import { refuseCrossSite } from "./cross-site.js";
import { sendFailure } from "./failure.js";
import type { HeldRefusals } from "./held-refusals.js";
import { addressOf, introductionOf } from "./introduction.js";
import { LimitHeaders } from "./limit-headers.js";
import type { OperationGate } from "./operation-gate.js";
import { factsOf, noteUser } from "./request-facts.js";
import { isMultipart } from "./uploads.js";

export const MAX_BODY_BYTES = 100_000;

export interface RequestAdmissionDependencies {
  readonly gate: OperationGate;
  readonly refusals: HeldRefusals;
  readonly authenticate: Authenticate;
  readonly newContext: ContextFactory;
  readonly present: PresentError;
}

/** Who asks by a request to /graphql, and whether its work is within budget: before it is read. */
export class RequestAdmission {
  private readonly known = new WeakMap<FastifyRequest, Credentials>();
  private readonly headers = new LimitHeaders();
  private readonly refused = new WeakSet<FastifyRequest>();

  constructor(private readonly deps: RequestAdmissionDependencies) {}

  attach(http: FastifyInstance): void {
    this.headers.attach(http);
    http.addHook("onSend", async (request) => {
      if (this.refused.has(request)) await this.hold(request);
    });
    http.addHook("onRequest", async (request, reply) => {
      if (request.routeOptions.url !== "/graphql") return undefined;
      try {
        refuseCrossSite(request);
        await this.admit(request);
        return undefined;
      } catch (error) {
        this.noteLimit(request, error);
        return sendFailure(reply, this.deps.present, error);
      }
    });
  }

  /** Throws where it is not paid for. */
  async admitText(request: FastifyRequest): Promise<void> {
    const text = textOf(request);
    if (text === null) return;
    const again = { again: true };
    await this.deps.gate.text(this.payerOf(request), text, again).catch((error: unknown) => {
      this.noteLimit(request, error);
      throw error;
    });
  }

  contextOf(request: FastifyRequest): Context {
    return this.deps.newContext(this.credentialsOf(request), {
      ...factsOf(request),
      onCharged: (charged) => this.headers.note(request, charged),
      onRefused: () => this.refused.add(request),
    });
  }

  /** Of an answer that does not pass the framework. */
  headersOf(request: FastifyRequest): Record<string, string> {
    return this.headers.of(request);
  }

  private async admit(request: FastifyRequest): Promise<void> {
    const credentials = await readCredentials(introductionOf(request), this.deps.authenticate);
    this.known.set(request, credentials);
    noteUser(request, credentials.viewer?.userId.toHexString() ?? null);
    const bytes = bytesOf(request);
    this.headers.note(request, await this.deps.gate.request(this.payerOf(request), bytes));
  }

  /** Resolves when a refusal may be told. */
  hold(request: FastifyRequest): Promise<void> {
    return this.deps.refusals.hold(this.payerOf(request));
  }

  noteLimit(request: FastifyRequest, error: unknown): void {
    if (!(error instanceof LimitReached)) return;
    this.headers.note(request, error.charged);
    this.refused.add(request);
  }

  private payerOf(request: FastifyRequest): Payer {
    return payerOf({ ...this.credentialsOf(request), ipAddress: addressOf(request) });
  }

  private credentialsOf(request: FastifyRequest): Credentials {
    return this.known.get(request) ?? NOBODY;
  }
}

/** Of a body whose length is not told as much as it may have; files have limits of their own. */
function bytesOf(request: FastifyRequest): number {
  const { method, headers, url } = request;
  if (method !== "POST") return url.length;
  const length = Number(headers["content-length"] ?? MAX_BODY_BYTES);
  return isMultipart(request) ? 0 : Math.min(length, MAX_BODY_BYTES);
}

function textOf({ method, body, query }: FastifyRequest): string | null {
  const given = method === "POST" ? body : query;
  const text = (given as { readonly query?: unknown } | null | undefined)?.query;
  return typeof text === "string" ? text : null;
}
