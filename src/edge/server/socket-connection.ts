import type { Context as ProtocolContext } from "graphql-ws";
import type { FrameWriter } from "../../live/realtime/frame-writer.js";
import type { SocketSession } from "./socket-session.js";

export type Params = Record<string, unknown>;
/** What the server knows of a socket, beside what the protocol does. */
export interface Extra extends Record<PropertyKey, unknown> {
  readonly session: SocketSession;
  readonly writer: FrameWriter;
  readonly address: string;
  /** Of the upgrade, until it was looked at; browsers cannot set it. */
  authorization: string | undefined;
  readonly actAs: string | null;
  readonly isOpen: () => boolean;
  readonly close: (code: number, reason: string) => void;
}
export type Connection = ProtocolContext<Params, Extra>;
