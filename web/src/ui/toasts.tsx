import { toConfabError } from "@confab/client";
import { errorText } from "../api/error-text.js";
import { Observable, useObservable } from "../state/observable.js";
import { UNDO_MS } from "../state/postponed.js";
import { Button, IconButton } from "./button.js";
import { uiTexts } from "../texts/ui.js";

interface Toast {
  readonly id: number;
  readonly text: string;
  readonly undo: (() => void) | null;
}

const SHOWN_MS = 7_000;

const toasts = new Observable<readonly Toast[]>([]);
let count = 0;

export function showToast(text: string): void {
  add({ id: ++count, text, undo: null }, SHOWN_MS);
}

/** Of something that is done when the notice goes. */
export function showUndo(text: string, undo: () => void): void {
  add({ id: ++count, text, undo }, UNDO_MS);
}

export function showError(thrown: unknown): void {
  showToast(errorText(toConfabError(thrown)));
}

function add(toast: Toast, forMs: number): void {
  toasts.update((all) => [...all.slice(-2), toast]);
  setTimeout(() => dismiss(toast.id), forMs);
}

function dismiss(id: number): void {
  toasts.update((all) => all.filter((toast) => toast.id !== id));
}

export function Toasts() {
  const all = useObservable(toasts, (value) => value);
  return (
    <div className="toasts" role="status" aria-live="polite">
      {all.map(({ id, text, undo }) => (
        <div key={id} className="toast">
          <span className="grow">{text}</span>
          {undo && (
            <Button
              kind="quiet"
              small
              onClick={() => {
                undo();
                dismiss(id);
              }}
            >
              {uiTexts.undo}
            </Button>
          )}
          <IconButton icon="close" label={uiTexts.dismiss} small onClick={() => dismiss(id)} />
        </div>
      ))}
    </div>
  );
}
