/** What Safari calls a key that an input method has taken: it comes after `compositionend`. */
const TAKEN_BY_INPUT_METHOD = 229;

/** Whether a key belongs to a word that an input method is still putting together. */
export function isComposing(event: {
  readonly isComposing: boolean;
  readonly keyCode: number;
}): boolean {
  return event.isComposing || event.keyCode === TAKEN_BY_INPUT_METHOD;
}
