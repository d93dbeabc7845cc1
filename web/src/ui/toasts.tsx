import { toConfabError } from "@confab/client";
import { errorText } from "../api/error-text.js";
import { Observable, useObservable } from "../state/observable.js";
import { IconButton } from "./button.js";

interface Toast {
  readonly id: number;
  readonly text: string;
}

const toasts = new Observable<readonly Toast[]>([]);
let count = 0;

export function showToast(text: string): void {
  const toast = { id: ++count, text };
  toasts.update((all) => [...all.slice(-2), toast]);
  setTimeout(() => dismiss(toast.id), 7_000);
}

export function showError(thrown: unknown): void {
  showToast(errorText(toConfabError(thrown)));
}

function dismiss(id: number): void {
  toasts.update((all) => all.filter((toast) => toast.id !== id));
}

export function Toasts() {
  const all = useObservable(toasts, (value) => value);
  return (
    <div className="toasts" role="status" aria-live="polite">
      {all.map(({ id, text }) => (
        <div key={id} className="toast">
          <span className="grow">{text}</span>
          <IconButton icon="close" label="Dismiss" small onClick={() => dismiss(id)} />
        </div>
      ))}
    </div>
  );
}
