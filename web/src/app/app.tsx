import type { SessionEnd } from "@confab/client";
import { useEffect, useState } from "react";
import { confab } from "../api/confab.js";
import { AuthScreen } from "../auth/auth-screen.js";
import { forgetSnapshot } from "../state/snapshot.js";
import { ErrorBoundary } from "../ui/error-boundary.js";
import { Toasts } from "../ui/toasts.js";
import { lazyPart } from "./lazy-part.js";
import { NotFound } from "./not-found.js";
import { isKnownAddress } from "./route.js";
import { ServerInfoProvider } from "./server-info.js";

/** Not part of the sign-in page: it comes with the first sign-in, or at once for those who are. */
export const SignedIn = lazyPart(
  "signed-in",
  async () => (await import("./signed-in.js")).SignedIn,
);

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
      confab.session.onChange((tokens, ended) => {
        if (!tokens) void forgetSnapshot();
        setSession((before) =>
          tokens && before.signedIn ? before : { signedIn: tokens !== null, ended },
        );
      }),
    [],
  );
  if (!isKnownAddress()) return <NotFound />;
  return (
    <>
      <ServerInfoProvider>
        <ErrorBoundary place={String(session.signedIn)}>
          {session.signedIn ? (
            <SignedIn />
          ) : (
            <AuthScreen ended={session.ended} onUse={SignedIn.preload} />
          )}
        </ErrorBoundary>
      </ServerInfoProvider>
      <Toasts />
    </>
  );
}
