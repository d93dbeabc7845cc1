import { randomBytes } from "node:crypto";

/** How many there are of what; the same ids whoever serves them. */
export interface World {
  readonly conversations: number;
  readonly membersEach: number;
  /** Subscribed sockets of one member. */
  readonly socketsEach: number;
}

const SOCKETS_EACH = 4;
/** The product allows a user no more sockets, and a group no more than 512 members. */
const MAX_SOCKETS_EACH = 10;
const MAX_MEMBERS = 500;

/**
 * A world in which each conversation has that many subscribed sockets. Enough people that none of
 * them sends more than the product lets one person send.
 */
export function worldOf(conversations: number, subscribers: number): World {
  const needed = Math.ceil(subscribers / MAX_MEMBERS);
  const socketsEach = needed === 1 ? 1 : needed <= SOCKETS_EACH ? SOCKETS_EACH : MAX_SOCKETS_EACH;
  return { conversations, membersEach: Math.ceil(subscribers / socketsEach), socketsEach };
}

export function conversationId(number: number): string {
  return `65f0c1${number.toString(16).padStart(18, "0")}`;
}
export function userId(number: number): string {
  return `65f0a1${number.toString(16).padStart(18, "0")}`;
}
export function sessionId(number: number): string {
  return `65f0b1${number.toString(16).padStart(18, "0")}`;
}

/** The member of a conversation that its socket belongs to. */
export function memberOf(world: World, conversation: number, socket: number): number {
  return conversation * world.membersEach + Math.floor(socket / world.socketsEach);
}

export function secret(): string {
  return randomBytes(32).toString("base64url");
}
