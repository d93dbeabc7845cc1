import type { ConfabClient } from "@confab/client";
import {
  PresenceOfDocument,
  TypingDocument,
  type PresenceOfSubscription,
  type TypingSubscription,
} from "../gql/graphql.js";
import { whileThereIsRoom } from "./narrow-line.js";
import { Observable, withEntry, withoutEntry } from "./observable.js";

export type Presence = PresenceOfSubscription["presenceChanged"]["presence"];
export type Typist = TypingSubscription["typingChanged"]["user"];

/** A little more than the server's own lease, for a stop that never arrives. */
const TYPING_MS = 8_000;
const MAX_WATCHED = 100;

/** Who is here and who is writing: news that is worth nothing once it is old. */
export class Awareness {
  readonly presence = new Observable<ReadonlyMap<string, Presence>>(new Map());
  /** By conversation. */
  readonly typing = new Observable<ReadonlyMap<string, readonly Typist[]>>(new Map());
  private readonly watched = new Set<string>();
  private readonly timers = new Map<string, ReturnType<typeof setTimeout>>();
  private stopPresence = (): void => undefined;
  private restart: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly confab: ConfabClient,
    private readonly viewerId: string,
  ) {}

  start(): () => void {
    const stopTyping = whileThereIsRoom(this.confab, "wide", () =>
      this.confab.subscribe(
        TypingDocument,
        {},
        {
          next: ({ typingChanged: { conversationId, user, active } }) =>
            this.setTyping(conversationId, user, active),
        },
      ),
    );
    return () => {
      stopTyping();
      this.stopPresence();
      clearTimeout(this.restart);
      for (const timer of this.timers.values()) clearTimeout(timer);
    };
  }

  /** Adds people to those whose presence is followed. */
  watch(userIds: readonly string[]): void {
    const before = this.watched.size;
    for (const id of userIds) if (id !== this.viewerId) this.watched.add(id);
    if (this.watched.size === before) return;
    clearTimeout(this.restart);
    this.restart = setTimeout(() => {
      this.stopPresence();
      const ids = [...this.watched].slice(-MAX_WATCHED);
      this.stopPresence = whileThereIsRoom(this.confab, "wide", () =>
        this.confab.subscribe(
          PresenceOfDocument,
          { userIds: ids },
          {
            next: ({ presenceChanged: { userId, presence } }) =>
              this.presence.update((map) => withEntry(map, userId, presence)),
          },
        ),
      );
    }, 300);
  }

  setTyping(conversationId: string, user: Typist, active: boolean): void {
    if (user.id === this.viewerId) return;
    const key = `${conversationId}:${user.id}`;
    clearTimeout(this.timers.get(key));
    this.typing.update((map) => {
      const others = (map.get(conversationId) ?? []).filter(({ id }) => id !== user.id);
      if (active) return withEntry(map, conversationId, [...others, user]);
      return others.length > 0
        ? withEntry(map, conversationId, others)
        : withoutEntry(map, conversationId);
    });
    if (!active) return;
    this.timers.set(
      key,
      setTimeout(() => this.setTyping(conversationId, user, false), TYPING_MS),
    );
  }
}
