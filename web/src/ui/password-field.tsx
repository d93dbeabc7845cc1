import { useId, useState, type InputHTMLAttributes, type ReactNode } from "react";
import { IconButton } from "./button.js";
import { strengthOf } from "./password-strength.js";
import { uiTexts } from "../texts/ui.js";

interface PasswordFieldProps extends InputHTMLAttributes<HTMLInputElement> {
  readonly label: string;
  readonly hint?: ReactNode;
  readonly error?: string | undefined;
  /** For a new one: says how good it is while it is being typed. */
  readonly measured?: boolean;
}

export function PasswordField({ label, hint, error, measured, ...rest }: PasswordFieldProps) {
  const id = useId();
  const [shown, setShown] = useState(false);
  const strength = measured ? strengthOf(String(rest.value ?? "")) : null;
  const note = error ?? strength?.text ?? hint;
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <div className="password">
        <input
          id={id}
          className="input"
          type={shown ? "text" : "password"}
          autoCapitalize="none"
          spellCheck={false}
          aria-invalid={error ? true : undefined}
          aria-describedby={note ? `${id}-note` : undefined}
          {...rest}
        />
        <IconButton
          icon="eye"
          small
          label={shown ? uiTexts.hideWhatIsTyped : uiTexts.showWhatIsTyped}
          aria-pressed={shown}
          onClick={() => setShown(!shown)}
        />
      </div>
      {strength && (
        <meter
          className="strength"
          min={0}
          max={4}
          low={2}
          high={3}
          optimum={4}
          value={strength.score}
          aria-label={uiTexts.strength}
        />
      )}
      {note && (
        <span id={`${id}-note`} className={error ? "field-error" : "field-hint"} aria-live="polite">
          {note}
        </span>
      )}
    </div>
  );
}
