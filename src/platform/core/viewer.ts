import type { Types } from "mongoose";
import type { Role } from "./role.js";

/** Who asks: made per HTTP request and per socket, from the same Authorization value. */
export interface Viewer {
  readonly userId: Types.ObjectId;
  readonly sessionId: Types.ObjectId;
  readonly role: Role;
  /** When the access token expires; a socket is closed some time after. */
  readonly expiresAt: Date;
}
