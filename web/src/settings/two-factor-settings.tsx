import { useState } from "react";
import { useApiMutation } from "../api/use-api-mutation.js";
import {
  BeginTwoFactorDocument,
  DisableTwoFactorDocument,
  EnableTwoFactorDocument,
  type BeginTwoFactorMutation,
} from "../gql/graphql.js";
import { useMe } from "../state/chat-context.js";
import { Button } from "../ui/button.js";
import { Field } from "../ui/field.js";
import { PasswordField } from "../ui/password-field.js";
import { AUTHENTICATOR, ErrorNotice } from "../ui/notice.js";
import { showToast } from "../ui/toasts.js";
import { QrCode } from "./qr-code.js";
import { RecoveryCodes } from "./recovery-codes.js";

type Setup = BeginTwoFactorMutation["beginTwoFactor"];

export function TwoFactorSettings() {
  const { twoFactorEnabled } = useMe();
  const [setup, setSetup] = useState<Setup | null>(null);
  if (setup) return <Finish setup={setup} onDone={() => setSetup(null)} />;
  return twoFactorEnabled ? <TurnOff /> : <Begin onBegun={setSetup} />;
}

function Begin({ onBegun }: { readonly onBegun: (setup: Setup) => void }) {
  const [password, setPassword] = useState("");
  const { run, busy, error } = useApiMutation(BeginTwoFactorDocument);
  return (
    <form
      className="panel stack"
      onSubmit={(event) => {
        event.preventDefault();
        void run({ password }).then((answer) => answer && onBegun(answer.beginTwoFactor));
      }}
    >
      <p>
        A second factor keeps your account yours even if somebody learns the password. You need an
        authenticator app.
      </p>
      <PasswordField
        label="Your password"
        autoComplete="current-password"
        required
        value={password}
        onChange={(event) => setPassword(event.target.value)}
      />
      <ErrorNotice error={error} texts={AUTHENTICATOR} />
      <div>
        <Button kind="primary" type="submit" busy={busy}>
          Set it up
        </Button>
      </div>
    </form>
  );
}

function Finish({ setup, onDone }: { readonly setup: Setup; readonly onDone: () => void }) {
  const [code, setCode] = useState("");
  const { run, busy, error } = useApiMutation(EnableTwoFactorDocument);
  const secret = new URL(setup.otpauthUrl).searchParams.get("secret") ?? "";
  return (
    <form
      className="panel stack"
      onSubmit={(event) => {
        event.preventDefault();
        void run({ code }).then((answer) => {
          if (!answer) return;
          showToast("Two-factor is on");
          onDone();
        });
      }}
    >
      <h2>1. Scan this with your authenticator app</h2>
      <QrCode text={setup.otpauthUrl} />
      <p className="small muted">
        Or type this key: <code className="secret">{secret.replace(/(.{4})/g, "$1 ")}</code>
      </p>
      <h2>2. Keep these codes somewhere safe</h2>
      <RecoveryCodes codes={setup.recoveryCodes} />
      <h2>3. Enter the code that the app shows</h2>
      <Field
        label="Authenticator code"
        className="code-input"
        inputMode="numeric"
        autoComplete="one-time-code"
        required
        value={code}
        onChange={(event) => setCode(event.target.value)}
      />
      <ErrorNotice error={error} texts={AUTHENTICATOR} />
      <div className="row">
        <Button kind="primary" type="submit" busy={busy}>
          Turn it on
        </Button>
        <Button onClick={onDone}>Cancel</Button>
      </div>
    </form>
  );
}

function TurnOff() {
  const [password, setPassword] = useState("");
  const [code, setCode] = useState("");
  const { run, busy, error } = useApiMutation(DisableTwoFactorDocument);
  return (
    <form
      className="panel stack"
      onSubmit={(event) => {
        event.preventDefault();
        void run({ password, code }).then((answer) => answer && showToast("Two-factor is off"));
      }}
    >
      <p>Two-factor is on. To turn it off, confirm that it is you.</p>
      <PasswordField
        label="Your password"
        autoComplete="current-password"
        required
        value={password}
        onChange={(event) => setPassword(event.target.value)}
      />
      <Field
        label="Authenticator code"
        inputMode="numeric"
        autoComplete="one-time-code"
        required
        value={code}
        onChange={(event) => setCode(event.target.value)}
      />
      <ErrorNotice error={error} texts={AUTHENTICATOR} />
      <div>
        <Button kind="danger" type="submit" busy={busy}>
          Turn two-factor off
        </Button>
      </div>
    </form>
  );
}
