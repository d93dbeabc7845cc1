import { useLayoutEffect, type RefObject } from "react";

/** Opens the browser's own modal, and gives the focus back to where it was. */
export function useModal(dialog: RefObject<HTMLDialogElement | null>): void {
  useLayoutEffect(() => {
    const opener = document.activeElement;
    const element = dialog.current;
    element?.showModal();
    return () => {
      element?.close();
      // What opened it may be gone by now, as an action of a message that is no longer pointed at.
      const isThere = opener instanceof HTMLElement && opener !== document.body;
      const back = isThere && opener.isConnected ? opener : null;
      (back ?? document.querySelector<HTMLElement>(".composer-input"))?.focus();
    };
  }, [dialog]);
}
