import type { ConnectionPlan } from "./load.js";
import type { Pinned } from "./process.js";
import { memberOf, type World } from "./world.js";

/** What a contender may use. A peer without `stored` in its name does not touch the database. */
export interface Services {
  readonly mongoUri: string;
  readonly redisUrl: string | null;
  /** 0: it is not ours. */
  readonly databasePid: number;
}

export interface StartOptions {
  readonly world: World;
  readonly services: Services;
  readonly nodes?: 1 | 2;
  /** On every core instead of on the first alone. */
  readonly unpinned?: boolean;
  readonly env?: Readonly<Record<string, string>>;
}

export interface Contender {
  readonly name: string;
  start(options: StartOptions): Promise<Serving>;
}

/** A contender that serves: its processes, and how the load generator speaks to it. */
export interface Serving {
  readonly servers: readonly Pinned[];
  /** The protocol of a socket of that member, subscribed to that conversation. */
  subscribed(
    member: number,
    conversation: number,
  ): Omit<ConnectionPlan, "group" | "port" | "roles">;
  /** What a member's socket sends to send a message. */
  message(conversation: number): string;
  readonly ports: readonly number[];
  /** A request with a token that asks nothing of the database; left out by who has none. */
  nothingOverHttp?(member: number): Pick<ConnectionPlan, "request" | "reply">;
  nothingOverSocket?(): Pick<ConnectionPlan, "request" | "reply">;
  /** One file as the form field `0`, behind `fields`. */
  readonly upload?: {
    readonly path: string;
    readonly fields: Readonly<Record<string, string>>;
    authorization(member: number): string;
  };
  /** Where the product keeps its data. */
  readonly database?: string;
  stop(): Promise<void>;
}

export interface Socketed {
  readonly roles?: string;
  readonly node?: number;
  readonly group?: number;
}

/** One subscribed socket of the world's conversation. */
export function socketOf(
  serving: Serving,
  world: World,
  conversation: number,
  socket: number,
  { roles = "rs", node = 0, group = conversation }: Socketed = {},
): ConnectionPlan {
  const protocol = serving.subscribed(memberOf(world, conversation, socket), conversation);
  return { ...protocol, group, port: serving.ports[node] ?? 0, roles };
}

/** Every subscribed socket of the world; each also sends, so no socket sends much. */
export function everySocket(
  serving: Serving,
  world: World,
  options: Socketed = {},
): ConnectionPlan[] {
  const sockets = world.membersEach * world.socketsEach;
  return Array.from({ length: world.conversations * sockets }, (_, i) =>
    socketOf(serving, world, Math.floor(i / sockets), i % sockets, options),
  );
}

export function everyMessage(serving: Serving, world: World): Map<number, string> {
  return new Map(Array.from({ length: world.conversations }, (_, c) => [c, serving.message(c)]));
}
