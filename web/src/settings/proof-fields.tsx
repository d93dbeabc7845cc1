import type { ConfabError } from "@confab/client";
import type { ChallengeMethod } from "../gql/graphql.js";
import { Button } from "../ui/button.js";
import { Field } from "../ui/field.js";
import { AUTHENTICATOR, ErrorNotice, FaultNotice, SHOWN_PASSKEY } from "../ui/notice.js";
import { PasswordField } from "../ui/password-field.js";
import type { Proof } from "./use-proof.js";
import { settingsTexts } from "../texts/settings.js";

interface ProofFieldsProps {
  readonly proof: Proof;
  /** Of what the proof is for. */
  readonly error: ConfabError | null;
  /** Nothing is asked for before the server wants it. */
  readonly asked?: boolean;
  /** Accounts of other logins have none. */
  readonly withPassword?: boolean;
}

/** Asks for the password and the second factor; what either went wrong with stands below. */
export function ProofFields({ proof, error, asked = true, withPassword = true }: ProofFieldsProps) {
  const { method, methods } = proof;
  return (
    <>
      {asked && withPassword && (
        <PasswordField
          label={settingsTexts.yourPassword}
          autoComplete="current-password"
          required
          value={proof.password}
          onChange={(event) => proof.setPassword(event.target.value)}
        />
      )}
      {asked && (method === "TOTP" || method === "RECOVERY_CODE") && (
        <Field
          key={method}
          label={method === "TOTP" ? settingsTexts.authenticatorCode : settingsTexts.recoveryCode}
          inputMode={method === "TOTP" ? "numeric" : "text"}
          autoComplete="one-time-code"
          required
          value={proof.code}
          onChange={(event) => proof.setCode(event.target.value)}
        />
      )}
      {asked && method === "PASSKEY" && (
        <p className="small muted">{settingsTexts.yourDeviceWillAskForYour}</p>
      )}
      {asked && methods.length > 1 && (
        <div className="row">
          {methods
            .filter((one) => one !== method)
            .map((one) => (
              <Button key={one} kind="quiet" small onClick={() => proof.setMethod(one)}>
                {OTHERWISE[one]}
              </Button>
            ))}
        </div>
      )}
      <FaultNotice fault={proof.fault} />
      <ErrorNotice
        error={proof.error ?? error}
        texts={method === "PASSKEY" ? SHOWN_PASSKEY : AUTHENTICATOR}
      />
    </>
  );
}

const OTHERWISE: Readonly<Record<ChallengeMethod, string>> = {
  TOTP: settingsTexts.useTheAuthenticatorApp,
  RECOVERY_CODE: settingsTexts.useARecoveryCode,
  PASSKEY: settingsTexts.useAPasskey,
};
