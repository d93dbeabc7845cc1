import type { ConfabError, ConfabErrorCode } from "@confab/client";
import type { ReactNode } from "react";
import { errorText } from "../api/error-text.js";
import { Button } from "./button.js";
import { Icon, type IconName } from "./icon.js";
import { uiTexts } from "../texts/ui.js";

/** Where the code is an authenticator's: no mail has it. */
export const AUTHENTICATOR: Partial<Record<ConfabErrorCode, string>> = {
  CODE_INVALID: uiTexts.thatCodeIsWrongEnterThe,
  CODE_EXPIRED: uiTexts.thisTookTooLongSignIn,
};

/** Where a passkey is shown in the place of a code. */
export const SHOWN_PASSKEY: Partial<Record<ConfabErrorCode, string>> = {
  CODE_INVALID: uiTexts.thisPasskeyDoesNotBelongTo,
  CODE_EXPIRED: uiTexts.thisTookTooLongTryAgain,
};

interface ErrorNoticeProps {
  readonly error: ConfabError | null | undefined;
  /** What is said in place of the usual, as here it means something else. */
  readonly texts?: Partial<Record<ConfabErrorCode, string>>;
}

export function ErrorNotice({ error, texts }: ErrorNoticeProps) {
  if (!error) return null;
  return (
    <div className="notice" data-kind="error" role="alert">
      <Icon name="warning" size={18} />
      <span>{texts?.[error.code] ?? errorText(error)}</span>
    </div>
  );
}

/** What went wrong in the browser itself, in a sentence of ours. */
export function FaultNotice({ fault }: { readonly fault: string | null }) {
  if (fault === null) return null;
  return (
    <div className="notice" data-kind="error" role="alert">
      <Icon name="warning" size={18} />
      <span>{fault}</span>
    </div>
  );
}

export function Loading({ label = uiTexts.loading }: { readonly label?: string }) {
  return (
    <div className="centered" role="status">
      <span className="spinner" aria-hidden="true" />
      <span className="visually-hidden">{label}</span>
    </div>
  );
}

interface EmptyProps {
  readonly icon?: IconName;
  /** In the place of an icon. */
  readonly mark?: ReactNode;
  readonly title: string;
  readonly children?: ReactNode;
  readonly action?: ReactNode;
}

export function Empty({ icon, mark, title, children, action }: EmptyProps) {
  return (
    <div className="centered empty">
      {mark}
      {icon && (
        <span className="empty-mark">
          <Icon name={icon} size={30} />
        </span>
      )}
      <h2>{title}</h2>
      {children && <p>{children}</p>}
      {action}
    </div>
  );
}

interface FailedProps {
  readonly error: ConfabError;
  readonly onRetry: () => void;
}

export function Failed({ error, onRetry }: FailedProps) {
  return (
    <div className="centered" role="alert">
      <p className="muted">{errorText(error)}</p>
      <Button onClick={onRetry}>{uiTexts.tryAgain}</Button>
    </div>
  );
}
