import { randomBytes } from "node:crypto";

/** How many there are of what; the same ids whoever serves them. */
export interface World {
  readonly conversations: number;
  readonly membersEach: number;
  /** Subscribed sockets of one member. */
  readonly socketsEach: number;
}

/** At most this many members are in a group of the product; more subscribers are more sockets of theirs. */
const MAX_SOCKETS_EACH = 10;
const SOCKETS_EACH = 4;

/** A world in which each conversation has that many subscribed sockets. */
export function worldOf(conversations: number, subscribers: number): World {
  const socketsEach =
    subscribers < 100 ? 1 : subscribers / SOCKETS_EACH <= 500 ? SOCKETS_EACH : MAX_SOCKETS_EACH;
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
