const NONCE_KEY = "confab:google-nonce";

/** Put into the page by the server, where Google sign-in is configured. */
export function googleClientId(): string | null {
  const meta = document.querySelector<HTMLMetaElement>('meta[name="google-client-id"]');
  return meta?.content || null;
}

/** By a redirect and not by Google's script: this page runs no code of anybody else. */
export function startGoogleSignIn(clientId: string): void {
  const nonce = crypto.randomUUID();
  window.sessionStorage.setItem(NONCE_KEY, nonce);
  const query = new URLSearchParams({
    client_id: clientId,
    redirect_uri: `${window.location.origin}/`,
    response_type: "id_token",
    scope: "openid email profile",
    prompt: "select_account",
    nonce,
  });
  window.location.assign(`https://accounts.google.com/o/oauth2/v2/auth?${query.toString()}`);
}

/** The token that Google sent back in the address, once, if it answers our own question. */
export function takeGoogleToken(): string | null {
  const token = new URLSearchParams(window.location.hash.slice(1)).get("id_token");
  if (token === null) return null;
  const nonce = window.sessionStorage.getItem(NONCE_KEY);
  window.sessionStorage.removeItem(NONCE_KEY);
  // Out of the address bar and the history at once.
  window.history.replaceState(null, "", window.location.pathname);
  return nonce !== null && nonceOf(token) === nonce ? token : null;
}

function nonceOf(token: string): unknown {
  try {
    const payload = (token.split(".")[1] ?? "").replace(/-/g, "+").replace(/_/g, "/");
    return (JSON.parse(atob(payload)) as { nonce?: unknown }).nonce;
  } catch {
    return undefined;
  }
}
