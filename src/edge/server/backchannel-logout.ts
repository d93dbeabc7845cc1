import type { FastifyInstance, FastifyReply } from "fastify";
import { AppError } from "../../platform/core/errors.js";
import { networkOf } from "../../platform/limits/network.js";
import { LimitReached } from "../../platform/limits/limits.js";
import { requestScope } from "../../platform/core/request-scope.js";
import { addressOf } from "./introduction.js";
import { factsOf } from "./request-facts.js";

const MAX_BODY_BYTES = 20_000;

export interface BackchannelLogout {
  /** Throws RATE_LIMITED. */
  readonly admit: (network: string) => Promise<void>;
  /** False: the token is no good. */
  readonly logout: (token: string) => Promise<boolean>;
}

/** Where identity providers tell of logouts (OpenID Connect Back-Channel Logout 1.0, section 2.5). */
export function addBackchannelLogout(
  http: FastifyInstance,
  { admit, logout }: BackchannelLogout,
): void {
  http.register((scope, _options, done) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser(
      "application/x-www-form-urlencoded",
      { parseAs: "string", bodyLimit: MAX_BODY_BYTES },
      (_request, body, read) => read(null, new URLSearchParams(String(body))),
    );
    scope.post("/oidc/backchannel-logout", async (request, reply) => {
      try {
        await admit(networkOf(addressOf(request)));
        const given = request.body instanceof URLSearchParams ? request.body : null;
        const tokens = given?.getAll("logout_token") ?? [];
        const isDone =
          tokens.length === 1 &&
          (await requestScope.within(factsOf(request), () => logout(tokens[0] ?? "")));
        if (isDone) return await answer(reply, 200).send();
        return await refuse(
          reply,
          400,
          "invalid_request",
          "That is no logout token for this server.",
        );
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        if (error instanceof LimitReached) return refuse(reply, 429, "slow_down", error.message);
        return refuse(reply, 400, "temporarily_unavailable", error.message);
      }
    });
    done();
  });
}

function answer(reply: FastifyReply, status: number): FastifyReply {
  return reply.code(status).header("cache-control", "no-store");
}

function refuse(reply: FastifyReply, status: number, error: string, message: string): FastifyReply {
  return answer(reply, status).send({ error, error_description: message });
}
