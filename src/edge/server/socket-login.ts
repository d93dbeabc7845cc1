import { AppError, ErrorCode } from "../../platform/core/errors.js";
import { readCredentials, type Attend, type Credentials } from "./authenticate.js";
import { CloseCode } from "./close-code.js";
import { takeParameter } from "./introduction.js";
import type { SocketAdmission } from "./socket-admission.js";
import type { Connection, Extra, Params } from "./socket-connection.js";

export interface SocketLoginDependencies {
  readonly attend: Attend;
  /** Told of each socket that was not let in. */
  readonly onRefused: (code: ErrorCode, ipAddress: string) => void;
}

/** `connection_init`: who a socket belongs to, and whether they may have one more. */
export class SocketLogin {
  constructor(
    private readonly deps: SocketLoginDependencies,
    private readonly admission: SocketAdmission,
  ) {}

  /** False: the socket is closed, or is to be closed as forbidden. */
  async enter({ extra, connectionParams }: Connection): Promise<boolean> {
    const credentials = await this.introduce(extra, connectionParams);
    // The peer may have gone in the meantime: then nothing would release what follows.
    if (credentials?.credentials === "refused")
      this.deps.onRefused(ErrorCode.UNAUTHENTICATED, extra.address);
    if (!credentials || credentials.credentials === "refused" || !extra.isOpen()) return false;
    const { viewer, service } = credentials;
    const leave = this.admission.enterAs(credentials, extra.address);
    if (!leave) {
      this.deps.onRefused(ErrorCode.RATE_LIMITED, extra.address);
      const whose = service ? "of this key" : viewer ? "of this user" : "that nobody signed in to";
      extra.close(CloseCode.POLICY, `Too many sockets ${whose}`);
      return false;
    }
    extra.session.onRelease(leave);
    extra.session.signIn(credentials);
    return true;
  }

  /** Null: it was closed, because that could not be found out or is not allowed. */
  private async introduce(extra: Extra, params: Params | undefined): Promise<Credentials | null> {
    const given = takeParameter(params, /^authorization$/i) ?? extra.authorization;
    const actAs = takeParameter(params, /^act-?as$/i) ?? extra.actAs;
    extra.authorization = undefined;
    const introduction = {
      authorization: typeof given === "string" ? given : undefined,
      actAs: typeof actAs === "string" || actAs === null ? actAs : "",
      ipAddress: extra.address,
    };
    const ended = (): void => extra.close(CloseCode.SESSION_REVOKED, "SESSION_REVOKED");
    try {
      return await readCredentials(introduction, async (asked) => {
        const { party, leave } = await this.deps.attend(asked, ended);
        extra.session.onRelease(leave);
        return party;
      });
    } catch (error) {
      const refused = error instanceof AppError && error.code !== ErrorCode.SERVICE_UNAVAILABLE;
      if (refused) this.deps.onRefused(error.code, extra.address);
      if (refused) extra.close(CloseCode.FORBIDDEN, error.code);
      // The token could not be checked: that passes, and so should the client's attempt.
      else extra.close(CloseCode.OVERLOAD, "Try again");
      return null;
    }
  }
}
