import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from "@simplewebauthn/browser";

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

const FAULTS: Readonly<Record<string, string>> = {
  NotAllowedError: "No passkey was used. Try again, and confirm it on your device.",
  InvalidStateError: "This device has a passkey of yours already.",
  SecurityError: "Passkeys do not work at this address.",
};

async function answered(ask: () => Promise<object>): Promise<Answered> {
  try {
    return { credential: { ...(await ask()) } };
  } catch (error) {
    const name = error instanceof Error ? error.name : "";
    return { fault: FAULTS[name] ?? "This passkey could not be used." };
  }
}
