import { useFeature, useProviders } from "../app/server-info.js";
import { Button } from "../ui/button.js";
import { GoogleButton } from "./google-button.js";
import { ProviderLinks } from "./provider-links.js";
import type { Step } from "./step.js";
import { authTexts } from "../texts/auth.js";

interface ProviderSignInProps {
  readonly go: (step: Step) => void;
  /** Administrators have a login of the server's own. */
  readonly onAdministrator: () => void;
}

/** In the place of the form, where identity providers alone sign people in. */
export function ProviderSignIn({ go, onAdministrator }: ProviderSignInProps) {
  const google = useFeature("GOOGLE_LOGIN");
  const isLinked = useProviders().some(({ signInUrl }) => signInUrl !== null);
  return (
    <div className="stack">
      <h1>{authTexts.signIn}</h1>
      {!google && !isLinked && <p>{authTexts.youSignInToThisChat}</p>}
      <ProviderLinks />
      <GoogleButton go={go} />
      <div className="auth-links">
        <Button kind="quiet" onClick={onAdministrator}>
          {authTexts.signInAsAnAdministrator}
        </Button>
      </div>
    </div>
  );
}
