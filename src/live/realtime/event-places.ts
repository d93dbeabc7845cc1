import { badInput } from "../../platform/core/errors.js";
import { LiveRequest } from "./live-request.js";

/** As many as fit into a header that servers and proxies take. */
const MAX_PLACES = 100;
const MAX_POSITION = 2 ** 31 - 1;
const HEADER = "Last-Event-ID";
/** Twelve bytes of an id and a position; the next one follows a dot. */
const PLACE = /^([\w-]{16})([0-9a-z]{1,6})$/;

/**
 * What the id of an event says: how far its reader has come. Of one conversation that is its
 * position; of all, the positions of all of them, as the next connection has nothing else to go by.
 */
export class EventPlaces {
  private readonly places: Map<string, number>;

  constructor(
    places: ReadonlyMap<string, number>,
    private readonly only: boolean,
  ) {
    this.places = new Map(places);
  }

  /** Null: there are too many to tell. */
  get id(): string | null {
    const all = [...this.places];
    if (this.only) return String(all[0]?.[1] ?? 0);
    if (all.length > MAX_PLACES) return null;
    return `all${all.map(([log, at]) => `.${shortOf(log)}${at.toString(36)}`).join("")}`;
  }

  move(log: string, position: number): void {
    this.places.set(log, position);
  }
}

/** Where the request goes on from, by the last id that its client was given. Throws BAD_USER_INPUT. */
export function resumedFrom({ viewer, followed }: LiveRequest, id: string): LiveRequest {
  const { conversationId } = followed;
  const given =
    conversationId === null ? placesIn(id) : new Map([[conversationId, positionIn(id, 10)]]);
  // What the client names itself may be younger.
  const since = new Map(followed.since);
  for (const [log, at] of given) since.set(log, Math.max(at, since.get(log) ?? 0));
  const others = conversationId === null ? "joined" : "live";
  return new LiveRequest(viewer, { ...followed, since, others });
}

function placesIn(id: string): Map<string, number> {
  const [kind, ...places] = id.split(".");
  if (kind !== "all" || places.length > MAX_PLACES) throw badId();
  return new Map(
    places.map((place) => {
      const [, log = "", at = ""] = PLACE.exec(place) ?? [];
      if (log === "") throw badId();
      return [Buffer.from(log, "base64url").toString("hex"), positionIn(at, 36)];
    }),
  );
}

function positionIn(text: string, radix: number): number {
  const position = /^[0-9a-z]{1,10}$/.test(text) ? Number.parseInt(text, radix) : Number.NaN;
  const isWhole = position.toString(radix) === text && position <= MAX_POSITION;
  if (!isWhole) throw badId();
  return position;
}

function badId(): Error {
  return badInput(HEADER, `${HEADER} is no id of an event of this subscription.`);
}

function shortOf(log: string): string {
  return Buffer.from(log, "hex").toString("base64url");
}
