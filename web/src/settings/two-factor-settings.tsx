import { useState } from "react";
import { useApiMutation } from "../api/use-api-mutation.js";
import { useApiQuery } from "../api/use-api-query.js";
import { hasPasskeys } from "../auth/passkeys.js";
import {
  BeginTwoFactorDocument,
  DisableTwoFactorDocument,
  EnableTwoFactorDocument,
  PasskeysDocument,
  type BeginTwoFactorMutation,
} from "../gql/graphql.js";
import { useMe } from "../state/chat-context.js";
import { Button } from "../ui/button.js";
import { Field } from "../ui/field.js";
import { Icon } from "../ui/icon.js";
import { PasswordField } from "../ui/password-field.js";
import { AUTHENTICATOR, ErrorNotice } from "../ui/notice.js";
import { showToast } from "../ui/toasts.js";
import { FinishByPasskey } from "./finish-by-passkey.js";
import { ProofFields } from "./proof-fields.js";
import { QrCode } from "./qr-code.js";
import { RecoveryCodes } from "./recovery-codes.js";
import { SettingsGroup } from "./settings-group.js";
import { useProof } from "./use-proof.js";
import { settingsTexts } from "../texts/settings.js";

type Setup = BeginTwoFactorMutation["beginTwoFactor"];

interface Begun {
  readonly setup: Setup;
  readonly byPasskey: boolean;
}

const PASSKEY = "passkey";

export function TwoFactorSettings() {
  const { twoFactorEnabled } = useMe();
  const [begun, setBegun] = useState<Begun | null>(null);
  if (begun) {
    const Finish = begun.byPasskey ? FinishByPasskey : FinishByApp;
    return <Finish setup={begun.setup} onDone={() => setBegun(null)} />;
  }
  return twoFactorEnabled ? <TurnOff /> : <Begin onBegun={setBegun} />;
}

function Begin({ onBegun }: { readonly onBegun: (begun: Begun) => void }) {
  const [password, setPassword] = useState("");
  const { data } = useApiQuery(PasskeysDocument, {});
  const { run, busy, error } = useApiMutation(BeginTwoFactorDocument);
  const canByPasskey = hasPasskeys() && (data?.viewer?.passkeys.length ?? 0) > 0;
  return (
    <SettingsGroup
      title={settingsTexts.twoFactorIsOff}
      about={settingsTexts.aSecondFactorKeepsYourAccount}
      onSubmit={(submitter) => {
        const byPasskey = submitter?.getAttribute("value") === PASSKEY;
        void run({ password }).then(
          (answer) => answer && onBegun({ setup: answer.beginTwoFactor, byPasskey }),
        );
      }}
    >
      <PasswordField
        label={settingsTexts.yourPassword}
        autoComplete="current-password"
        required
        value={password}
        onChange={(event) => setPassword(event.target.value)}
      />
      <ErrorNotice error={error} texts={AUTHENTICATOR} />
      <div className="row">
        <Button kind="primary" type="submit" busy={busy}>
          {canByPasskey ? settingsTexts.useAnApp : settingsTexts.setItUp}
        </Button>
        {canByPasskey && (
          <Button type="submit" value={PASSKEY} busy={busy}>
            <Icon name="key" size={18} />
            {settingsTexts.useMyPasskey}
          </Button>
        )}
      </div>
    </SettingsGroup>
  );
}

interface FinishProps {
  readonly setup: Setup;
  readonly onDone: () => void;
}

function FinishByApp({ setup, onDone }: FinishProps) {
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
          showToast(settingsTexts.twoFactorIsOn);
          onDone();
        });
      }}
    >
      <h2>{settingsTexts.step1ScanThisWithYourAuthenticator}</h2>
      <QrCode text={setup.otpauthUrl} />
      <p className="small muted">
        {settingsTexts.orTypeThisKey}{" "}
        <code className="secret">{secret.replace(/(.{4})/g, "$1 ")}</code>
      </p>
      <h2>{settingsTexts.step2KeepTheseCodesSomewhereSafe}</h2>
      <RecoveryCodes codes={setup.recoveryCodes} />
      <h2>{settingsTexts.step3EnterTheCodeThatThe}</h2>
      <Field
        label={settingsTexts.authenticatorCode}
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
          {settingsTexts.turnItOn}
        </Button>
        <Button onClick={onDone}>{settingsTexts.cancel}</Button>
      </div>
    </form>
  );
}

function TurnOff() {
  const proof = useProof();
  const { run, busy, error } = useApiMutation(DisableTwoFactorDocument);
  const submit = async (): Promise<void> => {
    const shown = await proof.collect();
    if (!shown) return;
    const answer = await run({ ...shown, password: shown.password ?? "" });
    if (answer) showToast(settingsTexts.twoFactorIsOff);
  };
  return (
    <SettingsGroup
      title={settingsTexts.twoFactorIsOn}
      about={settingsTexts.toTurnItOffConfirmThat}
      onSubmit={() => void submit()}
    >
      <ProofFields proof={proof} error={error} />
      <div>
        <Button kind="danger" type="submit" busy={proof.busy || busy}>
          {settingsTexts.turnTwoFactorOff}
        </Button>
      </div>
    </SettingsGroup>
  );
}
