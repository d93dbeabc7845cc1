import { useEffect, useLayoutEffect, useRef, type RefObject } from "react";

/** Opens the browser's own modal, and gives the focus back to where it was. */
export function useModal(dialog: RefObject<HTMLDialogElement | null>): void {
  const opener = useRef<Element | null>(null);
  useLayoutEffect(() => {
    opener.current = document.activeElement;
    const element = dialog.current;
    element?.showModal();
    return () => element?.close();
  }, [dialog]);
  // What goes together with the dialog is gone by then.
  useEffect(() => () => giveBack(opener.current), []);
}

function giveBack(opener: Element | null): void {
  const isThere = opener instanceof HTMLElement && opener !== document.body && opener.isConnected;
  if (isThere) opener.focus();
  else focusBox();
  // An action of a message that is no longer pointed at goes a moment later, and the focus with it.
  requestAnimationFrame(() => {
    if (document.activeElement === document.body) focusBox();
  });
}

function focusBox(): void {
  document.querySelector<HTMLElement>(".composer-input")?.focus();
}
