import type { FastifyRequest } from "fastify";
import type { Introduction } from "../../account/service-keys/doorkeeper.js";

/** What comes in says of whose it is; without a word it is nobody's. */
export type MaybeIntroduction = Omit<Introduction, "authorization"> & {
  readonly authorization: string | undefined;
};

export function introductionOf(request: FastifyRequest): MaybeIntroduction {
  const { authorization, "act-as": actAs } = request.headers;
  return { authorization, actAs: actAsOf(actAs), ipAddress: addressOf(request) };
}

/** There is none once the client has gone, whatever the type says. */
export function addressOf(request: FastifyRequest): string {
  return request.ip ?? "";
}

/** Headers carry bytes, which Node reads as Latin-1: what is UTF-8 is read as that. */
export function actAsOf(header: string | string[] | undefined): string | null {
  if (header === undefined) return null;
  const given = Array.isArray(header) ? header.join(",") : header;
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(Buffer.from(given, "latin1"));
  } catch {
    return given;
  }
}

/** In the parameters of a socket, whatever the case of their names; what is taken is taken out. */
export function takeParameter(params: Record<string, unknown> | undefined, name: RegExp): unknown {
  const names = Object.keys(params ?? {}).filter((known) => name.test(known));
  const given = params && names[0] !== undefined ? params[names[0]] : undefined;
  // The protocol library keeps the parameters as long as the socket; a secret is done with.
  if (params) for (const known of names) Reflect.deleteProperty(params, known);
  return given;
}
