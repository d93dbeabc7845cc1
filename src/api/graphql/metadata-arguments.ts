/** What is said of the arguments by which metadata is changed. */
export const PATCH =
  "By RFC 7386: names that are left out stay, null takes one away, an object goes into the one that is there. BAD_USER_INPUT, with the path, also where too much would be stored.";
export const IF_METADATA_REVISION =
  "The `metadataRevision` at hand: REVISION_CONFLICT where it is another by now. Nothing is checked where nothing would change.";
