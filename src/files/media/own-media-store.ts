import type { MediaObject, MediaStore } from "./media-store.js";

/** What a signed link of ours says, as it stands in its query. */
export interface LinkQuery {
  /** Unix seconds; `0` for no end. */
  readonly expires?: string | undefined;
  readonly signature?: string | undefined;
  /** Of an invitation only. */
  readonly maxBytes?: string | undefined;
}

export type Place = Pick<MediaObject, "attachmentId" | "variant">;

/** A store whose files this server itself serves, behind signed links. */
export interface OwnMediaStore extends MediaStore {
  /** Whether such a link was given out and has not expired. */
  verify(method: "GET" | "PUT", place: Place, query: LinkQuery): boolean;
  path(place: Place): string;
}
