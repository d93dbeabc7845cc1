import type { SessionEnd } from "@confab/client";
import { useEffect, useMemo, useState } from "react";
import { Provider } from "urql";
import { confab } from "../api/confab.js";
import { createUrql } from "../api/urql.js";
import { AuthScreen } from "../auth/auth-screen.js";
import { Toasts } from "../ui/toasts.js";
import { ServerInfoProvider } from "./server-info.js";
import { SignedIn } from "./signed-in.js";

interface SessionState {
  readonly signedIn: boolean;
  readonly ended: SessionEnd | null;
}

export function App() {
  const [session, setSession] = useState<SessionState>({
    signedIn: confab.session.signedIn,
    ended: null,
  });
  useEffect(
    () =>
      confab.session.onChange((tokens, ended) =>
        setSession((before) =>
          tokens && before.signedIn ? before : { signedIn: tokens !== null, ended },
        ),
      ),
    [],
  );
  // Made anew with every sign-in and sign-out: a new account must find an empty cache.
  const urql = useMemo(() => createUrql(), [session.signedIn]);
  return (
    <Provider value={urql}>
      <ServerInfoProvider>
        {session.signedIn ? <SignedIn /> : <AuthScreen ended={session.ended} />}
      </ServerInfoProvider>
      <Toasts />
    </Provider>
  );
}
