import type { Types } from "mongoose";
import type { Role } from "./role.js";
import type { Service } from "./service.js";

/** Who asks: made per HTTP request and per socket, from the same Authorization value. */
export interface Viewer {
  readonly userId: Types.ObjectId;
  /** Of a login; of the key, where a service acts for the person. */
  readonly sessionId: Types.ObjectId;
  readonly role: Role;
  /** When the access token expires; a socket is closed some time after. */
  readonly expiresAt: Date;
}

/** Whose request it is: a person's, a service's, or a service's in the name of a person. */
export interface Party {
  readonly viewer: Viewer | null;
  readonly service: Service | null;
  /** From when on it is nobody's any longer; null: that is not known in advance. */
  readonly expiresAt: Date | null;
}
