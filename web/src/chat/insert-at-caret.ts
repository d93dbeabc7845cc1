/** Puts something where the caret is, or in place of what is selected, and the caret behind it. */
export function insertAtCaret(
  input: HTMLTextAreaElement | null,
  inserted: string,
  setText: (text: string) => void,
): void {
  if (!input) return;
  const { value, selectionStart, selectionEnd } = input;
  setText(value.slice(0, selectionStart) + inserted + value.slice(selectionEnd));
  const caret = selectionStart + inserted.length;
  requestAnimationFrame(() => {
    input.focus();
    input.setSelectionRange(caret, caret);
  });
}
