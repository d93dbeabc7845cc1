import { useProviders } from "../app/server-info.js";
import { authTexts } from "../texts/auth.js";

/** Where people sign in who have their account elsewhere. */
export function ProviderLinks() {
  return useProviders().map(
    ({ name, label, signInUrl }) =>
      signInUrl !== null && (
        <a key={name} className="button" data-kind="plain" data-wide="true" href={signInUrl}>
          {authTexts.continueWith(label)}
        </a>
      ),
  );
}
