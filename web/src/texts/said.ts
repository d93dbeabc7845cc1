/** What a text is filled in with. */
export type Said = string | number;
