import { useState } from "react";
import { useFeature } from "../app/server-info.js";
import { useRequest } from "../api/use-request.js";
import { BeginPasskeyLoginDocument, LoginWithPasskeyDocument } from "../gql/graphql.js";
import { Button } from "../ui/button.js";
import { Icon } from "../ui/icon.js";
import { ErrorNotice, FaultNotice } from "../ui/notice.js";
import { accept } from "./accept.js";
import { hasPasskeys, showPasskey } from "./passkeys.js";
import { deviceName, type Step } from "./step.js";

/** In by a passkey alone: nobody types who they are. */
export function PasskeyButton({ go }: { readonly go: (step: Step) => void }) {
  const offered = useFeature("PASSKEYS");
  const begin = useRequest(BeginPasskeyLoginDocument);
  const login = useRequest(LoginWithPasskeyDocument);
  const [fault, setFault] = useState<string | null>(null);
  const [showing, setShowing] = useState(false);
  if (!offered || !hasPasskeys()) return null;
  const enter = async (): Promise<void> => {
    setFault(null);
    login.clearError();
    const asked = await begin.run({});
    if (!asked) return;
    setShowing(true);
    const answer = await showPasskey(asked.beginPasskeyLogin.options);
    setShowing(false);
    if ("fault" in answer) return setFault(answer.fault);
    const { credential } = answer;
    const entered = await login.run({ input: { credential, device: deviceName() } });
    if (entered) accept(entered.loginWithPasskey, go);
  };
  return (
    <>
      <Button wide busy={begin.busy || showing || login.busy} onClick={() => void enter()}>
        <Icon name="key" size={18} />
        Sign in with a passkey
      </Button>
      <FaultNotice fault={fault} />
      <ErrorNotice error={begin.error ?? login.error} texts={PASSKEY} />
    </>
  );
}

const PASSKEY = {
  INVALID_CREDENTIALS: "This passkey opens no account here. It may have been removed.",
  CODE_EXPIRED: "This took too long. Try again.",
};
