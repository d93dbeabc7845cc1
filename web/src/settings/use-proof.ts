import type { ConfabError } from "@confab/client";
import { useState } from "react";
import { useApiMutation } from "../api/use-api-mutation.js";
import { hasPasskeys, showPasskey } from "../auth/passkeys.js";
import { BeginPasskeyProofDocument, type ChallengeMethod } from "../gql/graphql.js";
import { useMe } from "../state/chat-context.js";

interface Shown {
  readonly password: string | null;
  readonly code: string | null;
  readonly credential: Record<string, unknown> | null;
}

export interface Proof {
  readonly password: string;
  readonly setPassword: (password: string) => void;
  readonly code: string;
  readonly setCode: (code: string) => void;
  /** How the second factor is shown; null: there is none. */
  readonly method: ChallengeMethod | null;
  readonly setMethod: (method: ChallengeMethod) => void;
  readonly methods: readonly ChallengeMethod[];
  readonly busy: boolean;
  readonly error: ConfabError | null;
  /** What went wrong in the browser. */
  readonly fault: string | null;
  /** Asks for the passkey where it is one; null: it was not shown. */
  readonly collect: () => Promise<Shown | null>;
  readonly clear: () => void;
}

/** The password and the second factor of who is signed in, for what a session does not allow. */
export function useProof(): Proof {
  const { twoFactorMethods } = useMe();
  const methods = twoFactorMethods.filter((one) => one !== "PASSKEY" || hasPasskeys());
  const first = (["TOTP", "PASSKEY", "RECOVERY_CODE"] as const).find((one) =>
    methods.includes(one),
  );
  const [password, setPassword] = useState("");
  const [code, setCode] = useState("");
  const [chosen, setChosen] = useState<ChallengeMethod | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const [showing, setShowing] = useState(false);
  const { run, busy, error, clearError } = useApiMutation(BeginPasskeyProofDocument);
  const method = chosen ?? first ?? null;
  const collect = async (): Promise<Shown | null> => {
    setFault(null);
    clearError();
    const shown = { password: password || null, code: code || null, credential: null };
    if (method !== "PASSKEY") return shown;
    const asked = await run({});
    if (!asked) return null;
    setShowing(true);
    const answer = await showPasskey(asked.beginPasskeyProof.options);
    setShowing(false);
    if ("credential" in answer) return { ...shown, code: null, credential: answer.credential };
    setFault(answer.fault);
    return null;
  };
  const clear = (): void => {
    setPassword("");
    setCode("");
  };
  const setMethod = (next: ChallengeMethod): void => {
    setChosen(next);
    setCode("");
  };
  return {
    ...{ password, setPassword, code, setCode, method, setMethod, methods },
    ...{ busy: busy || showing, error, fault, collect, clear },
  };
}
