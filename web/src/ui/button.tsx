import type { ButtonHTMLAttributes } from "react";
import { Icon, type IconName } from "./icon.js";

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  readonly kind?: "primary" | "plain" | "quiet" | "danger";
  readonly busy?: boolean;
  readonly wide?: boolean;
  readonly small?: boolean;
}

export function Button({ kind = "plain", busy, wide, small, children, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      className="button"
      data-kind={kind}
      data-wide={wide}
      data-small={small}
      aria-busy={busy || undefined}
      {...rest}
      disabled={busy || rest.disabled}
    >
      {busy && <span className="spinner" aria-hidden="true" style={{ width: 16, height: 16 }} />}
      {children}
    </button>
  );
}

interface IconButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  readonly icon: IconName;
  readonly label: string;
  readonly small?: boolean;
}

export function IconButton({ icon, label, small, ...rest }: IconButtonProps) {
  return (
    <button
      type="button"
      className="icon-button"
      data-small={small}
      aria-label={label}
      title={label}
      {...rest}
    >
      <Icon name={icon} size={small ? 18 : 21} />
    </button>
  );
}
