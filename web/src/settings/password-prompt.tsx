import { useState } from "react";
import { Button } from "../ui/button.js";
import { Field } from "../ui/field.js";
import { settingsTexts } from "../texts/settings.js";

interface PasswordPromptProps {
  readonly busy: boolean;
  readonly onPassword: (password: string) => void;
  readonly onCancel: () => void;
}

/** For what a login of long ago does not allow. */
export function PasswordPrompt({ busy, onPassword, onCancel }: PasswordPromptProps) {
  const [password, setPassword] = useState("");
  return (
    <form
      className="stack inset"
      onSubmit={(event) => {
        event.preventDefault();
        onPassword(password);
      }}
    >
      <p>{settingsTexts.youSignedInHereAWhile}</p>
      <Field
        label={settingsTexts.yourPassword}
        type="password"
        autoComplete="current-password"
        required
        value={password}
        onChange={(event) => setPassword(event.target.value)}
      />
      <div className="row">
        <Button kind="primary" type="submit" busy={busy}>
          {settingsTexts.goOn}
        </Button>
        <Button onClick={onCancel}>{settingsTexts.cancel}</Button>
      </div>
    </form>
  );
}
