import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from "@simplewebauthn/browser";
import { authTexts } from "../texts/auth.js";

type Json = Record<string, unknown>;
/** What the authenticator has answered, or one sentence on why it has not. */
export type Answered = { readonly credential: Json } | { readonly fault: string };

/** Whether this browser has them, at this address. */
export function hasPasskeys(): boolean {
  return window.isSecureContext && typeof window.PublicKeyCredential === "function";
}

export function createPasskey(options: Json): Promise<Answered> {
  return answered(async () => {
    const { startRegistration } = await import("@simplewebauthn/browser");
    const optionsJSON = options as unknown as PublicKeyCredentialCreationOptionsJSON;
    return startRegistration({ optionsJSON });
  });
}

export function showPasskey(options: Json): Promise<Answered> {
  return answered(async () => {
    const { startAuthentication } = await import("@simplewebauthn/browser");
    const optionsJSON = options as unknown as PublicKeyCredentialRequestOptionsJSON;
    return startAuthentication({ optionsJSON });
  });
}

/** Whether this browser can offer them among what it fills in. */
export async function fillsInPasskeys(): Promise<boolean> {
  if (!hasPasskeys()) return false;
  return (await window.PublicKeyCredential.isConditionalMediationAvailable?.()) ?? false;
}

/** Waits for whoever chooses one there; null: something else was asked for, or nobody did. */
export async function fillInPasskey(options: Json): Promise<Json | null> {
  const { startAuthentication } = await import("@simplewebauthn/browser");
  const optionsJSON = options as unknown as PublicKeyCredentialRequestOptionsJSON;
  try {
    return { ...(await startAuthentication({ optionsJSON, useBrowserAutofill: true })) };
  } catch {
    return null;
  }
}

/** Ends what `fillInPasskey` waits for. */
export async function stopFillingIn(): Promise<void> {
  const { WebAuthnAbortService } = await import("@simplewebauthn/browser");
  WebAuthnAbortService.cancelCeremony();
}

/** What refusals of a login by one mean. */
export const PASSKEY = {
  INVALID_CREDENTIALS: authTexts.thisPasskeyOpensNoAccountHere,
  CODE_EXPIRED: authTexts.thisTookTooLongTryAgain,
};

const FAULTS: Readonly<Record<string, string>> = {
  NotAllowedError: authTexts.noPasskeyWasUsedTryAgain,
  InvalidStateError: authTexts.thisDeviceHasAPasskeyOf,
  SecurityError: authTexts.passkeysDoNotWorkAtThis,
};

async function answered(ask: () => Promise<object>): Promise<Answered> {
  try {
    return { credential: { ...(await ask()) } };
  } catch (error) {
    const name = error instanceof Error ? error.name : "";
    return { fault: FAULTS[name] ?? authTexts.thisPasskeyCouldNotBeUsed };
  }
}
