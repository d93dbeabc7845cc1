import { toConfabError, type ConfabError } from "@confab/client";
import { useEffect, useState } from "react";
import { confab } from "../api/confab.js";
import { BeginPasskeyLoginDocument, LoginWithPasskeyDocument } from "../gql/graphql.js";
import { accept } from "./accept.js";
import { fillInPasskey, fillsInPasskeys, stopFillingIn } from "./passkeys.js";
import { deviceName, type Step } from "./step.js";

/** What is to be signed is good for five minutes. */
const RENEWED_AFTER_MS = 4 * 60_000;

/**
 * Offers passkeys where the browser fills in the name, for as long as the page is there. `round`:
 * raised once something else that asked for a passkey has come to nothing.
 */
export function usePasskeyAutofill(
  offered: boolean,
  go: (step: Step) => void,
  round: number,
): ConfabError | null {
  const [error, setError] = useState<ConfabError | null>(null);
  useEffect(() => {
    if (!offered) return;
    let left = false;
    let waits = false;
    const offer = async (): Promise<void> => {
      if (!(await fillsInPasskeys()) || left) return;
      const { beginPasskeyLogin: asked } = await confab.request(BeginPasskeyLoginDocument, {});
      // React may have taken the page away meanwhile.
      if (isOver()) return;
      const timer = window.setTimeout(renew, RENEWED_AFTER_MS);
      waits = true;
      const credential = await fillInPasskey(asked.options);
      waits = false;
      window.clearTimeout(timer);
      if (isOver() || !credential) return;
      try {
        const input = { credential, device: deviceName() };
        const entered = await confab.request(LoginWithPasskeyDocument, { input });
        accept(entered.loginWithPasskey, go);
      } catch (thrown) {
        setError(toConfabError(thrown));
      }
    };
    const isOver = (): boolean => left;
    // Nobody asked for it, so nobody is told where it does not work.
    const offerQuietly = (): void => void offer().catch(() => undefined);
    const renew = (): void => {
      if (!document.hidden) offerQuietly();
      else document.addEventListener("visibilitychange", renew, { once: true });
    };
    offerQuietly();
    return () => {
      left = true;
      document.removeEventListener("visibilitychange", renew);
      if (waits) void stopFillingIn();
    };
  }, [offered, round]);
  return error;
}
