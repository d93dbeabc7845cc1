import { useState, type ChangeEvent } from "react";
import { errorText } from "../api/error-text.js";
import { useRequest } from "../api/use-request.js";
import { SignupDocument } from "../gql/graphql.js";
import { Button } from "../ui/button.js";
import { Field } from "../ui/field.js";
import { PasswordField } from "../ui/password-field.js";
import { ErrorNotice } from "../ui/notice.js";
import type { Step } from "./step.js";
import { authTexts } from "../texts/auth.js";

export function SignUp({ go }: { readonly go: (step: Step) => void }) {
  const [form, setForm] = useState({ name: "", email: "", password: "" });
  const { run, busy, error } = useRequest(SignupDocument);
  const bind = (key: keyof typeof form) => ({
    value: form[key],
    required: true,
    error: error?.field?.endsWith(key) ? errorText(error) : undefined,
    onChange: (event: ChangeEvent<HTMLInputElement>) => {
      const { value } = event.target;
      setForm((before) => ({ ...before, [key]: value }));
    },
  });
  const submit = async (): Promise<void> => {
    const email = form.email.trim();
    const answer = await run({ input: { ...form, name: form.name.trim(), email } });
    if (answer) go({ at: "code", email, ...answer.signup });
  };
  const atField = /(name|email|password)$/.test(error?.field ?? "");
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <h1>{authTexts.createYourAccount}</h1>
      <Field label={authTexts.name} autoComplete="name" maxLength={80} {...bind("name")} />
      <Field label={authTexts.eMail} type="email" autoComplete="email" {...bind("email")} />
      <PasswordField
        label={authTexts.password}
        measured
        autoComplete="new-password"
        hint={authTexts.aFewUnrelatedWordsAreEasy}
        {...bind("password")}
      />
      {!atField && <ErrorNotice error={error} />}
      <Button kind="primary" type="submit" wide busy={busy}>
        {authTexts.continue}
      </Button>
      <div className="auth-links">
        <Button
          kind="quiet"
          onClick={() =>
            go({ at: "code", email: form.email.trim(), token: null, resendAfter: null })
          }
        >
          {authTexts.iHaveACode}
        </Button>
        <Button kind="quiet" onClick={() => go({ at: "sign-in" })}>
          {authTexts.iAlreadyHaveAnAccount}
        </Button>
      </div>
    </form>
  );
}
