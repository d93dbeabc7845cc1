import { useEffect } from "react";
import { useFeature } from "../app/server-info.js";
import { useRequest } from "../api/use-request.js";
import { LoginWithGoogleDocument } from "../gql/graphql.js";
import { Button } from "../ui/button.js";
import { ErrorNotice } from "../ui/notice.js";
import { googleClientId, startGoogleSignIn, takeGoogleToken } from "./google.js";
import { accept } from "./accept.js";
import { deviceName, type Step } from "./step.js";
import { authTexts } from "../texts/auth.js";

export function GoogleButton({ go }: { readonly go: (step: Step) => void }) {
  const offered = useFeature("GOOGLE_LOGIN");
  const { run, busy, error } = useRequest(LoginWithGoogleDocument);
  useEffect(() => {
    const idToken = takeGoogleToken();
    if (idToken === null) return;
    void run({ input: { idToken, device: deviceName() } }).then((answer) => {
      if (answer) accept(answer.loginWithGoogle, go);
    });
  }, []);
  const clientId = googleClientId();
  if (!offered || clientId === null) return <ErrorNotice error={error} />;
  return (
    <>
      <div className="auth-or">{authTexts.or}</div>
      <Button wide busy={busy} onClick={() => startGoogleSignIn(clientId)}>
        <GoogleMark />
        {authTexts.continueWithGoogle}
      </Button>
      <ErrorNotice error={error} />
    </>
  );
}

function GoogleMark() {
  return (
    <svg width="18" height="18" viewBox="0 0 48 48" aria-hidden="true">
      <path
        fill="#4285F4"
        d="M45 24.5c0-1.6-.1-2.800-.4-4.100H24v7.600h12.100c-.2 1.900-1.600 4.800-4.500 6.700l6.900 5.300C42.600 36.300 45 30.900 45 24.500z"
      />
      <path
        fill="#34A853"
        d="M24 46c5.900 0 10.900-2 14.500-5.300l-6.900-5.400c-1.900 1.300-4.300 2.200-7.600 2.200-5.800 0-10.700-3.800-12.500-9.100l-7.100 5.500C8 41.100 15.400 46 24 46z"
      />
      <path
        fill="#FBBC05"
        d="M11.500 28.400c-.5-1.400-.7-2.900-.7-4.400s.3-3 .7-4.400l-7.100-5.500C2.900 17 2 20.400 2 24s.9 7 2.400 9.900z"
      />
      <path
        fill="#EB4335"
        d="M24 10.500c4.100 0 6.900 1.800 8.500 3.300l6.200-6C34.900 4.200 29.900 2 24 2 15.400 2 8 6.900 4.400 14.100l7.100 5.500c1.800-5.300 6.700-9.100 12.500-9.100z"
      />
    </svg>
  );
}
