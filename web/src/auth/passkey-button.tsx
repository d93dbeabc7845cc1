import { useState } from "react";
import { useFeature } from "../app/server-info.js";
import { useRequest } from "../api/use-request.js";
import { BeginPasskeyLoginDocument, LoginWithPasskeyDocument } from "../gql/graphql.js";
import { Button } from "../ui/button.js";
import { Icon } from "../ui/icon.js";
import { ErrorNotice, FaultNotice } from "../ui/notice.js";
import { accept } from "./accept.js";
import { hasPasskeys, PASSKEY, showPasskey } from "./passkeys.js";
import { deviceName, type Step } from "./step.js";
import { usePasskeyAutofill } from "./use-passkey-autofill.js";
import { authTexts } from "../texts/auth.js";

/** In by a passkey alone: nobody types who they are. Browsers offer it at the name, too. */
export function PasskeyButton({ go }: { readonly go: (step: Step) => void }) {
  const offered = useFeature("PASSKEYS");
  const begin = useRequest(BeginPasskeyLoginDocument);
  const login = useRequest(LoginWithPasskeyDocument);
  const [fault, setFault] = useState<string | null>(null);
  const [showing, setShowing] = useState(false);
  const [round, setRound] = useState(0);
  const filledIn = usePasskeyAutofill(offered, go, round);
  if (!offered || !hasPasskeys()) return null;
  const enter = async (): Promise<void> => {
    setFault(null);
    login.clearError();
    const asked = await begin.run({});
    if (!asked) return;
    setShowing(true);
    const answer = await showPasskey(asked.beginPasskeyLogin.options);
    setShowing(false);
    if ("fault" in answer) setFault(answer.fault);
    else {
      const input = { credential: answer.credential, device: deviceName() };
      const entered = await login.run({ input });
      if (entered) return accept(entered.loginWithPasskey, go);
    }
    // It took the place of what the browser fills in.
    setRound(round + 1);
  };
  return (
    <>
      <Button wide busy={begin.busy || showing || login.busy} onClick={() => void enter()}>
        <Icon name="key" size={18} />
        {authTexts.signInWithAPasskey}
      </Button>
      <FaultNotice fault={fault} />
      <ErrorNotice error={begin.error ?? login.error ?? filledIn} texts={PASSKEY} />
    </>
  );
}
