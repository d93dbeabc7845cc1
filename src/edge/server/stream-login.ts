import type { FastifyRequest } from "fastify";
import { AppError, ErrorCode } from "../../platform/core/errors.js";
import type { Attend } from "./authenticate.js";
import { CloseCode } from "./close-code.js";
import { addressOf, introductionOf } from "./introduction.js";
import { REFUSED_AS, type SocketAdmission } from "./socket-admission.js";
import { SocketSession, type SocketSessionDependencies } from "./socket-session.js";

export interface StreamLoginDependencies extends Omit<SocketSessionDependencies, "close"> {
  readonly admission: SocketAdmission;
  readonly attend: Attend;
  /** Told of each stream that was not let in. */
  readonly onRefused: (code: ErrorCode, ipAddress: string) => void;
}

/** Whose a stream is that stays open, and whether they may have one more: it counts as a socket. */
export class StreamLogin {
  constructor(private readonly deps: StreamLoginDependencies) {}

  /** Throws what the request is answered with; the session is released by whoever has it. */
  async enter(
    request: FastifyRequest,
    close: SocketSessionDependencies["close"],
  ): Promise<SocketSession> {
    const { expiryGraceMs, arrive } = this.deps;
    const session = new SocketSession({ expiryGraceMs, arrive, close });
    try {
      this.admit(request, session);
      await this.signIn(request, session, close);
      return session;
    } catch (error) {
      session.release();
      if (error instanceof AppError) this.deps.onRefused(error.code, addressOf(request));
      throw error;
    }
  }

  private admit({ raw }: FastifyRequest, session: SocketSession): void {
    const { admission } = this.deps;
    const refusal = admission.refusalOfStream(raw);
    if (refusal) throw refused(REFUSED_AS[refusal.status], refusal.reason);
    session.onRelease(admission.enter(raw));
  }

  private async signIn(
    request: FastifyRequest,
    session: SocketSession,
    close: SocketSessionDependencies["close"],
  ): Promise<void> {
    const { authorization, ...rest } = introductionOf(request);
    const ended = (): void => close(CloseCode.SESSION_REVOKED, "SESSION_REVOKED");
    const found = authorization
      ? await this.deps.attend({ ...rest, authorization }, ended)
      : { party: { viewer: null, service: null, expiresAt: null }, leave: () => undefined };
    session.onRelease(found.leave);
    const leave = this.deps.admission.enterAs(found.party, addressOf(request));
    if (!leave) throw refused(ErrorCode.RATE_LIMITED, "Too many sockets and streams are open.");
    session.onRelease(leave);
    session.signIn({ ...found.party, credentials: authorization ? "valid" : "none" });
  }
}

function refused(code: ErrorCode, reason: string): AppError {
  const passes = code === ErrorCode.RATE_LIMITED || code === ErrorCode.SERVICE_UNAVAILABLE;
  return new AppError(code, reason, passes ? { retryAfterMs: 1_000 } : {});
}
