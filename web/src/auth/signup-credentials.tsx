import { Field } from "../ui/field.js";
import { authTexts } from "../texts/auth.js";

interface SignupCredentialsProps {
  readonly email: string;
  readonly password: string;
  readonly onEmail: (email: string) => void;
  readonly onPassword: (password: string) => void;
}

/** Says which sign-up is meant where it was begun on another device. */
export function SignupCredentials({
  email,
  password,
  onEmail,
  onPassword,
}: SignupCredentialsProps) {
  return (
    <>
      <p className="muted">{authTexts.enterWhatYouSignedUpWith}</p>
      <Field
        label={authTexts.eMail}
        type="email"
        autoComplete="email"
        required
        value={email}
        onChange={(event) => onEmail(event.target.value)}
      />
      <Field
        label={authTexts.password}
        type="password"
        autoComplete="current-password"
        required
        value={password}
        onChange={(event) => onPassword(event.target.value)}
      />
    </>
  );
}
