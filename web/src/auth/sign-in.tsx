import { useState } from "react";
import { wasHere } from "../app/been-here.js";
import { useFeature, useOffered } from "../app/server-info.js";
import { useRequest } from "../api/use-request.js";
import { LoginDocument } from "../gql/graphql.js";
import { Button } from "../ui/button.js";
import { Field } from "../ui/field.js";
import { PasswordField } from "../ui/password-field.js";
import { ErrorNotice } from "../ui/notice.js";
import { DemoButton } from "./demo-button.js";
import { GoogleButton } from "./google-button.js";
import { ProviderLinks } from "./provider-links.js";
import { ProviderSignIn } from "./provider-sign-in.js";
import { PasskeyButton } from "./passkey-button.js";
import { accept } from "./accept.js";
import { deviceName, type Step } from "./step.js";
import { authTexts } from "../texts/auth.js";

/** Where this form is for administrators alone. */
const ADMINISTRATORS = {
  FORBIDDEN: authTexts.onlyAdministratorsSignInHereGo,
};

interface SignInProps {
  readonly go: (step: Step) => void;
  readonly notice?: string | undefined;
}

export function SignIn({ go, notice }: SignInProps) {
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const { run, busy, error } = useRequest(LoginDocument);
  const byPhone = useFeature("PHONE_LOGIN");
  const own = useOffered("PASSWORD_LOGIN");
  const takesSignups = useOffered("SIGNUP");
  const [asAdministrator, setAsAdministrator] = useState(false);
  if (!own && !asAdministrator)
    return <ProviderSignIn go={go} onAdministrator={() => setAsAdministrator(true)} />;
  const submit = async (): Promise<void> => {
    const who =
      byPhone && /^\+?[\d\s()-]+$/.test(name) ? { phone: toE164(name) } : { email: name.trim() };
    const answer = await run({ input: { ...who, password, device: deviceName() } });
    if (answer) accept(answer.login, go);
  };
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <h1>{wasHere() ? authTexts.welcomeBack : authTexts.signIn}</h1>
      {notice && (
        <div className="notice" role="status">
          {notice}
        </div>
      )}
      <Field
        label={byPhone ? authTexts.eMailOrPhone : authTexts.eMail}
        type={byPhone ? "text" : "email"}
        autoComplete="username webauthn"
        autoCapitalize="none"
        spellCheck={false}
        required
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      <PasswordField
        label={authTexts.password}
        autoComplete="current-password"
        required
        value={password}
        onChange={(event) => setPassword(event.target.value)}
      />
      <ErrorNotice error={error} texts={own ? {} : ADMINISTRATORS} />
      <Button kind="primary" type="submit" wide busy={busy}>
        {authTexts.signIn}
      </Button>
      <PasskeyButton go={go} />
      <GoogleButton go={go} />
      {own && <ProviderLinks />}
      <DemoButton go={go} />
      <div className="auth-links">
        {!own && (
          <Button kind="quiet" onClick={() => setAsAdministrator(false)}>
            {authTexts.back}
          </Button>
        )}
        {own && (
          <Button kind="quiet" onClick={() => go({ at: "forgot" })}>
            {authTexts.forgotYourPassword}
          </Button>
        )}
        {takesSignups && (
          <Button kind="quiet" onClick={() => go({ at: "sign-up" })}>
            {authTexts.createAnAccount}
          </Button>
        )}
      </div>
    </form>
  );
}

function toE164(phone: string): string {
  const digits = phone.replace(/\D/g, "");
  return `+${digits.replace(/^00/, "")}`;
}
